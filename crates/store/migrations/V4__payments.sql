-- What was asked of the payment provider, under keys of ours. A row is there before the provider is asked, so none of its
-- answers can be without one. Amounts are not here: the bill is sealed with the case.
CREATE TABLE payments (
    -- Keyed hash of application, bill and attempt: the provider knows the payment by it, and does nothing twice under it.
    key BYTES NOT NULL PRIMARY KEY,
    application BYTES NOT NULL REFERENCES applications (id),
    -- Keyed hash of the application and what it owes.
    bill BYTES NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('begun', 'authorised', 'paid', 'released', 'refunding', 'refunded')),
    -- Whether the application was filed with this bill: only then is anything charged.
    filed BIGINT NOT NULL,
    created BIGINT NOT NULL,
    changed BIGINT NOT NULL
);
CREATE INDEX payments_of_application ON payments (application);
CREATE INDEX unsettled_payments ON payments (key) WHERE state IN ('begun', 'authorised', 'refunding');

-- The ledger of the demonstration provider, which moves no money. A real provider keeps its own elsewhere.
CREATE TABLE demonstration_ledger (
    key BYTES NOT NULL PRIMARY KEY,
    -- Keyed hash of the amount: another amount under the same key is noticed.
    amount BYTES NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('authorised', 'captured', 'released', 'refunded')),
    moved BIGINT NOT NULL
);
