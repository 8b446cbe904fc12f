### The search of occupations.
### Message names start with "occupations-".

occupations-title = Find an occupation (NOC 2021)
occupations-intro = Forms and points ask for a code of the National Occupational Classification (NOC 2021): five digits. Type the code, its first digits, or words from the title. What you search for is not kept.
occupations-label = Code or words
occupations-hint = Such as 21231, or software engineer
occupations-button = Search
# $count: how many.
occupations-found = { $count ->
    [0] No occupation matches
    [one] { $count } occupation matches
   *[other] { $count } occupations match
}
# $most: how many are shown at most.
occupations-most = At most { $most } are shown. Add a word to see fewer.
occupations-none = Check the spelling, or try another word for the same work. Titles name groups of occupations, so a general word often finds more.
occupations-code = Code
occupations-teer = TEER
occupations-name = Title
occupations-teer-means = TEER tells how much training an occupation usually takes: 0 is management, 1 usually a university degree, down to 5, work learned in a short time. Only the title of a group is listed here, not each occupation in it.
occupations-english = The titles are in English.
occupations-source = Source: Statistics Canada, National Occupational Classification (NOC) 2021, version 1.0; adapted, and not endorsed by it.
occupations-data = All occupations as data (JSON)
