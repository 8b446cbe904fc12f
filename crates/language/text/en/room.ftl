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
room-cookie = Waiting uses no cookie. Applying needs one, so that the service knows your answers are yours.
room-used = The place you came back with has been used already. This is a new one.
room-expired = The place you came back with is more than a day old. This is a new one.
