### A preview of a program, for those who write and review it.
### Message names start with "preview-".

# $program: the name of the program.
preview-title = { $program } (preview)
preview-lead = This is a preview for review. Every page is here, also those that only some people are asked. Nothing can be sent from here and nothing is kept.
preview-contents = Contents of the preview
preview-pages = Pages in order
# $list: the title of a list, $page: the title of a page about one of its entries.
preview-inside = { $list } › { $page }
# $when: a condition in words.
preview-asked-when = Asked when: { $when }.
# $list: the title of a list.
preview-in-list = Asked for each entry of “{ $list }”.
preview-fees = Fees
# $fee: the name of a fee, $when: a condition in words.
preview-fee-when = { $fee }: owed when { $when }.
# $fee: the name of a fee, $list: the title of a list.
preview-fee-each = { $fee }: owed for each entry of “{ $list }”.
# $fee: the name of a fee, $list: the title of a list, $when: a condition in words.
preview-fee-each-when = { $fee }: owed for each entry of “{ $list }” for which { $when }.
preview-facts = What the law asks for
preview-fact = Fact
preview-law = Law
preview-gathered = Questions
preview-sources = Sources
# $when: a condition in words.
preview-signed-when = Signs when: { $when }.
# $signer: who signs besides the applicant.
preview-signer-sees = What the signer sees: { $signer }
preview-answer-here = The applicant’s answer
preview-review = For review
preview-review-caption = What each question rests on
preview-question = Question
preview-id = Id
preview-kind = Kind
preview-rests = Rests on
# $min, $max: how many entries.
preview-entries = A list of { $min } to { $max } entries.
# $question: what is asked once there is an entry.
preview-another = After the first entry the question is: “{ $question }”
# $years: how many.
preview-cover =
    { $years ->
        [one] The entries together must cover the last year, month by month.
       *[other] The entries together must cover the last { $years } years, month by month.
    }
# $left, $right: conditions in words.
preview-and = { $left } and { $right }
preview-or = { $left } or { $right }
# $what: a condition in words.
preview-not = not ({ $what })
preview-group = ({ $what })
# $question: the question, $answer: one or several answers.
preview-is = “{ $question }” is { $answer }
preview-is-not = “{ $question }” is answered, but not with { $answer }
preview-includes = “{ $question }” includes { $answer }
preview-answered = “{ $question }” is answered
preview-answer = “{ $answer }”
# $compared: a comparison with a number, such as "at least 18".
preview-age = the age by “{ $question }” is { $compared }
preview-count = the number of entries of “{ $question }” is { $compared }
preview-value = “{ $question }” is { $compared }
# $number: a number.
preview-less = less than { $number }
preview-at-most = at most { $number }
preview-exactly = exactly { $number }
preview-other-than = not { $number }
preview-at-least = at least { $number }
preview-more = more than { $number }
# $question: the question, of whose answer it is a part.
preview-part-country = { $question } (country)
preview-part-test = { $question } (which test)
preview-part-ongoing = { $question } (still going on)
