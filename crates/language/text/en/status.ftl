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
