-- Every version of every program that was ever served here, as it was. Public, and never changed: drafts are moved from one
-- version to another by them, and what people typed is shown in the words it was asked in.
CREATE TABLE publications (
    program TEXT NOT NULL,
    version TEXT NOT NULL,
    -- SHA-256 of the definition.
    hash BYTES NOT NULL,
    definition BYTES NOT NULL,
    published BIGINT NOT NULL,
    PRIMARY KEY (program, version)
);
