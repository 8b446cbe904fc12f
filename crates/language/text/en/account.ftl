### Accounts.
### Message names start with "account-".

account-title = My applications
account-email = E-mail address
account-email-error = Enter an e-mail address in the form name@example.org
account-password = Password
account-new-password = New password
account-password-hint = At least 10 characters. Several words that nobody would guess are easiest to remember.
account-password-short = Choose a password of at least 10 characters
account-password-long = Choose a password of at most 200 characters
account-password-weak = This password would be guessed quickly. Choose a longer one, or several words that do not belong together

account-sign-in-title = Sign in
account-sign-in-intro = You need an account only if you made one. An application can also be opened with its resume link.
account-sign-in-button = Sign in
account-wrong = Check the e-mail address and the password: together they open no account
# $until: a moment.
account-locked = The password was wrong too often. Try again after { $until }
account-unconfirmed = Confirm your e-mail address first. We have sent you a new link for it
account-forgotten = I have forgotten my password
account-none-yet = I do not have an account yet
account-have-one = I have an account already

account-sign-up-title = Make an account
account-sign-up-intro = With an account you find your applications again with your e-mail address and a password. What you have started here goes along.
account-sign-up-button = Make an account
account-check-mail-title = Look at your mail
account-check-mail = We have sent you an e-mail. Open the link in it within 48 hours to confirm your address.
account-check-mail-none = Nothing came? Wait a few minutes and look in the folder for unwanted mail.
account-confirm-title = Confirm your address
account-confirm-intro = Press the button to confirm that this address is yours.
account-confirm-button = Confirm
account-confirmed-title = Your address is confirmed
account-confirmed = You can sign in now.
account-stale-title = This link no longer works
account-stale = It was used before, or it is too old. Sign in, or ask for a new one.

account-reset-title = Set a new password
account-reset-intro = Enter the e-mail address of your account. We send you a link that is good for one hour.
account-reset-button = Send me a link
account-reset-sent-title = Look for our link in your mail
account-reset-sent = If there is an account with this address, a link is on its way to it.
account-choose-title = Choose a new password
account-choose-intro = You will be signed out everywhere else.
account-choose-button = Set the new password
account-chosen-title = Your password is changed
account-chosen = Sign in with the new password.

account-signed-in-as = You are signed in as { $address }.
account-signed-out-title = Your session is closed
account-signed-out = What this site kept in your browser is cleared. Your answers are kept. To open them again, sign in or use your resume link.
account-no-applications = There is no application in this account yet.
account-start-heading = Start an application
account-reference = Reference
account-saved = Last saved
account-kept-until = Kept until
account-program = The program
account-filed = Filed
account-continue = Continue
account-receipt = Receipt
account-end-heading = End your account

account-delete-title = Delete my account
account-delete-drafts = Your account and all applications that are not filed will be deleted. This cannot be undone.
account-delete-cases = Applications that are filed stay on record, as the law requires. You can still look them up with receipt number and status code.
account-delete-button = Yes, delete my account
account-deleted-title = Your account is deleted
account-deleted = We have sent a last e-mail to your address to confirm it.
