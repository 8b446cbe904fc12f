### Notices: on the pages they concern, among the news, in the feed.
### Names of messages begin with "notices-".

notices-title = Notices
notices-all = All news and notices
notices-kind-urgent = Urgent
notices-kind-warning = Warning
notices-kind-maintenance = Planned work
notices-kind-information = Information
notices-news = News
notices-news-description = What is new, what does not work and what is planned. Everything here is said in both languages at once.
notices-now = Now
notices-earlier = Earlier
notices-none = There is nothing to announce at the moment.
notices-feed = Follow the news in a feed reader (Atom)
notices-feed-title = { $site }: news
notices-window = From { $starts } to { $ends }.
notices-deadlines = Deadlines: { $words }
notices-state-on = Published on { $from }.
notices-state-until = Published on { $from }. Ends on { $at }.
notices-state-over = Published on { $from }. It ended on { $at }.
notices-state-withdrawn = Published on { $from }. It was withdrawn on { $at } and no longer applies.
notices-withdrawn-title = Withdrawn: { $title }
