### E-mail: subjects and bodies.
### Message names start with "mail-". Subjects say nothing about the person: they show on locked screens.

## Around every message. $site: the name of the site; $support: the address for help.

mail-greeting = Hello,
mail-demonstration = This is a demonstration, not a government service. Nothing you send to it reaches the Government of Canada.
mail-help = Questions? Write to { $support }
mail-not-you = If it was not you, you do not have to do anything.

## The application is filed. $time: the day and time of filing.

mail-filed-subject = Your application is filed – { $site }
mail-filed = We have received your application. It was filed on { $time }.
# $number: the receipt number.
mail-filed-number = Your receipt number: { $number }
mail-filed-keep = Keep this number and the status code you were shown when you filed. With both you can look up your application at any time, without an account.
mail-filed-link = Look up the status of your application:
mail-filed-no-answers = To protect your privacy, this message holds none of your answers. The site has a copy of them for you.

## A link to come back to an application that is not filed. $reference: its reference.

mail-resume-subject = Your link to continue your application – { $site }
mail-resume = You asked us for a link to come back to the application you have started. Its reference is { $reference }.
mail-resume-link = Open this link and press the button on the page. You continue where you stopped:
mail-resume-care = Anyone who has this link can open your application and read your answers. Keep this message to yourself. If somebody else may have seen the link, open your application and ask for a new one: the old one then stops working.

## Somebody is asked to sign an application, or to help with it. $name: of the applicant; $program: what is applied for;
## $date: until when the link works.

mail-sign-subject = You are asked to sign an application – { $site }
mail-sign = You are asked to sign the application “{ $program }” on this site.
mail-sign-named = { $name } fills in the application “{ $program }” on this site, and asks you to sign it too.
mail-sign-what = You see the part that you sign, and say yourself whether it is right.
mail-sign-link = Open this link and press the button on the page:
mail-assist-subject = You are asked to help with an application – { $site }
mail-assist = You are asked to help with the application “{ $program }” on this site.
mail-assist-named = { $name } fills in the application “{ $program }” on this site, and asks you to help with it.
mail-assist-what = You can read it, fill in pages and upload documents. You cannot sign or file it.
mail-assist-link = Open this link and press the button on the page:
mail-invited-until = The link works until { $date }.
mail-invited-care = It is for you alone: whoever has it can use it. If you do not know who asks, you do not have to do anything.

## Confirm that the address of a new account is yours.

mail-confirm-subject = Confirm your e-mail address – { $site }
mail-confirm = Somebody, probably you, used this address to make an account.
mail-confirm-link = To confirm that the address is yours, open this link within 48 hours and press the button on the page:

## A new password was asked for.

mail-password-subject = Choose a new password – { $site }
mail-password = Somebody, probably you, asked for a new password for the account with this address.
mail-password-link = To choose a new password, open this link within one hour. It works once:
mail-password-not-you = If it was not you, you do not have to do anything. Your password stays as it is.

## An application that nobody has touched is about to be deleted. $reference: its reference; $date: the last day.

mail-expiring-subject = An application will soon be deleted – { $site }
mail-expiring = You started an application and have not changed it for a long time. Its reference is { $reference }.
mail-expiring-date = We keep it until { $date }. After that day it is deleted, with all answers and documents, and cannot be brought back.
mail-expiring-link = To keep it, come back before then and save any page. You need your resume link or your account:
mail-expiring-let-go = If you no longer need it, you do not have to do anything.

## Somebody tried to make an account with an address that has one.

mail-exists-subject = You already have an account – { $site }
mail-exists = Somebody, probably you, tried to make an account with this address. There is one already, so no new one was made.
mail-exists-link = You can sign in with your password. If you have forgotten it, ask for a new one here:
mail-exists-not-you = If it was not you, you do not have to do anything. Whoever tried was not told that you have an account.

## The password was changed.

mail-changed-subject = Your password was changed – { $site }
mail-changed = The password of your account was changed. You were signed out everywhere else.
mail-changed-not-you = If it was not you, somebody else may have opened your account. Go to the site, choose “Sign in” and then “I have forgotten my password” to set a new one, and write to us.

## The account is deleted.

mail-deleted-subject = Your account is deleted – { $site }
mail-deleted = Your account is deleted, and with it every application in it that was not filed. This is our last message about it.
mail-deleted-filed = Applications that you have filed stay on record. You can look them up with your receipt number and status code.
mail-deleted-not-you = If it was not you who deleted it, write to us.
