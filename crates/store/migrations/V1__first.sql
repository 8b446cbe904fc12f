-- Names follow the field: an application is a draft until it is filed; from then on it is a case as well.
-- Everything a person wrote is in a `sealed` column; what is readable here is what the store itself must compare.

-- What is true of the whole store, for instance which master key seals it.
CREATE TABLE facts (
    name TEXT NOT NULL PRIMARY KEY,
    value BYTES NOT NULL
);

-- Counters that only grow: receipts handed out, applications filed under a cap.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE accounts (
    id BYTES NOT NULL PRIMARY KEY,
    -- Keyed hash of the e-mail address: finds the account, tells nothing.
    email_index BYTES NOT NULL UNIQUE,
    language TEXT NOT NULL,
    wrapped_key BYTES NOT NULL,
    sealed BYTES NOT NULL,
    password_hash TEXT,
    verified_at BIGINT,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    created BIGINT NOT NULL,
    touched BIGINT NOT NULL
);

CREATE TABLE applications (
    id BYTES NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    program TEXT NOT NULL,
    program_version TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'filed', 'deleted')),
    version BIGINT NOT NULL,
    -- The request that saved this version: the same request asked again is answered, not refused.
    saved_by BYTES NOT NULL,
    wrapped_key BYTES NOT NULL,
    sealed BYTES NOT NULL,
    account BYTES REFERENCES accounts (id),
    resume_hash BYTES NOT NULL,
    second_secret TEXT,
    failures BIGINT NOT NULL,
    locked_until BIGINT,
    -- Keyed hash of an address from which a new resume link can be asked for.
    contact BYTES,
    created BIGINT NOT NULL,
    touched BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    -- When its owner was last told that it will be deleted.
    warned BIGINT
);
CREATE INDEX applications_by_contact ON applications (contact) WHERE contact IS NOT NULL;
CREATE INDEX applications_of_account ON applications (account) WHERE account IS NOT NULL;
CREATE INDEX drafts_by_expiry ON applications (expires) WHERE state = 'draft';

CREATE TABLE documents (
    id BYTES NOT NULL PRIMARY KEY,
    application BYTES NOT NULL REFERENCES applications (id),
    question TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('quarantined', 'attached', 'removed')),
    scan TEXT NOT NULL CHECK (scan IN ('waiting', 'clean', 'infected', 'failed', 'off')),
    size BIGINT NOT NULL,
    sealed BYTES NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX documents_of_application ON documents (application);

CREATE TABLE cases (
    application BYTES NOT NULL PRIMARY KEY REFERENCES applications (id),
    sequence BIGINT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    filed_at BIGINT NOT NULL,
    sealed_answers BYTES NOT NULL,
    sealed_receipt BYTES NOT NULL,
    status_hash BYTES NOT NULL,
    state TEXT NOT NULL,
    -- The last action: its place in the chain and its hash.
    last_action BIGINT NOT NULL,
    last_hash BYTES NOT NULL
);

CREATE TABLE actions (
    application BYTES NOT NULL REFERENCES cases (application),
    sequence BIGINT NOT NULL,
    previous BYTES NOT NULL,
    hash BYTES NOT NULL,
    at BIGINT NOT NULL,
    sealed BYTES NOT NULL,
    PRIMARY KEY (application, sequence)
);

-- The outbox: what is still to be done because of a change, written in the change's own transaction.
CREATE TABLE jobs (
    id BYTES NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    application BYTES,
    sealed BYTES NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'given up')),
    run_after BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    claim BYTES,
    claimed_until BIGINT NOT NULL
);
CREATE INDEX jobs_by_time ON jobs (run_after) WHERE state = 'waiting';
CREATE INDEX jobs_by_claim ON jobs (claim) WHERE claim IS NOT NULL;
CREATE INDEX jobs_of_application ON jobs (application) WHERE application IS NOT NULL;

-- Secrets sent by mail: verify an address, set a new password, find drafts again.
CREATE TABLE tokens (
    hash BYTES NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    account BYTES NOT NULL REFERENCES accounts (id),
    sealed BYTES NOT NULL,
    expires BIGINT NOT NULL,
    used_by BYTES
);
CREATE INDEX tokens_of_account ON tokens (account, purpose);
CREATE INDEX tokens_by_expiry ON tokens (expires);

CREATE TABLE sessions (
    hash BYTES NOT NULL PRIMARY KEY,
    account BYTES,
    sealed BYTES NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_of_account ON sessions (account) WHERE account IS NOT NULL;
CREATE INDEX sessions_by_expiry ON sessions (expires);
