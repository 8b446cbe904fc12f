### The finder: which way fits, and why.
### Message names start with "finder-".

## The result

finder-result = What may fit you
finder-meaning = “Likely” means that your answers meet every rule this page asked about. “It depends” means that something is open. “Unlikely” means that a published rule speaks against it today. None of it is a promise or legal advice: only an officer decides.
finder-nothing-kept = Your answers are in this page and nowhere else. Close it, and they are gone.
finder-likely = Likely
finder-depends = It depends
finder-unlikely = Unlikely
finder-why = Why, cost and time
finder-against = What speaks against it
finder-open = What is open
finder-met = What your answers meet
finder-notes = Good to know
finder-fees = Fees, for one person
finder-times = Usual time, as published
# $page: title of a page.
finder-read = Read more: { $page }
finder-tool = Count it with the calculator
finder-start = Start an application
finder-start-hint = Your answers go along where they fit. You check each of them before it counts.
finder-answers = Your answers
finder-again = Start again with empty questions
finder-unconfirmed = What is not known here

## Sources, fees and times

# $title, $section, $date: of a source.
finder-source = { $title }, { $date }
finder-source-section = { $title }, s. { $section }, { $date }
# $label: name of the fee. $amount: dollars.
finder-fee = { $label }: { $amount }.
finder-fee-derived = { $label }: { $amount }. We calculated this amount; it is to be confirmed.
# $label: what it is the time of. $time: such as "6 months".
finder-time = { $label }: { $time }.
# $quebec: the same for people going to Quebec.
finder-time-quebec = { $label }: { $time }; for Quebec: { $quebec }.
finder-standard = { $label }: { $time }. This is the goal the department sets for itself.

## The checklist

finder-gather = Your checklist: what to gather
finder-gather-hint = For the ways that are likely or depend. The instructions for your application may ask for more.
finder-to-list = Go to your checklist
finder-save = Save the checklist as a text file
finder-print = To print it, use the print command of your browser. The whole page prints well.
