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

## Pages

calculators-title = Calculators
calculators-intro = Five calculators that follow the published rules, each with its source and its date. Nothing you enter is kept.
calculators-nothing-kept = What you enter here is not kept. This is not a decision: only an officer decides on an application.
calculators-button = Calculate
calculators-result = Result
calculators-crs-title = Ranking score (Comprehensive Ranking System)
calculators-crs-intro = What a profile for Express Entry scores, out of 1,200 points.
calculators-fsw-title = Federal skilled worker: 67 points
calculators-fsw-intro = Whether you reach the pass mark of the federal skilled worker class. This is not the ranking score.
calculators-clb-title = Test scores and levels (CLB, NCLC)
calculators-clb-intro = Which level the scores of a language test stand for: CLB for English tests, NCLC for French tests.
calculators-presence-title = Physical presence for citizenship
calculators-presence-intro = How many days count towards the 1,095 days that an adult needs, and from when on you can apply.
calculators-obligation-title = Residency obligation of permanent residents
calculators-obligation-intro = Whether you have been in Canada long enough to keep permanent residence: 730 days in five years.
# $title: the law or page. $date: its edition. $from: since when the rule holds.
calculators-source = Rule in force since { $from }. Source: { $title }, { $date }.
calculators-source-derived = Rule used here for days since { $from }. That first day was worked out; the source does not state it. Source: { $title }, { $date }.
calculators-source-read = Rule as read on { $from }; it may have held before. Source: { $title }, { $date }.
calculators-part = Part
calculators-points = Points
calculators-days = Days
calculators-kind = What they are
calculators-ability = Ability
calculators-level = Level
calculators-below-4 = below 4
# $points: out of 1,200.
calculators-crs-result = { $points ->
    [one] { $points } point out of 1,200
   *[other] { $points } points out of 1,200
}
# $points: out of 100.
calculators-fsw-result = { $points ->
    [one] { $points } point out of 100
   *[other] { $points } points out of 100
}
calculators-fsw-pass = That is enough: the pass mark is reached.
calculators-fsw-short = That is not enough: the pass mark is 67.
calculators-fsw-language = That does not count: each ability in the first official language must reach level 7.
calculators-clb-result = Each ability counts on its own.
calculators-clb-highest = 10 is the highest level that counts for points. Nothing is rounded or averaged.
calculators-sections = The four sections, each within its limit
calculators-items = All parts
calculators-factors = The six factors
calculators-levels = Levels
calculators-days-counted = How the days were counted
calculators-calendar-table = The calendar as a table
calculators-picture = The five years, day by day: one row for each calendar year.
calculators-picture-label = Calendar of the five years. The table below says the same.
calculators-key = Key to the calendar
# $days: how many count. $missing: how many are missing.
calculators-presence-enough = Days that count: { $days }. That is enough.
calculators-presence-short = Days that count: { $days }. Still missing: { $missing }.
# $from, $to: first and last day.
calculators-window = The days from { $from } to { $to } were looked at.
# $date: the day. $days: how many days count then.
calculators-earliest = If you do not travel any more than you said, you can apply from { $date } on, with { $days } days.
# $days: how many days.
calculators-obligation-met = Days of presence: { $days }. The obligation is met.
calculators-obligation-not-met = Days of presence: { $days }. The obligation is not met.
calculators-obligation-possible = Days of presence so far: { $days }. The obligation can still be met.
calculators-obligation-impossible = Days of presence so far: { $days }. The obligation can no longer be met.
# $date: last day of the first five years. $days: how many days.
calculators-obligation-ahead =
    { $days ->
        [one] You have been a permanent resident for less than five years. By { $date } you can reach { $days } day of presence.
       *[other] You have been a permanent resident for less than five years. By { $date } you can reach { $days } days of presence.
    }

## Questions

calculators-ask-age = Your age in years
calculators-ask-education = Your highest completed education
calculators-ask-education-hint = A diploma from abroad counts with an assessment.
calculators-education-none = Less than secondary school
calculators-education-secondary = Secondary school
calculators-education-one-year = A program of one year after secondary school
calculators-education-two-year = A program of two years
calculators-education-three-year = A bachelor’s degree, or a program of three years or more
calculators-education-two-or-more = Two or more diplomas, one of three years or more
calculators-education-masters = A master’s degree, or a professional degree that a licensed profession needs
calculators-education-doctoral = A doctorate
calculators-ask-first-language = Your first official language
calculators-ask-second-language = Your second official language
calculators-ask-second-hint = Only if you have a test in it. Otherwise leave this empty.
calculators-ask-language-hint = Choose your test and enter its scores, or choose levels and enter those.
calculators-ask-test = Test
calculators-ask-test-hint = Only General Training counts of IELTS. Express Entry reads TEF Canada on its old scale.
calculators-levels-en = English: I know my CLB levels
calculators-levels-fr = French: I know my NCLC levels
calculators-ask-scores = Your scores
calculators-listening = Listening
calculators-reading = Reading
calculators-writing = Writing
calculators-speaking = Speaking
calculators-ask-levels = Your levels in the first official language (CLB or NCLC)
calculators-ask-levels-hint = From 0 to 12.
calculators-ask-canadian-work = Years of skilled work in Canada
calculators-ask-foreign-work = Years of skilled work abroad
calculators-ask-experience = Years of skilled work
calculators-ask-work-hint = Whole years in the last ten, in occupations of TEER 0 to 3. Enter 0 if there are none.
calculators-ask-certificate = I have a Canadian certificate of qualification in a trade
calculators-ask-study = Studies in Canada after secondary school
calculators-study-none = None
calculators-study-short = A diploma of one or two years
calculators-study-long = A diploma of three years or more, or a master’s, professional or doctoral degree
calculators-ask-sibling = I, or the spouse or partner who comes along, have a brother or sister in Canada who is 18 or older and a citizen or permanent resident
calculators-ask-nomination = A province or territory has nominated me
calculators-ask-job-offer = Job offer
calculators-ask-job-offer-hint = Worth no points under the table of March 25, 2025.
calculators-job-offer-none = None
calculators-job-offer-00 = In major group 00 (senior management)
calculators-job-offer-other = In another occupation of TEER 0 to 3
calculators-ask-spouse = I have a spouse or partner
calculators-ask-spouse-comes = My spouse or partner comes along to Canada
calculators-ask-spouse-resident = My spouse or partner is a citizen or permanent resident of Canada
calculators-ask-spouse-education = Spouse or partner: highest completed education
calculators-ask-spouse-language = Spouse or partner: official language
calculators-ask-spouse-work = Spouse or partner: years of skilled work in Canada
calculators-ask-second-5 = I have level 5 or more in all four abilities of the second official language
calculators-ask-arranged = I have arranged employment in Canada
calculators-ask-own-work = I have worked in Canada for a year or more, in an occupation of TEER 0 to 3, with authorization
calculators-ask-own-study = I have studied in Canada full time for two years or more
calculators-ask-relative = I, or the spouse or partner who comes along, have a relative in Canada
calculators-ask-relative-hint = A parent, grandparent, child, grandchild, brother, sister, aunt, uncle, niece or nephew, 18 or older, citizen or permanent resident. Cousins do not count.
calculators-ask-spouse-counts = A spouse or partner comes along who is neither citizen nor permanent resident in Canada
calculators-ask-spouse-4 = My spouse or partner has level 4 or more in all four abilities
calculators-ask-spouse-own-work = My spouse or partner has worked in Canada for a year or more, with authorization
calculators-ask-spouse-own-study = My spouse or partner has studied in Canada full time for two years or more
calculators-ask-application = Date of your application
calculators-ask-application-hint = The day you sign it, also one to come. Leave it empty to see the earliest date you can apply.
calculators-ask-resident = The day you became a permanent resident
calculators-ask-trips = Trips outside Canada
calculators-ask-trips-hint = The day you left and the day you returned both count as days in Canada.
calculators-add = Add another row
# $number: which one.
calculators-period = Number { $number }
calculators-ask-left = Left
calculators-ask-returned = Returned
calculators-ask-from = From
calculators-ask-to = To
calculators-ask-temporary = Times in Canada as a temporary resident or protected person
calculators-ask-temporary-hint = Before you became a permanent resident. Time as a refugee claimant does not count.
calculators-ask-service = Times abroad in service
calculators-ask-service-hint = With the Canadian Armed Forces or the federal or provincial public service, or living with a spouse, partner or parent in it.
calculators-ask-excluded = Times in prison, on probation or on parole
calculators-ask-excluded-hint = These days cannot count.
calculators-ask-examination = Day of examination
calculators-ask-examination-hint = For example the day you apply for a new card. The five years before it are looked at.
calculators-ask-accompanied = Times abroad that count
calculators-ask-accompanied-hint = With a citizen who is your spouse, partner or parent, or working full time for a Canadian business or the public service.
