### Fees of an application, and paying them.
### Message names start with "payment-".

payment-title = Fees and payment
payment-table = What this application costs
payment-head-fee = Fee
payment-head-amount = Amount
payment-head-source = Since, and source
# $fee: a fee. $times: how many people owe it, 2 or more. $each: the amount for one.
payment-line-times = { $fee } ({ $times } people, { $each } each)
# $amount: an amount of money.
payment-line-derived = { $amount }, to be confirmed
# $date: a day. $source: where the amount was read.
payment-line-since = Since { $date }. { $source }
payment-line-read = As read on { $date }. { $source }
# $amount: an amount of money.
payment-total = In all: { $amount }
payment-undecided = Some answers that decide about fees are still missing, so this can change.
payment-derived = “To be confirmed” means that we calculated the amount or could not trace it. Confirm it before you rely on it.

# $amount: an amount of money. $time: a moment.
payment-not-required = No fee is to be paid for this application.
payment-unpaid = { $amount } is not paid yet.
payment-unpaid-filed = Your application is filed. { $amount } is not paid yet.
payment-lapsed = { $amount } was held for some time and not taken. Nothing was charged.
payment-authorised = { $amount } is held for you. It is taken when you file. If you do not file within 24 hours, it is let go of and nothing is charged.
payment-authorised-filed = Your application is filed. { $amount } is held and will be taken in a moment.
payment-paid = Paid: { $amount }, on { $time }.
payment-refunding = { $amount } is on its way back to you.
payment-refunded = { $amount } was given back to you on { $time }.

payment-see = See the fees line by line
payment-pay = Go on to payment
payment-pay-first = Pay before you file
payment-pay-later = Pay now
payment-either = You can also file now and pay later. An unpaid fee does not stop you from filing.
payment-not-yet = You can pay here once all your answers are complete.
payment-waiting = Somebody else’s signature is missing, or has to be given again. Until then you can neither pay nor file.
payment-ready = You can file now.
payment-from-status = To pay, open your application:

payment-news = The payment was not completed
payment-declined = The payment was declined.
payment-broken-off = You stopped before paying.
payment-fault = The payment service did not answer as it should. If the amount was held all the same, this page says so in a few minutes. You are never charged twice.
payment-safe = Your application is saved, and nothing in it has changed. You can try again, or pay later.

payment-demo-title = Demonstration payment
payment-demo-warning = This is a demonstration. No money moves, and no card is asked for.
payment-demo-intro = On a real site, the page of the payment service would be here. Choose what it should answer.
payment-demo-accept = Accept the payment
payment-demo-decline = Decline it
payment-demo-fault = Have the service fail
payment-demo-stop = Stop here
