### Accounts and resume links: sign in, password, drafts, retention.
### Message names start with "account-".
