### The PDF copy of an application and other letters.
### Message names start with "letters-".

## Under an answer that the PDF cannot show as it was typed. The site's own page shows it whole.

letters-note-latin = Shown here in Latin letters. The copy on the site has it as it was typed.
letters-note-missing = Some characters cannot be shown here. The copy on the site has them as they were typed.
