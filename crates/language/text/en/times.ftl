### How long it takes: published times, standards and what was measured here.
### Message names start with "times-".

# $count: how many.
times-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
times-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
times-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
# $time: such as "6 months".
times-about = about { $time }

times-published = Published times
times-snapshot = These times were published by the Government of Canada and read on the days shown. They change often. They are not a promise, and they are not times of this site.
times-caption = Time of each kind of application
times-head-what = Application
times-head-time = Published time
times-head-quebec = Going to Quebec
times-head-waiting = People waiting
times-head-read = Read
# $from, $to: days.
times-read = { $from } to { $to }
times-same-day = { $to }
times-not-found = Not found
times-none = No published time was found, so none is shown.
# $title: of a source. $date: its day.
times-source = Source: { $title } ({ $date }).
times-standard-title = Service standard
# $time: such as "6 months". $label: what it is the standard of. $date: when it was read.
times-standard = { $label }: { $time }, as read on { $date }. A service standard is a goal that the department sets for itself, not a time that was measured.
times-no-standard = No published service standard was found.
times-measured = Measured on this site
# $least: how many decisions are needed.
times-measured-none = Nothing has been decided on this site yet, so it has no time of its own to show. Once { $least } or more applications have been decided here, the time within which 80% of them were finished belongs here, with their number and the period.
times-link = How long it takes, and why

## Money to settle

times-funds = How much money you must show
# $from, $until: days.
times-funds-dates = These amounts date from { $from } and were still shown on { $until }. They may have changed since.
times-funds-caption = Amount by the size of the family
times-funds-size = People in the family
times-funds-amount = Amount
times-funds-more = Each person more
times-funds-who = Count your spouse or partner and your dependent children, even if they are not coming. In the federal skilled worker class, certain kinds of arranged work take the place of this money.
