### E-mail: subjects and bodies.
### Message names start with "mail-".
