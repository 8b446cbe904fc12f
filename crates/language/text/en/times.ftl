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
