//! What was seen of a run.

use crate::agenda::Micros;
use crate::crowd::{ANSWER, Crowd};
use crate::server::micros;
use crate::world::Door;

/// One second of a run.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Second {
    pub(crate) entered: u32,
    pub(crate) answered: u32,
    /// Of the answers, those to people who had been told to come back.
    pub(crate) asked: u32,
    pub(crate) good: u32,
    pub(crate) work: f64,
    pub(crate) delay: f64,
    pub(crate) idle: f64,
    pub(crate) waiting: usize,
    pub(crate) pace: f64,
}

/// Buckets of delay: each a tenth more than the last, from a tenth of a millisecond.
const DELAYS: usize = 200;

#[derive(Debug, Clone)]
pub(crate) struct Report {
    pub(crate) seconds: Vec<Second>,
    pub(crate) capacity: f64,
    pub(crate) came: usize,
    pub(crate) entered: u32,
    pub(crate) filed: u32,
    pub(crate) good: u32,
    pub(crate) broken: u32,
    pub(crate) refused: u32,
    pub(crate) abandoned: u32,
    pub(crate) vanished: u32,
    /// While somebody waited at both ends of a tick: how long, without work, work taken on for those inside, answers.
    pub(crate) loaded: f64,
    pub(crate) loaded_idle: f64,
    pub(crate) loaded_work: f64,
    pub(crate) loaded_answers: f64,
    delays: [u64; DELAYS],
    last: (f64, f64, f64, bool),
    work: f64,
    answers: u32,
}

impl Report {
    pub(crate) fn new(crowd: &Crowd) -> Self {
        Self {
            seconds: Vec::new(),
            capacity: crowd.capacity,
            came: 0,
            entered: 0,
            filed: 0,
            good: 0,
            broken: 0,
            refused: 0,
            abandoned: 0,
            vanished: 0,
            loaded: 0.0,
            loaded_idle: 0.0,
            loaded_work: 0.0,
            loaded_answers: 0.0,
            delays: [0; DELAYS],
            last: (0.0, 0.0, 0.0, false),
            work: 0.0,
            answers: 0,
        }
    }

    fn second(&mut self, at: Micros) -> &mut Second {
        let index = usize::try_from(at / 1_000_000).unwrap();
        if self.seconds.len() <= index {
            self.seconds.resize(index + 1, Second::default());
        }
        &mut self.seconds[index]
    }

    pub(crate) fn entered(&mut self, at: Micros, _came: Micros) {
        self.entered += 1;
        self.second(at).entered += 1;
    }

    pub(crate) fn answered(&mut self, at: Micros, is_first: bool) {
        self.answers += 1;
        let second = self.second(at);
        second.answered += 1;
        second.asked += u32::from(!is_first);
    }

    /// Seconds of work a second that answering people in line took in the ten seconds when it took most.
    pub(crate) fn most_asking(&self) -> f64 {
        let sums = self.seconds.windows(10).map(|seconds| seconds.iter().map(|second| second.asked).sum::<u32>());
        f64::from(sums.max().unwrap_or_default()) * ANSWER / 10.0
    }

    pub(crate) fn worked(&mut self, at: Micros, cost: f64, took: f64) {
        self.work += cost;
        self.second(at).work += cost;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
        let bucket = ((took / 1e-4).max(1.0).ln() / 1.1_f64.ln()) as usize;
        self.delays[bucket.min(DELAYS - 1)] += 1;
    }

    pub(crate) fn filed(&mut self, at: Micros, good: bool) {
        self.filed += 1;
        if good {
            self.good += 1;
            self.second(at).good += 1;
        }
    }

    pub(crate) fn tick(&mut self, at: Micros, delay: f64, idle: f64, door: &impl Door) {
        let waits = door.waiting() > 0;
        let answers = f64::from(self.answers) * ANSWER;
        let (idle_before, work_before, answers_before, waited) = self.last;
        let idled = idle - idle_before;
        if waits && waited {
            self.loaded += micros(crate::agenda::TICK);
            self.loaded_idle += idled;
            self.loaded_work += self.work - work_before;
            self.loaded_answers += answers - answers_before;
        }
        self.last = (idle, self.work, answers, waits);
        let second = self.second(at - 1);
        second.delay = second.delay.max(delay);
        second.idle += idled;
        second.waiting = door.waiting();
        second.pace = door.pace();
    }

    pub(crate) fn end(&mut self, came: usize) {
        self.came = came;
    }

    /// The delay that one request in `1 / share` of those inside exceeds, in seconds.
    pub(crate) fn delay_over(&self, share: f64) -> f64 {
        let total: u64 = self.delays.iter().sum();
        let mut over = 0;
        for (bucket, count) in self.delays.iter().enumerate().rev() {
            over += count;
            #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
            if over as f64 > total as f64 * share {
                return 1e-4 * 1.1_f64.powi(i32::try_from(bucket).unwrap() + 1);
            }
        }
        0.0
    }

    /// The share of those who came that had to wait.
    pub(crate) fn waited(&self) -> f64 {
        let first: u32 = self.seconds.iter().map(|second| second.answered - second.asked).sum();
        f64::from(first) / f64::from(self.entered + self.abandoned)
    }

    /// Work let in while people waited, as a share of what the server could do beside answering those outside.
    pub(crate) fn used(&self) -> f64 {
        self.loaded_work / (self.loaded * self.capacity - self.loaded_answers)
    }

    /// The share of the time when the server had nothing to do although people waited.
    pub(crate) fn idled(&self) -> f64 {
        self.loaded_idle / self.loaded
    }

    pub(crate) fn line(&self) -> String {
        format!(
            "came {} in {} filed {} good {} broken {} refused {} gone {}+{} | loaded {:.0}s used {:.4} idle {:.4} | p50 {:.1} p99 {:.1} p99.9 {:.1} ms | longest {:.0} ms | answers/s max {} mean {:.0}",
            self.came,
            self.entered,
            self.filed,
            self.good,
            self.broken,
            self.refused,
            self.abandoned,
            self.vanished,
            self.loaded,
            self.used(),
            self.idled(),
            self.delay_over(0.5) * 1e3,
            self.delay_over(0.01) * 1e3,
            self.delay_over(0.001) * 1e3,
            self.seconds.iter().map(|second| second.delay).fold(0.0, f64::max) * 1e3,
            self.seconds.iter().map(|second| second.answered).max().unwrap_or_default(),
            f64::from(self.answers) / f64::from(u32::try_from(self.seconds.len().max(1)).unwrap()),
        )
    }
}
