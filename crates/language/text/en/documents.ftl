### Documents: choosing, sending, checking, replacing and removing files.
### Message names start with "documents-".
