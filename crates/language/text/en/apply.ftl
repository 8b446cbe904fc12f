### Applying: starting, filling in, coming back, filing.
### Message names start with "apply-".

## Starting

apply-start-how-heading = How it works
apply-start-saves = Every page you finish is saved, so you can take weeks if you need to.
apply-start-leave = You can leave and come back with a link that we give you. You do not need an account or an e-mail address to start.
apply-start-cookie = This part of the site sets a cookie, so that it knows your application from one page to the next. It is not used for anything else.
apply-start-languages = You can change between English and French on every page, at any time. What you typed stays.
apply-start-sections-heading = What you will be asked
apply-start-unconfirmed = What we could not confirm about this form
apply-start-button = Start now
apply-start-resume = Go back to an application you started
# $date: the day the form was last changed.
apply-start-edition = Edition of { $date }

## When applications are taken

# $time: until when the program takes applications; $until: the end of the grace.
apply-closes = You can begin and file until { $time }. If you are waiting in line at that moment, the time you arrived counts: once your turn has come, you can still file until { $until }.
# $time: when the program closed; $arrived: when the person came; $until: when the grace ends.
apply-closes-grace = This program closed on { $time }. You arrived before that, on { $arrived }, and that time counts: in this browser, you can still file until { $until }. Save a page at least every 12 hours, or it forgets when you arrived.
apply-closed-title = This program has closed
# $time: when.
apply-closed = This program closed on { $time }. Applications can no longer be begun or filed.
# $date: the day a draft is deleted.
apply-closed-kept = Your application was not filed. Your answers and documents are kept until { $date }, and you can read them at any time.
apply-closed-answers = Read your answers
# $time: the first moment at which applications are taken.
apply-opens = This program opens on { $time }. Nobody can begin or file before that.
apply-opens-title = This program is not open yet
apply-paused-title = This program is paused
# $since and $until: a day, or a day with the time. At $until it takes applications again.
apply-paused = This program has been paused since { $since }. While it is paused, nobody can begin or file. No date for a new opening is set.
apply-paused-until = This program has been paused since { $since }. While it is paused, nobody can begin or file. It takes applications again from { $until }.
# $reason: one or more sentences of the department.
apply-paused-reason = The reason: { $reason }
apply-full-title = All places are taken
# $count: how many places there are, for the plural. $limit: the same number as it is shown. $time: when the last was given.
apply-full =
    { $count ->
        [one] The one place of this program is taken.
       *[other] All { $limit } places of this program are taken.
    }
apply-full-last =
    { $count ->
        [one] The one place of this program is taken. It was given on { $time }.
       *[other] All { $limit } places of this program are taken. The last one was given on { $time }.
    }
apply-full-todo = Your application did not get one. You did nothing wrong, and sending it again changes nothing. You do not have to do anything now: we cannot say whether there will be more places. If there are, the start page of the program will say so, and you can file this application as it is.
apply-full-fees = Nothing was charged. If an amount was held for you to pay the fees, it is let go of.
# $count: places left, for the plural. $shown: the same number as it is shown. $limit: how many there are in all. $time: when they were counted.
apply-places =
    { $count ->
        [one] On { $time }, { $shown } place of { $limit } was left. Others are filing now, so this can change at any moment.
       *[other] On { $time }, { $shown } places of { $limit } were left. Others are filing now, so this can change at any moment.
    }
apply-places-unknown = This program has { $limit } places. How many are left cannot be read at the moment.
apply-refused-meanwhile = Meanwhile you can read what the program asks, and gather your papers. An application that you started earlier can be opened and filled in as before.
# $date: the day a draft is deleted.
apply-refused-kept = Your application was not filed. Your answers and documents are kept until { $date }. Meanwhile you can read and change them. Each time you save, they are kept for longer.
apply-refused-help = If you think that this is wrong, or need help, write to us:
# How a program stands, in a word or two, beside its name. $time: when it opens.
apply-short-not-yet = opens on { $time }
apply-short-paused = paused
apply-short-grace = closed, but your arrival counts
apply-short-closed = closed
apply-short-full = all places taken
# $program: its name; $state: how it stands.
apply-listed = { $program } ({ $state })
apply-closed-help = If you were waiting in line when the program closed, or think that this is wrong, write to us:

## The task list

# $reference: of the application.
apply-reference = Reference { $reference }
# $done: sections that are complete; $all: all sections.
apply-progress = You have completed { $done } of { $all } sections.
apply-come-back-heading = Coming back later
# $date: the day an untouched draft is deleted.
apply-come-back = Your answers are saved. If nobody opens and saves this application, it will be deleted on { $date }.
apply-keep-link = Your resume link and code
apply-delete-link = Delete this application
apply-review-task = Check your answers and file
apply-section-file-hint = Opens when every section is done
apply-to-tasks = Go to your application
apply-back-to-tasks = All sections of your application

## A program that has changed

apply-changed = The questions of this application have changed since you last saw them. Nothing you wrote is lost.
apply-changed-link = See what has changed
apply-changed-first = Before you can file, look at what has changed in this application.
apply-changes-title = What has changed
# $program: what is applied for; $date: the day of the new version.
apply-changes-intro = The application “{ $program }” has a new version, of { $date }. This is what is different for you.
apply-changes-kept = Nothing you wrote is lost. Open a question to answer it now, or press Continue and answer it later.
apply-changes-new = New questions for you to answer
apply-changes-changed = Questions that have changed
# $question: the question before.
apply-changes-was = Before: “{ $question }”
apply-changes-fits = Your answer is kept. Check that it is still right.
apply-changes-misfit = Your answer has to be given again or corrected.
apply-earlier-heading = Answers that are no longer asked for
apply-earlier-intro = These are kept for you to see. They are not filed with your application. You can remove them at any time.
apply-earlier-unknown = An earlier question
apply-earlier-remove = This answer is no longer asked for. Once removed, it cannot be brought back.
# $program: what was applied for.
apply-withdrawn-title = You can no longer apply for “{ $program }”
apply-withdrawn-intro = This program is no longer offered here, so your application cannot be filed. You can still read everything you wrote.
# $date: the day on which the draft is deleted.
apply-withdrawn-kept = Your answers and documents are kept until { $date }, and then deleted. You can delete them sooner.
apply-withdrawn-help = If you think that there is a mistake, write to us:

## Pages of questions

apply-suggested = Something on this page was filled in from your answers to the questions about your way. Check it before you continue.
apply-help = Help with this question
apply-item-number = { $item } { $number }

## Lists

apply-list-full = You have added as many entries as this list takes.
apply-timeline-title = The time from { $from } to { $to }, drawn
apply-timeline-gap = Nothing entered
apply-timeline-ongoing = Still going on
apply-remove-title = Remove “{ $entry }”?
apply-remove-what = Everything you typed in this entry will be removed, with its documents.
apply-remove-button = Yes, remove it
apply-keep-it = No, keep it

## Who else signs, and who helps

apply-people-title = Signatures and help
apply-people-intro = This application is signed by more than one person. Each of them gets a link of their own, sees only what they sign, and signs for themselves. You can file once everybody has signed.
apply-people-nobody = By your answers so far, nobody else has to sign this application. You can name somebody who helps you.
apply-people-signatures = Signatures of other people
apply-people-hint = Make a link for each of them. You can do that at any time.
apply-people-waiting = You cannot file yet: a signature is missing, or has to be given again. Nothing is lost. Everything you wrote is kept, and you can file as soon as everybody has signed.
apply-signer-not-invited = Not invited yet
apply-signer-withdrawn = The link was withdrawn, and opens nothing any more. To ask for this signature, make a new one.
# $time: when the link was made; $until: when it expires.
apply-signer-invited = Invited on { $time }, link not opened yet. It works until { $until }.
# $time: when the link was made.
apply-signer-over = The link of { $time } has expired. Make a new one.
# $time: when.
apply-signer-opened = Opened the link on { $time }, not signed yet
# $name: as it was typed; $time: when.
apply-signer-signed = Signed by { $name } on { $time }
# $name: as it was typed; $time: when.
apply-signer-again = Has to sign again: something has changed since { $name } signed on { $time }. The same link leads there while it works; after that, make a new one.
apply-signer-objected = Says that something is not right, and has not signed
apply-signer-remark = What is not right, in their words
# $count: how many, for the plural; $names: who.
apply-people-missing =
    { $count ->
        [one] You can check your answers now. To file, you need this signature: { $names }.
       *[other] You can check your answers now. To file, you need these signatures: { $names }.
    }
# $count: how many, for the plural; $names: who signed.
apply-signed-lapsed =
    { $count ->
        [one] This signature no longer counts, because something has changed since it was given: { $names }. It has to be given again.
       *[other] These signatures no longer count, because something has changed since they were given: { $names }. They have to be given again.
    }
# $count: how many, for the plural; $names: who signed.
apply-signed-for =
    { $count ->
        [one] Already signed: { $names }. If you change what is said here, that signature no longer counts, and has to be given again.
       *[other] Already signed: { $names }. If you change what is said here, these signatures no longer count, and have to be given again.
    }
apply-invite-email = Their e-mail address
apply-invite-email-hint = We send the link there. Without an address you see the link here and pass it on yourself. We do not keep the address.
apply-invite-language = Language of the link and the message
# $days: how many.
apply-invite-works = A link works for { $days } days.
apply-invite-replaces = A new one ends the old one; a signature stays. If you withdraw the link, the signature given by it no longer counts.
apply-invite-button = Make a link
apply-invite-again = Make a new link
apply-invite-withdraw = Withdraw the link
apply-invite-link = The link
apply-invite-once = We show this link only now. Whoever has it can do what it is for: give it to that person and to nobody else.
apply-invite-made = The link is made. Pass it on yourself.
apply-invite-sent = The link is made, and on its way to the address.
apply-invite-withdrawn = The link is withdrawn. It opens nothing any more.
apply-helper-heading = A helper or representative
apply-helper-what = A helper can read your answers, fill in pages and upload documents, by a link of their own. A helper cannot sign, file, pay, delete the application, invite anybody, or change your resume link and your second secret.
apply-helper-law = You do not have to have help. Only a lawyer, a paralegal, a Quebec notary or a licensed consultant may be paid to advise or represent you (Immigration and Refugee Protection Act, section 91; Citizenship Act, section 21.1). To name somebody as your representative, answer the questions about one in the application as well.
apply-helper-name = Name of the person who helps you
apply-helper-name-error = Enter the name of the person who helps you, in at most 200 characters
# $name: of the helper; $until: when the link expires.
apply-helper-until = { $name } can help you until { $until }.
# $times: how many; $time: when last.
apply-helper-saved = Saved { $times ->
    [one] once
   *[other] { $times } times
}, the last time on { $time }.
apply-helper-not-saved = Has not saved anything yet.
apply-helper-replaces = A new link ends the old one. If you withdraw the link, this person can no longer open the application; what they filled in stays.
# $name: of the helper.
apply-helper-note = { $name } can read and fill in this application, and cannot sign, file, pay for or delete it.
apply-helping = You help with this application. You can read it, fill in pages and upload documents. Only the applicant can sign, pay and file.
apply-helping-title = Only the applicant signs this page
apply-invited-title = You were sent a link
apply-invited-what = Somebody asks you to sign an application, or to help with one. Press the button to see it. Until then nobody is told that you have looked.
apply-invited-button = See what I am asked for
apply-invited-wrong-title = This link opens nothing
apply-invited-wrong = It was replaced or withdrawn, or it has expired. Ask the person who sent it for a new one.
apply-sign-title = Read and sign
# In its place once nothing is to be signed any more.
apply-sign-title-signed = You have signed
apply-sign-title-filed = This application was filed
apply-sign-title-nothing = There is nothing to sign
# $name: of the applicant; $program: what is applied for.
apply-sign-did-ask = { $name } asked you to sign the application “{ $program }”.
# $program: what is applied for.
apply-sign-was-asked = You were asked to sign the application “{ $program }”.
# $name: of the applicant; $program: what is applied for.
apply-sign-asks = { $name } asks you to sign the application “{ $program }”.
# $program: what is applied for.
apply-sign-asked = You are asked to sign the application “{ $program }”.
apply-sign-intro = You see the part that you sign, and nothing else of the application. You cannot change it here. In the questions, “you” means the person who asks for your signature. If something is not right, say so below.
# $name: what the signer is called in the application.
apply-sign-own = You sign for yourself: { $name }. You see the part about you, and nothing else of the application. You cannot change it here. In the questions, “you” and “this person” mean you; where both stand in one question, “you” is the person who asks for your signature. If something is not right, say so below.
apply-sign-not-ready = Not everything that you are to sign is answered yet. Come back later, with the same link.
apply-sign-closed = You can sign all the same. The application can be filed only when applications are taken.
apply-sign-not-needed = Your signature is not needed any more, because the application has changed.
apply-sign-withdrawn = This program is no longer offered here. Nothing can be signed or filed any more.
apply-sign-filed = This application was filed. Nothing in it can be signed or changed here any more.
# $name: as it was typed; $time: when.
apply-sign-filed-signed = This application was filed with your signature, given as { $name } on { $time }. Nothing in it can be signed or changed here any more.
# $name: as it was typed; $time: when.
apply-sign-signed = You signed as { $name } on { $time }. You have nothing more to do.
# $name: as it was typed; $time: when.
apply-sign-again = Something has changed since you signed as { $name } on { $time }, so that signature no longer counts. Read it again, and sign again if it is right.
apply-sign-what = What you signed
apply-sign-documents = The documents named above
apply-sign-changed = Something changed while you were reading, and nothing was signed. Read it again.
apply-sign-button = Sign
apply-sign-objection-sent = What you wrote was sent. Whoever asked you sees it and can correct the application. You have not signed.
apply-sign-object-heading = Something is not right?
apply-sign-object-label = What is not right
apply-sign-object-hint = Whoever asked you sees this and can correct it. If you have signed, your signature no longer counts once you send this.
apply-sign-object-error = Write what is not right, in at most 2,000 characters
apply-sign-object-unsent = You wrote that something is not right. Send it, or clear the box to sign.
apply-sign-object-button = Send this to whoever asked me
apply-sign-objected = You said that this is not right
# $time: when it expires.
apply-sign-until = Your link works until { $time }.

## Checking and filing

apply-review-title = Check your answers
apply-review-intro = Read everything once more. You can change any answer before you file.
apply-review-incomplete = Your application is not complete yet.
apply-review-continue = Go to the next question
apply-file-heading = File your application
apply-file-intro = When you file, you say that what you wrote is true and complete. After that you cannot change it here. You get a receipt at once.
apply-file-button = File my application

## After filing

apply-filed-title = Application filed
apply-filed-number = Receipt number
# $program: what was applied for; $time: when.
apply-filed-at = Your application “{ $program }” was filed on { $time }.
apply-filed-arrived = Arrived
apply-filed-keep-heading = Keep these files
apply-filed-keep = The receipt proves when you filed and what. Keep all three files where you will find them again.
apply-filed-pdf = Everything you answered (PDF)
apply-filed-receipt = Signed receipt (JSON)
apply-filed-filing = What was filed, in the form the receipt covers (JSON)
apply-filed-status-heading = Follow your application
apply-filed-status = With these two you can look up the status without an account. Treat the code like a password.
apply-filed-code = Status code
apply-filed-next-heading = What happens next
apply-filed-next-check = We check that your application is complete.
apply-filed-next-write = If something is missing, we write to you and say what, and until when.
apply-filed-next-decide = An officer decides, and you are told in your language.
apply-filed-verify-heading = How anyone can verify the receipt
apply-filed-verify = The receipt carries a digital signature (Ed25519). With the public key of this site, the command “landfall verify” checks it without asking us.
apply-filed-key = The public key of this site

## Coming back

apply-keep-title = How to come back
apply-keep-intro = You can close this page at any time and come back, on this device or another.
apply-keep-link-heading = Your resume link
apply-keep-reference = Reference
apply-keep-code = Resume code
apply-keep-once = We show this link only now. Copy it, print it or send it to yourself. Whoever has it can open your application.
apply-keep-shown = Your resume link was shown when it was made, and we do not keep a copy. If you no longer have it, make a new one.
apply-keep-new-ends = If you make a new link, the old one stops working, and your application closes on other devices that used it. The links you gave to people who sign or help stop working too: whoever had the old link could have made such a link. Signatures stay. You can make new links on the page “Signatures and help”.
apply-keep-new = Make a new resume link
apply-keep-word-heading = A second secret
apply-keep-word-intro = If others could see your link, choose a word or phrase that is asked for as well. We cannot tell you what it was.
apply-keep-word-set = A second secret is asked for when your link is used. You can replace or remove it.
apply-keep-word-label = Second secret
apply-keep-word-button = Set the second secret
apply-keep-word-remove = Remove the second secret
apply-keep-word-error = Enter a second secret of 6 to 200 characters
apply-keep-word-done = The second secret is set.
apply-keep-word-removed = The second secret is removed.
apply-keep-mail-heading = Get the link by e-mail
apply-keep-mail-intro = We send you a new link, and the old one stops working. The links you gave to others go on working. From this address you can also ask for another one if you lose it. We keep only a code made from the address.
apply-keep-mail-label = Your e-mail address
apply-keep-mail-button = Send me a new link
apply-keep-mail-enough = This address has been sent several messages in the last hour. Try again later
apply-keep-mail-done = A new link is on its way. The old one has stopped working.
apply-keep-account-heading = Or make an account
apply-keep-account-intro = With an account you find all your applications in one list. What you did so far goes along.

apply-resume-title = Go back to your application
apply-resume-link-title = Open your application
apply-resume-intro = Enter the reference of your application and the resume code that came with it.
apply-resume-from-link = Press the button to open your application.
apply-resume-reference-hint = For example LD-7K2M-9QWX-C
apply-resume-button = Open my application
apply-resume-sign-in = Or sign in to your account
apply-resume-wrong = Check the reference and the code: together they open no application
apply-resume-word = Enter your second secret
apply-resume-word-wrong = That is not the second secret of this application
# $until: a moment.
apply-resume-locked = The second secret was wrong too often. Try again after { $until }
apply-session-over-title = Your session has ended
apply-session-over = What you typed is kept in this page and nowhere else: open your application again here, and it will be saved.
apply-session-over-files = The files you chose could not be kept. Choose them again once your application is open.

apply-lost-title = Get a new resume link
apply-lost-intro = Enter the e-mail address that you had a link sent to before.
apply-lost-button = Send me a new link
apply-lost-sent = If an application goes with this address, a new link is on its way to it. Look in the folder for unwanted mail as well.
apply-lost-none = If you never gave an address, and have no account, only the link opens your application. We cannot open it for you.
apply-lost-link = I have lost my link

## Deleting

apply-delete-title = Delete this application?
apply-delete-what = All answers and documents will be deleted. This cannot be undone.
apply-delete-backups = The key that makes them readable is destroyed at once. Backups that still hold a locked copy of that key are gone after 35 days.
apply-delete-button = Yes, delete it
apply-deleted-title = Your application is deleted
