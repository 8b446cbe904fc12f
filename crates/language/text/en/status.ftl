### The status page: what has happened to an application and what comes next.
### Message names start with "status-".
