### Who is visiting: the page for operators and, where it is published, for everybody.
### Message names start with "visitors-".

visitors-title = Who is visiting
visitors-description = How many people visit this site, by country, language and page. We count them without knowing anyone.
# $since, $taken: a day and a time.
visitors-since = Counted since { $since }.
visitors-taken = As of { $taken }.

## Tables

visitors-people = How many people
visitors-what = What
visitors-different = Different visitors
visitors-now = Last 5 minutes
visitors-hour = This hour
visitors-today = Today (from 04:00)
visitors-few = fewer than 10
visitors-when = When
visitors-not-counted = not counted
# $number: how many.
visitors-in-part = { $number } (in part)
visitors-rows = By language, country and page
visitors-rule = Numbers are rounded down to full tens: 40 stands for 40 to 49. Numbers under 10 are not shown. They are put together in the row “Others, together”. Where even that would tell a number under 10, the next larger row is put there as well. A dash means: not shown, or nobody.
visitors-others = Others, together
visitors-by-language = By the language of what they read
visitors-language = Language
visitors-english = English only
visitors-french = French only
visitors-both = Both
visitors-by-country = By country
visitors-country = Country
visitors-unknown = Unknown
visitors-by-page = By page (somebody who reads two pages counts at each)
visitors-page = Page
visitors-page-other = Other pages
visitors-page-room = The waiting room
visitors-page-application = Inside an application
visitors-page-invitation = Signing or helping by invitation
# $program: its name.
visitors-page-apply = Start: { $program }

## Pictures

visitors-hours = Each of the last 24 hours
visitors-days = Each of the last 30 days
# $most: a number.
visitors-picture = A bar for each period. The tallest stands for { $most } visitors. The same numbers are in the table below.
visitors-no-picture = None of these periods had 10 visitors or more. The same is in the table below.
visitors-key = An open bar was counted in part, or is not over yet. A flat bar is fewer than 10. No bar: not counted.
visitors-as-table = The same as a table

## How it is counted

visitors-how = How we count
visitors-how-counted = A visitor is an internet address together with the name of a browser. Both are mixed at once with a secret number and turned into a number that says nothing about them. Two people with the same browser behind one address count as one. One person with two devices counts as two. A program that asks for pages counts as well.
visitors-how-kept = The secret number is only in the memory of the server. It is thrown away each night at 04:00. We keep no address, no cookie and nothing else that stands for a person. Only numbers like these are kept: hours for a week, days for 13 months.
visitors-how-right = Up to about a thousand, visitors are counted one by one. Above that the number is an estimate: 95 times in 100 it is within 1% of the truth, and for one country or page within 2%. When the server starts again, counting begins again: nobody can tell who had been there before.
visitors-data = Take the numbers along
visitors-csv = As a table (CSV)
visitors-json = As data (JSON)
