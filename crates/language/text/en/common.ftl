### Words that every page needs.
### Message names start with "common-".

## Answers and buttons

common-yes = Yes
common-no = No
common-remove = Remove
common-delete = Delete
common-change = Change

## Questions and answers

common-not-provided = Not provided
common-none = None
common-day = Day
common-month = Month
common-year = Year

## Pages of results

# $page and $pages: numbers.
common-page-of = Page { $page } of { $pages }
