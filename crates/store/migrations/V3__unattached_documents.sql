-- Documents that no answer names, for retention to find them.
CREATE INDEX unattached_documents ON documents (created) WHERE state = 'quarantined';
