//! What people are told of a program's opening: in a word in lists, in sentences elsewhere, and how many places are left.

use super::COUNTS;
use crate::{app::App, public::content::Both, visit::Arrival};
use jiff::Timestamp;
use language::{Arg, Language, Messages, Words, format};
use programs::{Availability, Cap, Moment, Opening, Pause, Program};
use std::collections::BTreeMap;

/// What one person is told of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// In a word or two, beside its name; nothing where it is simply open.
    pub(crate) state: Option<String>,
    /// In sentences.
    pub(crate) words: Vec<String>,
    /// How many places are left, where they are counted.
    pub(crate) places: Option<String>,
    /// Whether they can neither begin nor file.
    pub(crate) refuses: bool,
}

/// What strangers are told of each program, by its id.
pub(crate) type ToldOf = BTreeMap<String, Both<Told>>;

impl Told {
    /// What `opening`, which says `says`, comes to in words, for somebody with this arrival.
    pub(crate) fn new(
        app: &App,
        language: Language,
        opening: &Opening,
        says: Availability<'_>,
        arrival: Option<Arrival>,
    ) -> Self {
        let teller = Teller { app, words: Words { messages: &app.messages, language } };
        let (state, words) = teller.tell(opening, says, arrival);
        let shows_places = says.is_open() || matches!(says, Availability::Paused(_));
        let places = opening.cap.as_ref().filter(|_| shows_places).map(|cap| teller.places(cap));
        Self { state, words, places, refuses: !says.is_open() }
    }

    /// What a stranger is told of every program.
    pub(crate) fn all(app: &App) -> ToldOf {
        let both = |program: &Program| Both::each(|language| app.told(program, language, None));
        app.site.programs.iter().map(|program| (program.id.clone(), both(program))).collect()
    }

    /// The program's name with its state.
    pub(crate) fn label(&self, messages: &Messages, language: Language, program: &str) -> String {
        match &self.state {
            None => program.to_owned(),
            Some(state) => {
                let args = [("program", Arg::Text(program)), ("state", Arg::Text(state))];
                messages.say_with(language, "apply-listed", &args)
            }
        }
    }
}

struct Teller<'a> {
    app: &'a App,
    words: Words<'a>,
}

impl Teller<'_> {
    fn at(&self, at: Timestamp) -> String {
        self.app.moment(self.words.language, at)
    }

    fn moment(&self, moment: Moment) -> String {
        match moment {
            Moment::At(at) => self.at(at),
            Moment::Day(day) => self.words.date(day),
        }
    }

    fn number(&self, number: u64) -> String {
        format::number(self.words.language, i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn tell(
        &self,
        opening: &Opening,
        says: Availability<'_>,
        arrival: Option<Arrival>,
    ) -> (Option<String>, Vec<String>) {
        match says {
            Availability::Open => {
                let closes = opening.deadline.map(|deadline| {
                    let (time, until) = (self.at(deadline.closes), self.at(deadline.grace_ends()));
                    self.words.texts("apply-closes", &[("time", &time), ("until", &until)])
                });
                (None, closes.into_iter().collect())
            }
            Availability::InGrace { arrived, deadline } => {
                let ends = deadline.grace_ends();
                let until = self.at(arrival.map_or(ends, |arrival| arrival.until.min(ends)));
                let (arrived, time) = (self.at(arrived), self.at(deadline.closes));
                let words = [("arrived", arrived.as_str()), ("time", &time), ("until", &until)];
                (Some(self.words.say("apply-short-grace")), vec![self.words.texts("apply-closes-grace", &words)])
            }
            Availability::NotYet { opens } => {
                let time = self.at(opens);
                let state = self.words.texts("apply-short-not-yet", &[("time", &time)]);
                (Some(state), vec![self.words.texts("apply-opens", &[("time", &time)])])
            }
            Availability::Paused(pause) => (Some(self.words.say("apply-short-paused")), self.pause(pause)),
            Availability::Closed(deadline) => {
                let time = self.at(deadline.closes);
                (Some(self.words.say("apply-short-closed")), vec![self.words.texts("apply-closed", &[("time", &time)])])
            }
            Availability::Full(cap) => (Some(self.words.say("apply-short-full")), vec![self.full(cap)]),
        }
    }

    fn pause(&self, pause: &Pause) -> Vec<String> {
        let since = self.moment(pause.since);
        let paused = match pause.until {
            Some(until) => self.words.texts("apply-paused-until", &[("since", &since), ("until", &self.moment(until))]),
            None => self.words.texts("apply-paused", &[("since", &since)]),
        };
        vec![paused, self.words.texts("apply-paused-reason", &[("reason", pause.reason.get(self.words.language))])]
    }

    fn full(&self, cap: &Cap) -> String {
        let limit = self.number(cap.limit.into());
        let (count, limit) = (("count", Arg::Number(cap.limit.into())), ("limit", Arg::Text(&limit)));
        match self.app.openings.counted(cap).and_then(|counted| counted.under.last) {
            Some(last) => {
                let last = self.at(last);
                let args = [count, limit, ("time", Arg::Text(&last))];
                self.words.with("apply-full-last", &args)
            }
            None => self.words.with("apply-full", &[count, limit]),
        }
    }

    fn places(&self, cap: &Cap) -> String {
        let limit = self.number(cap.limit.into());
        let now = self.app.now();
        let counted = self.app.openings.counted(cap).filter(|counted| now.duration_since(counted.at) <= COUNTS);
        let Some(counted) = counted else { return self.words.texts("apply-places-unknown", &[("limit", &limit)]) };
        let left = u64::from(cap.limit).saturating_sub(counted.under.filed);
        let (shown, time) = (self.number(left), self.at(counted.at));
        let count = Arg::Number(i64::try_from(left).unwrap_or(i64::MAX));
        let texts = [("shown", Arg::Text(&shown)), ("limit", Arg::Text(&limit)), ("time", Arg::Text(&time))];
        let args = [&texts[..], &[("count", count)]].concat();
        self.words.with("apply-places", &args)
    }
}
