### The calculators: what is wrong with their inputs, and what must be said beside a result.
### Message names start with "calculators-". The field is named before the sentence.

## Tables and dates

# $on: the day asked about. $from, $until: first and last day of the table that was used.
calculators-past = The table in force on { $on } is not known here. This result is past: it follows the table that held from { $from } to { $until }.
# $on: the day asked about. $from: first day of the table that was used.
calculators-later = No table is known here for { $on }. This result follows the first one known, of { $from }.
calculators-estimate = This is an estimate: it speaks of days that have not come yet.
# $trip, $with: which two trips.
calculators-overlap = { $trip } overlaps { $with }. Correct the dates; for now each day is counted once.

## What is wrong with the inputs

calculators-no-table = This site has no table for this calculator.
calculators-missing = This is missing.
calculators-not-object = This is not an object with named fields.
calculators-not-list = This is not a list.
# $max: how many.
calculators-too-many = There are too many. Give at most { $max }.
# $known: the fields there are.
calculators-unknown-field = There is no field of this name. Use { $known }.
# $meant: the field that looks most like it.
calculators-unknown-field-meant = There is no field of this name. Did you mean “{ $meant }”?
# $min, $max: bounds.
calculators-not-whole = This must be a whole number from { $min } to { $max }.
calculators-not-flag = This must be true or false.
# $words: what may be written.
calculators-not-word = There is no such value. Use { $words }.
calculators-not-day = This is not a date. Write it as year, month and day, such as 2026-11-22.
# $first: the day it begins.
calculators-end-before-start = The last day is before the first, { $first }.
# $first: the day of departure.
calculators-return-before-departure = The return is before the departure on { $first }.
# $date: the date of application.
calculators-resident-later = Permanent residence begins after the application of { $date }. Only a permanent resident can apply.
# $date: the date of the examination.
calculators-resident-after-examination = Permanent residence begins after the examination of { $date }.
calculators-never-enough = With these periods there are never enough days.
# $test: name of the test. $min, $max: its scale. $step: the difference of two scores.
calculators-not-score = { $test } has no such score here. Scores go from { $min } to { $max } in steps of { $step }.
calculators-same-language = The second language must be the other official language.
calculators-level-and-scores = Give either levels or a test with its scores, not both.
calculators-test-language = This test is for the other official language.
calculators-test-not-express-entry = Express Entry does not read this test on this scale.
