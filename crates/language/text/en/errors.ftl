### Error pages: for each kind its title, what happened, and what to do.
### Message names start with "error-" and the number of the answer.

# $reference: the number that finds this moment in our records.
error-reference = If you contact us about this, give this reference number: { $reference }
error-what-to-do = What you can do
error-go-home = Go to the home page
error-try-again = Try again

error-400-title = We could not understand that request
error-400-body = Something in the address or in what was sent is not as we expected. Nothing was changed.
error-400-do = Go back, reload the page and try again. If you followed a link, check that it is complete.

error-403-title = You cannot open this page
error-403-body = This page belongs to someone else, or your link to it is no longer valid. Nothing was changed.
error-403-do = Sign in with the account you used before, or open your own resume link again.

error-404-title = Page not found
error-404-body = There is no page at this address. It may have moved, or the address may have a mistake in it.
error-404-do = Check the address, use the search, or start from the home page.

error-405-title = This page cannot be used that way
error-405-body = The address exists, but not for what your browser tried to do with it. Nothing was changed.
error-405-do = Go back to the page before and use its buttons and links.

error-408-title = That took too long
error-408-body = Your connection was too slow, so we did not receive everything. Nothing was changed.
error-408-do = Check your connection and try again. If you were sending a document, a smaller file will go faster.

error-409-title = This was changed somewhere else
error-409-body = Your application was changed after you opened this page, perhaps in another tab or on another device. We kept that change.
error-409-do = Open the page again to see what is saved now. Then make your change again if you still need it.

error-410-title = Your link opens nothing here any more
error-410-body = The application was filed, or your link was withdrawn, replaced, or has expired. What you were typing here just now was not saved.
error-410-do = Do you still have to help or to sign? Ask the person who sent you the link for a new one.

error-413-title = That is too large
error-413-body = What you sent is larger than this page accepts. Nothing was changed.
error-413-do = Go back and send a smaller file or a shorter text. A scan in lower quality is often small enough.

error-415-title = We cannot read that kind of file
error-415-body = What you sent is in a form that this page does not accept. Nothing was changed.
error-415-do = Go back and send it in one of the forms named on the page.

error-429-title = Too many tries in a short time
error-429-body = To keep everyone’s information safe, we limit how often this can be tried. Nothing was changed.
error-429-do = Wait a few minutes, then try again.

error-500-title = Something went wrong on our side
error-500-body = We could not finish what you asked for. The mistake is ours, and we have recorded it. What you saved before is safe.
error-500-do = Try again in a few minutes. If it happens again, contact us.

error-503-title = This service is not available right now
error-503-body = We cannot reach your information at the moment. What you saved before is safe. The information pages still work.
error-503-do = Try again in a few minutes. You do not need to start over.

# Shown with everything a person had typed kept in the page, when it could not be saved just now.
error-again-title = We could not save this just now
error-again-body = What you typed is kept in this page. Nothing is lost as long as you leave the page open.
error-again-do = Wait a moment, then send it again. Sending it twice does no harm.
error-again-files = Files cannot be kept in a page. You will be asked to choose them again.
error-again-button = Send again
