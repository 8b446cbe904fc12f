### The status of a filed application.
### Message names start with "status-".

status-title = Status of an application
status-intro = Enter the receipt number and the status code that you were given when you filed.
status-number-hint = For example LF-7K2M-9QWX-C
status-code-hint = The code is on your confirmation page. Capitals, spaces and dashes do not matter.
status-button = Show the status
status-signed-in = If you have an account, sign in to see all your applications
status-wrong = Check the receipt number and the status code: together they show no application
status-now = Where it stands
status-history = What has happened
status-received = Received
status-received-more = Your application was filed and is waiting for its completeness check. You do not need to do anything.
# $time: when the person arrived, who had to wait while the deadline passed.
status-arrived = You arrived before the deadline, on { $time }; that time counts.
status-filed = Application filed
status-filed-more = You have your receipt. Everything you sent is stored safely.

status-unread-title = Progress cannot be read right now
status-unread = The service cannot reach its records at this moment, so it cannot say how far your application has come. Nothing that was filed is lost. Try again in a few minutes.
status-receipt-title = Check a receipt
status-receipt-intro = A receipt proves by itself what was filed and when. It can be checked at any time.
status-receipt-label = The text of your receipt
status-receipt-hint = Open the file whose name ends in receipt.json, copy everything in it and paste it here.
status-receipt-button = Check the receipt
status-receipt-wrong = Paste the whole text of the receipt, from the first brace to the last. This text is not a receipt of this site, or it was changed.
# $number: the receipt number. $program: the program's title. $time: a moment.
status-receipt-says = { $number } was filed for { $program } on { $time }.
status-receipt-genuine = The receipt is genuine: it was signed by this site and has not been changed since.
