### The waiting room: shown while more people want to come in than the site can serve.
### Message names start with "room-".

room-title = You are in line
# $count: people before this person, for the plural. $shown: the same number as it is shown.
room-ahead =
    { $count ->
        [one] One person is ahead of you
       *[other] { $shown } people are ahead of you
    }
room-next = You are next
room-wait-next = Only a moment of room is missing.
room-wait-unknown = Nobody is being let in just now. We cannot say yet how long it will take.
room-wait-short = Your turn should come in less than a minute.
# $least and $most: minutes or hours. $most is larger than $least.
room-wait-up-to-minutes = Your turn should come within { $most } minutes.
room-wait-minutes = Your turn should come in { $least } to { $most } minutes.
room-wait-hours = Your turn should come in { $least } to { $most } hours.
room-range = Four in five people wait no longer, and no less, than the time shown. It changes when people ahead of you leave or come back.
room-check = Check my place
# $when: a time such as "30 seconds" or "2 minutes".
room-check-again = Checking again in { $when } is enough. You keep your place however often you check. If we do not hear from you for long after that, the line moves on without you. You can still come back to this page within a day, and you get your place back.
# $count: the number.
room-seconds =
    { $count ->
        [one] one second
       *[other] { $count } seconds
    }
room-minutes =
    { $count ->
        [one] one minute
       *[other] { $count } minutes
    }
room-leave = Leave the line
room-by-itself = This page checks your place by itself.
room-your-turn = It is your turn. You are going in now.
room-why-title = Why there is a line
room-why = More people want to come in at this moment than the service can serve well. So that nothing breaks for those who are inside, we let people in as fast as the service can take them.
room-why-fair = The order is the order of arrival. Country, language and device make no difference, and reloading the page does not change your place.
room-meanwhile-title = While you wait
room-meanwhile = The information pages and the status of an application you have filed are open to everybody. They open in this window: use your browser’s Back button to return to your place, or open them in another tab.
room-cookie = Waiting uses no cookie, unless you press Check by itself. Applying needs one, so that the service knows your answers are yours.
room-used = The place you came back with has been used already. This is a new one.
room-expired = The place you came back with is more than a day old. This is a new one.
room-by-browser = If your browser runs no scripts, it can still load this page again by itself. For as long, a cookie holds your place.
room-by-browser-title = Your place in line
room-by-browser-start = Check by itself
# $when: a time such as "30 seconds" or "2 minutes".
room-by-browser-now = This page loads again by itself in { $when }, and checks your place. You keep your place however often you check.
room-by-browser-stop = Stop checking by itself
room-by-browser-cookie = While this page checks by itself, a cookie holds your place. It is sealed, holds no password and no answers, and is gone when you stop, leave or go in, or an hour after this page was last loaded. Applying needs another cookie, so that the service knows your answers are yours.
room-turn = It is your turn
room-turn-enter = Press Go in. Your place is kept for about a minute. After that you can still go in, and may have to wait a little again.
room-turn-again = Press Go in, then fill in the form again: your password was not kept. You do not wait again for ten minutes after that. Your place is kept for about a minute. After that you can still go in, and may have to wait a little again.
room-go-in = Go in
room-lost-title = We do not see your place in line
room-lost = A page that checks your place by itself needs a cookie. Your browser does not take it, or it is gone: more than an hour has passed, you have gone in or left the line in another window, or the place is more than a day old.
room-lost-back = Your browser’s Back button leads to the page where you turned this on. If it asks, send the form again: you get your place back, unless it has been used.
room-lost-again = Start again
room-lapsed-title = You have come in with another of your places
room-lapsed = You are signed in and held more than one place in this line, in several windows or on several devices. One of them has let you in. The others no longer count: one person uses one place.
room-lapsed-go = Go on where you came in. Once you have signed in, your account shows your applications on every device.
