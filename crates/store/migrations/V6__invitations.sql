-- Who else takes part in an application: those who sign it too, and a helper. A link is known by its hash alone.
CREATE TABLE invitations (
    application BYTES NOT NULL REFERENCES applications (id),
    role TEXT NOT NULL CHECK (role IN ('signer', 'helper')),
    -- Which signer of the program; empty for the helper.
    signer TEXT NOT NULL,
    -- Nothing once it is withdrawn.
    link BYTES,
    sealed BYTES NOT NULL,
    language TEXT NOT NULL,
    invited BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    opened BIGINT,
    -- What came of it, sealed: a signature, or what the signer says is not right.
    signature BYTES,
    remark BYTES,
    -- How often the helper has saved, and when last.
    saves BIGINT NOT NULL,
    last_saved BIGINT,
    PRIMARY KEY (application, role, signer)
);
