### Kinds of question: the labels of their parts and what is wrong with an answer.
### Message names start with "fields-".
### In every mistake, $label names what it is about: the question, or the part of it.

## Any kind

# A part of an answer with its name, on the review page.
fields-labelled = { $label }: { $value }
fields-missing = Enter an answer: “{ $label }”.
# $max: most characters.
fields-too-long = “{ $label }” is too long. Use { $max } characters or fewer.
fields-unprintable = “{ $label }” has a hidden or special character that we cannot keep. Type the answer again instead of pasting it.

## Names

fields-name-family = Family name
fields-name-given = Given names
fields-name-only-one = This person has only one name
fields-name-only-one-hint = Then fill in the family name and leave the given names empty.
fields-name-missing = Enter the name as it is in the passport.
fields-name-family-missing = Enter the family name. If the person has only one name, tick the box below.
fields-name-given-missing = Enter the given names. If the person has only one name, tick the box below.
fields-name-two = You ticked that the person has only one name. Enter one name, or take the tick away.
# $character: a sign or digit that names do not have.
fields-name-character = “{ $label }” has a character that names do not have: { $character } Use letters, spaces, hyphens and apostrophes.
fields-name-no-letter = “{ $label }” has no letters. Enter the name as it is in the passport.

## Text

# $character: the first one that is not allowed.
fields-text-letters = “{ $label }” has a character that cannot be used here: { $character } Use letters, spaces and common marks, without digits.
fields-text-code = “{ $label }” has a character that cannot be used here: { $character } Use letters without accents, digits, spaces and dashes.

## Choices

fields-yes-no-missing = Choose yes or no: “{ $label }”.
fields-choice-missing = Choose an answer: “{ $label }”.
fields-choices-missing = Choose at least one answer: “{ $label }”.
fields-choices-missing-or-none = Choose at least one answer, or the one that says none: “{ $label }”.
# $min, $max: how many.
fields-choices-too-few = Choose at least { $min } answers: “{ $label }”.
fields-choices-too-many = Choose { $max } or fewer answers: “{ $label }”.
fields-choices-none-and-some = You chose “none” and another answer. Keep only one of the two: “{ $label }”.
fields-country-missing = Choose a country from the list: “{ $label }”.
fields-country-stateless = No citizenship (stateless)
fields-tongue-missing = Choose a language from the list: “{ $label }”.

## Dates

fields-date-hint = For example: 27 3 1985, or 27 March 1985
fields-month-hint = For example: 3 1985, or March 1985
fields-date-missing = Enter a date: “{ $label }”.
fields-month-missing = Enter a month and a year: “{ $label }”.
fields-date-day-missing = “{ $label }” needs a day.
fields-date-month-missing = “{ $label }” needs a month.
fields-date-year-missing = “{ $label }” needs a year.
fields-date-day = “{ $label }”: enter the day as a number from 1 to 31.
fields-date-month = “{ $label }”: enter the month as a number from 1 to 12, or by its name.
fields-date-year = “{ $label }”: enter the year with four digits, such as 1985.
# $from, $to: years.
fields-date-year-range = “{ $label }”: enter a year from { $from } to { $to }.
# $month: a month and year in words.
fields-date-unreal = “{ $label }”: there is no day { $day } in { $month }. Check the day and the month.
# $date: a day in words.
fields-date-past = “{ $label }” must be today ({ $date }) or earlier.
fields-date-future = “{ $label }” must be today ({ $date }) or later.
fields-date-after = “{ $label }” must be later than { $date }.
fields-date-before = “{ $label }” must be earlier than { $date }.
fields-date-not-before = “{ $label }” must be { $date } or later.
fields-date-not-after = “{ $label }” must be { $date } or earlier.
fields-date-too-old = “{ $label }” must be { $date } or later: older ones are not accepted.
# $age: full years.
fields-date-min-age =
    { $age ->
        [one] “{ $label }”: the person must be at least { $age } year old. Check the year.
       *[other] “{ $label }”: the person must be at least { $age } years old. Check the year.
    }
fields-date-max-age =
    { $age ->
        [one] “{ $label }”: the person must be { $age } year old or younger. Check the year.
       *[other] “{ $label }”: the person must be { $age } years old or younger. Check the year.
    }
fields-partial-date-unknown = I do not know the full date
fields-partial-date-unknown-hint = Fill in what you know and leave the rest empty.
fields-partial-date-not-known = Not known
fields-partial-date-day-alone = “{ $label }”: you gave a day without a month. Add the month, or take the day away.
fields-partial-date-year-first = “{ $label }”: you gave a month without a year. Add the year, or leave the date empty.

## Periods

fields-period-from = Start
fields-period-to = End
fields-period-ongoing = It is still going on
fields-period-to-missing = Enter the month it ended, or tick that it is still going on.
fields-period-ended-and-ongoing = You gave an end and ticked that it is still going on. Keep only one of the two.
# $month: the month of today.
fields-period-future = “{ $label }” cannot be in the future. Enter { $month } or an earlier month.
fields-period-backwards = The end is before the start. Check both months.
# $month: a month and year in words.
fields-period-too-early = “{ $label }” must be { $month } or later.
# $from, $to: months in words.
fields-period-range = { $from } to { $to }
fields-period-since = Since { $from }
# Behind a comma, after what the entry is about.
fields-period-since-brief = since { $from }

## Addresses

fields-address-unit = Apartment, unit or floor
fields-address-street = Street number and name
fields-address-city = City or town
fields-address-region = Province, state or region
fields-address-region-hint = Needed for addresses in Canada and the United States.
fields-address-province = Province or territory
fields-address-postal-code = Postal code
fields-address-country = Country or territory
fields-address-no-box-hint = Where you live or lived. A post office box is not enough.
fields-address-box = “{ $label }” has a post office box. Enter the street and number of the home, or how the place is known.
fields-address-province-unknown = Enter one of Canada’s provinces or territories, such as Ontario or ON.
fields-address-postal-code-canada = Enter a Canadian postal code of letters and digits in turn, such as K1A 0B1.
fields-address-zip-code = Enter a ZIP code of five digits, such as 90210, or of nine, such as 90210-1234.
fields-address-postal-code-other = Use only letters, digits, spaces and dashes in the postal code.

fields-province-ab = Alberta
fields-province-bc = British Columbia
fields-province-mb = Manitoba
fields-province-nb = New Brunswick
fields-province-nl = Newfoundland and Labrador
fields-province-ns = Nova Scotia
fields-province-nt = Northwest Territories
fields-province-nu = Nunavut
fields-province-on = Ontario
fields-province-pe = Prince Edward Island
fields-province-qc = Quebec
fields-province-sk = Saskatchewan
fields-province-yt = Yukon

## Telephone and e-mail

fields-phone-number = Telephone number
fields-phone-hint = Outside Canada and the United States, start with + and the country code: +33 1 42 68 53 00
fields-phone-wrong = Enter a telephone number that can be called, such as 613 555 0199. Outside Canada and the United States, start with + and the country code.
fields-phone-extension = Extension
fields-phone-extension-digits = Use only digits in the extension.
fields-email-wrong = Enter an e-mail address in full, such as name@example.ca.

## Numbers and money

# A number with what it counts, as "170 cm" or "1 year". $one: what it is called where the language counts one.
fields-number-unit =
    { $number ->
        [one] { $number } { $one }
       *[other] { $number } { $unit }
    }
fields-number-wrong = “{ $label }”: enter a whole number in digits, such as 25.
# $min, $max: the smallest and the largest number.
fields-number-range = “{ $label }”: enter a number from { $min } to { $max }.
fields-money-wrong = “{ $label }”: enter an amount in Canadian dollars, such as 1,590 or 1,590.00.
# $min, $max: amounts with their sign.
fields-money-range = “{ $label }”: enter an amount from { $min } to { $max }.

## Passports and identity cards

fields-identity-passport-number = Passport number
fields-identity-passport-hint = As it is on the page with the photo.
fields-identity-number = Document number
fields-identity-country = Country that issued it
fields-identity-issued = Date of issue
fields-identity-expires = Date of expiry
fields-identity-characters = Use only letters without accents, digits, spaces and dashes in the number.
# $date: today.
fields-identity-expired = This document has expired: the date of expiry is before today ({ $date }). Enter one that is still valid.

## Client number

fields-uci-hint = 8 or 10 digits, such as 1234-5678 or 01-2345-6789. It is on letters from the immigration department.
fields-uci-wrong = Enter the client number with its 8 or 10 digits, such as 1234-5678 or 01-2345-6789.

## Occupation

fields-occupation-hint = Type the five digits of the occupation (NOC 2021), or words from its title. The titles are in English.
fields-occupation-wrong = No occupation matches. Enter a code of five digits, such as 21231, or words from the English title.
fields-occupation-matches = Occupations that match
fields-occupation-more = More than these match. If yours is not here, add a word above and continue.
fields-occupation-choose = Choose one of the occupations that match, or type other words above.
fields-occupation-unknown = There is no occupation with this code in NOC 2021. Check the five digits.
# $teer: a digit from 0 to 5.
fields-occupation-teer = This occupation is in TEER { $teer }, which does not count here. Check the five digits.

## Language tests

fields-test-which = Test
fields-test-reading = Reading
fields-test-writing = Writing
fields-test-listening = Listening
fields-test-speaking = Speaking
fields-test-date = Date of the results
fields-test-certificate = Number of the certificate or test report
fields-test-score-wrong = “{ $label }”: enter the score as a number, such as 7 or 7.5.
# $min, $max: the lowest and highest score of that test.
fields-test-score-range = “{ $label }”: this test gives whole scores from { $min } to { $max }. Check the report.
fields-test-score-halves = “{ $label }”: this test gives scores from { $min } to { $max } in steps of one half. Check the report.

## Documents

# $types: names of file types; $size: of one file, in words; $count: most files.
fields-document-limits = { $count ->
    [one] One file: { $types }, at most { $size }.
   *[other] Up to { $count } files: { $types }, at most { $size } each.
}
# A file and its size.
fields-document-file = { $name } ({ $size })
fields-document-missing = Upload the document: “{ $label }”.
# $min, $max: how many files.
fields-document-too-few = Upload at least { $min } files: “{ $label }”.
fields-document-too-many = Keep { $max } or fewer files and remove the others: “{ $label }”.
# $name: of the file.
fields-document-type = The file “{ $name }” is of a type that is not accepted here. Remove it and upload another.
# $size: most, in words.
fields-document-too-large = The file “{ $name }” is too large. Remove it and upload one of at most { $size }.

## Declarations

fields-declaration-agree = I have read this, and I declare it
fields-declaration-agreed = Read and declared
fields-declaration-tick = Read the declaration, and tick the box if you agree. The application cannot be filed without it.
fields-declaration-name = Full name
fields-declaration-name-hint = Type your given names and your family name. This is your signature.
# $name: as given at the beginning.
fields-declaration-other-name = Type your name as it stands in this application: { $name }.

# $title: who signs, as the program calls them; $name: what the entry of the list is called.
fields-signer-entry = { $title }: { $name }

## Lists

fields-list-unanswered = Say whether there is anything more to add.
# $name: what the entry is called.
fields-list-unfinished = “{ $name }” is not finished. Fill in what is missing, or remove it.
# $min, $max: how many entries.
fields-list-too-few = { $min ->
    [one] Add at least one entry.
   *[other] Add at least { $min } entries.
}
fields-list-too-many = Keep { $max } or fewer entries and remove the others.
# $months: one month, or the first and last in words; $before and $after: the entries around them.
fields-list-gap-between = Nothing covers { $months }, between “{ $before }” and “{ $after }”. Add what you did then, or correct the months of one of them.
fields-list-gap-start = Nothing covers { $months }, before “{ $after }”. Add what you did then, or correct its months.
fields-list-gap-end = Nothing covers { $months }, after “{ $before }”. Add what you did then, or correct its months.
fields-list-gap-all = Nothing covers { $months } yet. Add what you did in that time.
