### Words that every page needs.
### Message names start with "common-".

## Answers and buttons

common-yes = Yes
common-no = No
common-continue = Continue
common-back = Back
common-save = Save
common-save-and-leave = Save and come back later
common-cancel = Cancel
common-add = Add
common-remove = Remove
common-delete = Delete
common-change = Change
common-edit = Edit
common-start = Start
common-send = Send
common-search = Search
common-print = Print
common-download = Download
common-show = Show
common-hide = Hide
common-close = Close
common-sign-in = Sign in
common-sign-out = Sign out
# Read aloud after the word "Change", so that each link makes sense alone. $what: the question or the entry.
common-change-what = Change { $what }
common-edit-what = Edit { $what }
common-remove-what = Remove { $what }

## Questions and answers

common-optional = (optional)
common-choose = Choose one
common-choose-all = Choose all that apply
common-or = or
common-not-provided = Not provided
common-none = None
common-other = Other
common-unknown = I don’t know
common-day = Day
common-month = Month
common-year = Year

## Mistakes on a page

common-error-summary-title = There is a problem
# Before the title of the page in the browser’s tab. $title: the title.
common-error-page-title = Error: { $title }
# Read aloud before the message at a question.
common-error-prefix = Error:

## Around the page

# The title in the browser’s tab. $title: of the page; $site: the name of the site.
common-page-title = { $title } – { $site }
common-skip-link = Skip to main content
common-menu = Menu
common-main-navigation = Main menu
common-breadcrumb = You are here
common-home = Home
common-on-this-page = On this page
common-demonstration = Demonstration
common-demonstration-banner = This is a demonstration, not a government service.
common-demonstration-warning = Do not enter real personal information.
common-footer = About this site
common-top-of-page = Back to top
common-new-tab = (opens in a new tab)
common-important = Important
common-more-information = More information
common-help = Help
# $date: a day in words.
common-last-updated = Last updated: { $date }
# $time: a time or a moment in words.
common-saved-at = Saved at { $time }
common-saving = Saving…
common-not-saved = Not saved yet

## Languages

common-language-en = English
common-language-fr = French
# The switch names the other language in that language.
common-language-switch = Français
common-language-navigation = Language

## Pages of results

common-pagination = Pages of results
common-previous = Previous
common-next = Next
common-previous-page = Previous page
common-next-page = Next page
# $page and $pages: numbers.
common-page-of = Page { $page } of { $pages }
common-page-number = Page { $page }
# $count: how many results there are in all.
common-results = { $count ->
    [0] No results
    [one] { $count } result
   *[other] { $count } results
}

## Months

common-month-1 = January
common-month-2 = February
common-month-3 = March
common-month-4 = April
common-month-5 = May
common-month-6 = June
common-month-7 = July
common-month-8 = August
common-month-9 = September
common-month-10 = October
common-month-11 = November
common-month-12 = December
