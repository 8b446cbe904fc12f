### The PDF copy of an application and other letters.
### Message names start with "letters-".
