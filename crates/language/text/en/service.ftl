### The status page of the service: what works now, and what did not.
### Message names start with "service-".

service-title = Service status
service-description = What works now, how long the wait is, what did not work, and what is planned.
service-see = See what works now
service-says-works = Everything works.
service-says-recovering = What did not work works again. It is being watched.
service-says-troubled = Something fails for some people.
service-says-down = Something does not work now.
service-says-unmeasured = The service has just started. What works is being measured.
# $time: a moment.
service-taken = As of { $time }.

service-now = What works now
service-what = What
service-state = Now
service-since = Since
service-not-known = Not known
service-reading = Reading information
service-starting = Starting an application
service-signing-in = Signing in and coming back
service-filing = Filling in and filing
service-uploads = Sending documents
service-mail = Mail that we send
service-state-works = Works
service-state-recovering = Works again, and is being watched
service-state-troubled = Fails for some
service-state-down = Does not work
service-state-unmeasured = Being measured

service-waits = Waiting now
service-line-begin = To start an application:
service-line-sign-in = To sign in:
service-line-resume = To come back by a link:
service-no-wait = Nobody waits.

# $from and $until: moments.
service-surge = Many people are expected from { $from } on. You may have to wait in line then.
service-surge-until = Many people are expected between { $from } and { $until }. You may have to wait in line then.

service-planned = Planned work
service-planned-none = Nothing is planned.
# $from and $until: moments.
service-planned-when = From { $from } until { $until }.

service-history = What did not work
service-past = Incidents and times without measurements, the latest first
service-past-none = Nothing has failed since measuring began.
service-how = What happened
service-began = From
service-lasted = For
service-affected = Answers that failed
service-goes-on = Goes on
service-everything = Everything
service-gap = Not measured: the service did not run
# $count: a number.
service-few = Fewer than { $count }
# $count: a number.
service-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
# $count: a number.
service-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
# $count: a number.
service-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
# $time: a moment.
service-measured-since = Measured since { $time }. What is older than 90 days is no longer shown.

service-measured = How this is measured
service-measured-how = The service counts the answers that people get. An incident begins when one answer in ten fails, when records cannot be written, or when the test that the service files by itself every few minutes does not succeed. It ends once nothing has failed for half a minute. Waiting in line is no failure.
service-measured-nobody = Answers are counted by kind, never by who asked. What the service cannot see is not here: a broken network between you and it, for instance.
service-json = The same for programs (JSON)
