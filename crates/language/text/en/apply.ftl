### The application: task list, questions, lists, review and filing.
### Message names start with "apply-".
