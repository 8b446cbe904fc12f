//! The world around a door: people come, wait, go in, think, file, or lose patience, and a server does their work.

use crate::agenda::{Agenda, Event, Micros, TICK, What};
use crate::chance::{Chance, Spread};
use crate::crowd::{ANSWER, Crowd};
use crate::report::Report;
use crate::server::{Job, Route, Server, micros, to_micros};

/// Seconds after which a browser, or the person before it, gives up on an answer; and within which it is a good one.
const GIVES_UP: f64 = 10.0;
const GOOD: f64 = 2.0;
/// Seconds until somebody inside who was turned away tries again, and how often they do.
const TRY_AGAIN: [f64; 2] = [1.0, 3.0];
/// Seconds between two knocks of somebody impatient.
const IMPATIENT: f64 = 2.0;

/// What a door says to somebody outside.
pub(crate) enum Said {
    Enter,
    /// Come back in so many seconds.
    Wait(f64),
    /// Stay at the door; [`Door::tick`] says when to come in, or ask again after so many seconds.
    Stand(f64),
}

/// A door: ours, or a rival's.
pub(crate) trait Door {
    /// A sample every 10 ms: how long work waits, in seconds. Returns who comes in from the door.
    fn tick(&mut self, at: Micros, delay: f64) -> Vec<u32>;
    /// Somebody outside wants to come in.
    fn knock(&mut self, at: Micros, who: u32, line: usize, delay: f64) -> Said;
    /// Somebody inside makes a request that will wait `delay`. `false`: it is turned away.
    fn asks(&mut self, _at: Micros, _who: u32, _route: Route, _delay: f64) -> bool {
        true
    }
    /// Work is done.
    fn done(&mut self, at: Micros, job: &Job, line: usize);
    /// Somebody goes away from the door.
    fn hangs_up(&mut self, _who: u32) {}
    /// Somebody in line says goodbye.
    fn leaves(&mut self, _who: u32) {}
    /// The process starts anew.
    fn restart(&mut self, _at: Micros) {}
    /// How many wait.
    fn waiting(&self) -> usize;
    /// The work it lets in, in seconds a second, if it knows.
    fn pace(&self) -> f64 {
        0.0
    }
    /// Whether those outside are answered by somebody else.
    fn answers_elsewhere(&self) -> bool {
        false
    }
}

#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "facts about somebody, each on its own")]
struct Person {
    came: Micros,
    gives_up: Micros,
    line: u8,
    pages: u8,
    tries: u8,
    is_impatient: bool,
    says_goodbye: bool,
    is_slow: bool,
    is_in: bool,
}

pub(crate) struct World<'a, D> {
    crowd: &'a Crowd,
    pub(crate) door: D,
    server: Server,
    agenda: Agenda,
    chance: Chance,
    costs: Spread,
    thinks: Spread,
    people: Vec<Person>,
    report: Report,
    /// Delays of the last ticks, for signals that are late.
    delays: std::collections::VecDeque<f64>,
}

impl<'a, D: Door> World<'a, D> {
    pub(crate) fn new(crowd: &'a Crowd, door: D) -> Self {
        let (costs, thinks) = crowd.spreads();
        Self {
            door,
            server: Server::new(crowd.capacity),
            agenda: Agenda::new(),
            chance: Chance::new(crowd.seed),
            costs,
            thinks,
            people: Vec::new(),
            report: Report::new(crowd),
            delays: std::collections::VecDeque::new(),
            crowd,
        }
    }

    /// Until everybody is done, or time is over.
    pub(crate) fn run(mut self) -> (Report, D) {
        let mut next = self.crowd.next(0.0, &mut self.chance).map(to_micros);
        let mut restarts =
            self.crowd.restarts.iter().copied().map(to_micros).collect::<Vec<_>>().into_iter().peekable();
        let mut tick = 0;
        while micros(tick) < self.crowd.ends {
            let end = tick + TICK;
            loop {
                let arrival = next.unwrap_or(Micros::MAX).min(end);
                if let Some(event) = self.agenda.next(arrival) {
                    self.happens(event);
                } else if arrival < end {
                    self.arrives(arrival);
                    let more = self.people.len() < self.crowd.most as usize;
                    next = more.then(|| self.crowd.next(micros(arrival), &mut self.chance)).flatten().map(to_micros);
                } else {
                    break;
                }
            }
            tick = end;
            self.finish(tick);
            if restarts.next_if(|at| *at <= tick).is_some() {
                self.door.restart(tick);
            }
            let delay = self.server.delay(tick);
            self.delays.push_back(delay);
            if micros(TICK * self.delays.len() as u64) > self.crowd.stale {
                let known = self.delays.pop_front().unwrap_or_default();
                for who in self.door.tick(tick, known) {
                    self.comes_in(tick, who);
                }
            }
            self.report.tick(tick, delay, self.server.idle(tick), &self.door);
            if next.is_none() && self.agenda.is_empty() && self.server.is_done() {
                break;
            }
            self.agenda.turn();
        }
        self.report.end(self.people.len());
        (self.report, self.door)
    }

    fn arrives(&mut self, at: Micros) {
        let (crowd, chance) = (self.crowd, &mut self.chance);
        let which = chance.share();
        let line = if which < crowd.lines[0] { 0 } else { 1 + u8::from(which >= crowd.lines[0] + crowd.lines[1]) };
        let gives_up =
            if chance.happens(crowd.abandons) { at + to_micros(chance.gap(crowd.patience)) } else { Micros::MAX };
        let is_impatient = chance.happens(crowd.impatient);
        let says_goodbye = chance.happens(0.3);
        let person = Person {
            came: at,
            gives_up,
            line,
            pages: crowd.pages,
            tries: 0,
            is_impatient,
            says_goodbye,
            is_slow: false,
            is_in: false,
        };
        self.people.push(person);
        let who = u32::try_from(self.people.len() - 1).unwrap();
        self.knocks(at, who);
    }

    fn happens(&mut self, Event { at, who, what }: Event) {
        self.finish(at);
        match what {
            What::Knock => self.knocks(at, who),
            What::Page => self.goes_on(at, who),
        }
    }

    fn knocks(&mut self, at: Micros, who: u32) {
        self.finish(at);
        let person = self.people[who as usize];
        if person.is_in {
            return;
        }
        if at >= person.gives_up {
            self.report.abandoned += 1;
            self.door.hangs_up(who);
            if person.says_goodbye {
                self.door.leaves(who);
            }
            return;
        }
        let delay = self.server.delay(at);
        match self.door.knock(at, who, usize::from(person.line), delay) {
            Said::Enter => self.comes_in(at, who),
            Said::Stand(seconds) => self.agenda.put(Event { at: at + to_micros(seconds), who, what: What::Knock }),
            Said::Wait(seconds) => {
                self.report.answered(at, at == person.came);
                if !self.door.answers_elsewhere() {
                    self.server.take(at, ANSWER);
                }
                let seconds = if person.is_impatient { seconds.min(IMPATIENT) } else { seconds + self.chance.share() };
                self.agenda.put(Event { at: at + to_micros(seconds), who, what: What::Knock });
            }
        }
    }

    fn comes_in(&mut self, at: Micros, who: u32) {
        let person = &mut self.people[who as usize];
        person.is_in = true;
        self.report.entered(at, person.came);
        self.work(at, who, Route::Enter);
    }

    fn goes_on(&mut self, at: Micros, who: u32) {
        let person = &mut self.people[who as usize];
        let route = if person.pages == 0 { Route::File } else { Route::Page };
        let delay = self.server.delay(at);
        if self.door.asks(at, who, route, delay) {
            person.tries = 0;
            self.work(at, who, route);
        } else {
            self.server.take(at, ANSWER);
            self.report.refused += 1;
            let tries = usize::from(person.tries);
            person.tries += 1;
            if let Some(seconds) = TRY_AGAIN.get(tries) {
                self.agenda.put(Event { at: at + to_micros(*seconds), who, what: What::Page });
            } else {
                self.report.broken += 1;
            }
        }
    }

    /// Somebody's request is taken on, and what they do when it is answered is planned.
    fn work(&mut self, at: Micros, who: u32, route: Route) {
        let person = &mut self.people[who as usize];
        let mean = match route {
            Route::Enter => self.crowd.enter[usize::from(person.line)],
            Route::Page => self.crowd.page,
            Route::File => self.crowd.file,
        };
        let cost = mean * self.costs.draw(&mut self.chance);
        let finishes = self.server.take_job(who, route, cost, at);
        let took = micros(finishes - at);
        self.report.worked(at, cost, took);
        person.is_slow |= took > GOOD;
        if took > GIVES_UP {
            self.report.broken += 1;
        } else if route == Route::File {
            self.report.filed(finishes, !person.is_slow);
        } else if self.chance.happens(self.crowd.vanishes) {
            self.report.vanished += 1;
        } else {
            if route == Route::Page {
                person.pages -= 1;
            }
            let is_program = micros(person.came) < self.crowd.programs_until;
            let think = if is_program { 0.0 } else { self.crowd.think * self.thinks.draw(&mut self.chance) };
            self.agenda.put(Event { at: finishes + to_micros(think), who, what: What::Page });
        }
    }

    /// Tells the door what was done by `at`.
    fn finish(&mut self, at: Micros) {
        while let Some(job) = self.server.done(at) {
            let line = usize::from(self.people[job.who as usize].line);
            self.door.done(job.finishes, &job, line);
        }
    }
}
