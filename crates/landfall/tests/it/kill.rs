//! The kill test: people file under load, the process is killed as a power cut would kill it, and whatever was
//! acknowledged is there afterwards: whole, verifiable, and once.
//!
//! `cargo xtask kill --rounds 200` runs it for longer. The seed that is printed repeats the choice of moments with
//! `KILL_SEED`; what the machine makes of them is its own affair.

use std::{
    collections::BTreeMap,
    env,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant, SystemTime},
};

use testkit::{Form, Landfall, Page, Seeded, Setup, Visitor, postgres::Database};
use vault::PublicKey;
use web::Place;

use crate::walk::{Applicant, Held, Prepared, form, public_key, short_site};

/// Rounds when nobody says how many: a look at whether the test itself works. `cargo xtask test` asks for more.
const ROUNDS: u64 = 2;
/// People filing at once.
const CLIENTS: usize = 6;
/// Applications each of them files in a round.
const EACH: usize = 4;
/// People who save pages and upload meanwhile.
const WRITERS: usize = 2;
/// Longest that a round's clients may take once the server is dead.
const ROUND: Duration = Duration::from_mins(1);

/// What a client knows of an application it tried to file.
struct Tried {
    prepared: Prepared,
    /// The answer was "this is your receipt".
    acknowledged: bool,
    /// The receipt, if there was time to fetch it.
    held: Option<Held>,
}

/// What the rounds came to.
#[derive(Debug, Default)]
struct Tally {
    acknowledged: usize,
    /// Filed, though the client never heard of it.
    unheard: usize,
    /// Still drafts, filed after the restart.
    drafts: usize,
}

struct Rounds {
    landfall: Landfall,
    key: PublicKey,
    random: Seeded,
    /// Every receipt number seen, with its application.
    numbers: BTreeMap<String, String>,
    /// How long filing a round's applications takes when nobody is killed.
    whole: Duration,
    tally: Tally,
}

impl Rounds {
    fn run(setup: Setup, name: &str, share: u64) {
        let asked = env::var("KILL_ROUNDS").ok().map(|rounds| rounds.parse().expect("KILL_ROUNDS is a number"));
        let rounds = asked.map_or(ROUNDS, |rounds: u64| rounds.div_ceil(share));
        let seed = env::var("KILL_SEED").ok().map_or_else(
            || u64::try_from(SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_micros()).expect("before 586912"),
            |seed| seed.parse().expect("KILL_SEED is a number"),
        );
        println!("kill test on {name}: {rounds} rounds, KILL_SEED={seed}");
        let landfall = setup.start();
        let key = public_key(&landfall);
        let whole = Duration::from_millis(400);
        let mut all = Rounds {
            landfall,
            key,
            random: Seeded::new(seed),
            numbers: BTreeMap::new(),
            whole,
            tally: Tally::default(),
        };
        for round in 0..rounds {
            all.round(round);
        }
        println!("kill test on {name}: {} receipts, {:?}", all.numbers.len(), all.tally);
        assert_eq!(all.numbers.len(), usize::try_from(rounds).expect("few") * CLIENTS * EACH);
    }

    fn round(&mut self, round: u64) {
        let origin = &self.landfall.url();
        let prepared: Vec<Vec<Prepared>> = thread::scope(|scope| {
            let preparing = |client| {
                move || {
                    (0..EACH)
                        .map(|n| {
                            Applicant::prepare(Visitor::new(origin), &format!("round {round} client {client} {n}"))
                        })
                        .collect()
                }
            };
            let clients: Vec<_> = (0..CLIENTS).map(|client| scope.spawn(preparing(client))).collect();
            clients.into_iter().map(|client| client.join().expect("preparing does not panic")).collect()
        });
        let writers: Vec<Prepared> =
            (0..WRITERS).map(|n| Applicant::prepare(Visitor::new(origin), &format!("writer {n}."))).collect();

        let moment =
            Duration::from_micros(self.random.below(u64::try_from(self.whole.as_micros()).expect("short") * 5 / 4));
        let begun = Instant::now();
        let (done, waiting) = channel();
        let key = &self.key;
        let clients: Vec<_> = prepared
            .into_iter()
            .map(|applications| {
                let (key, done) = (*key, done.clone());
                thread::spawn(move || {
                    let tried: Vec<Tried> =
                        applications.into_iter().map(|prepared| try_to_file(prepared, &key)).collect();
                    // Nobody listens any more once the moment has come.
                    let _ = done.send(());
                    tried
                })
            })
            .collect();
        let writers: Vec<_> = writers.into_iter().map(|writer| thread::spawn(move || write_on(writer))).collect();
        drop(done);
        // The moment comes, or everybody is done before.
        let mut finished = 0;
        while finished < CLIENTS {
            match waiting.recv_timeout(moment.saturating_sub(begun.elapsed())) {
                Ok(()) => finished += 1,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        if finished == CLIENTS {
            self.whole = begun.elapsed();
        }
        self.landfall.kill9();
        let tried: Vec<Tried> =
            clients.into_iter().flat_map(|client| client.join().expect("a client does not panic")).collect();
        let written: Vec<Written> =
            writers.into_iter().map(|writer| writer.join().expect("a writer does not panic")).collect();
        assert!(begun.elapsed() < ROUND, "the clients hung");

        self.landfall.start_again();
        let before = (self.tally.acknowledged, self.tally.unheard, self.tally.drafts);
        for tried in tried {
            self.look_at(tried, round);
        }
        for written in written {
            written.look_at(round);
        }
        println!(
            "round {round}: killed after {moment:?}; {} acknowledged, {} filed unheard, {} still drafts",
            self.tally.acknowledged - before.0,
            self.tally.unheard - before.1,
            self.tally.drafts - before.2
        );
    }

    /// Every promise kept for one application.
    fn look_at(&mut self, tried: Tried, round: u64) {
        let Tried { mut prepared, acknowledged, held } = tried;
        let reference = prepared.applicant.reference.clone();
        let page = prepared.applicant.open(Place::Review);
        let filed = page.path() == prepared.applicant.path(Place::Receipt);
        assert!(
            filed || !acknowledged,
            "round {round}: {reference} was acknowledged and is not filed: {}",
            page.text()
        );
        match (acknowledged, filed) {
            (true, _) => self.tally.acknowledged += 1,
            (false, true) => self.tally.unheard += 1,
            (false, false) => self.tally.drafts += 1,
        }
        if !filed {
            // Nothing of it may be lost: it can be filed as it stands.
            assert!(page.says(&prepared.story), "round {round}: {reference}: {}", page.text());
            let answer = prepared.applicant.visitor.submit_only(&page, &form(&page));
            assert!(is_acknowledgement(&answer), "round {round}: {reference}: {}", answer.text());
        }
        let now = Held::fetch(&mut prepared.applicant, &self.key);
        let now = now.unwrap_or_else(|error| panic!("round {round}: the receipt of {reference}: {error}"));
        if let Some(held) = held {
            assert_eq!(now, held, "round {round}: the receipt of {reference} changed");
        }
        assert!(
            now.filed().to_string().contains(&prepared.story),
            "round {round}: {reference} holds another's answers"
        );
        let proof = prepared.applicant.visitor.open(&prepared.proof_path);
        assert_eq!(proof.body(), prepared.proof, "round {round}: the document of {reference}");
        let sum = vault::encoding::to_hex(&vault::sha256(&prepared.proof));
        assert!(now.filed().to_string().contains(&sum), "round {round}: the receipt of {reference} covers no document");
        // Pressing again gives the same receipt, not another.
        let path = prepared.applicant.path(Place::File);
        let again = prepared.applicant.visitor.try_submit(&path, &prepared.file).expect("an answer");
        assert!(is_acknowledgement(&again), "round {round}: {reference}: {}", again.text());
        assert_eq!(Held::fetch(&mut prepared.applicant, &self.key).expect("a receipt").number, now.number);
        let other = self.numbers.insert(now.number.clone(), reference.clone());
        assert_eq!(other, None, "round {round}: {} and another have the number {}", reference, now.number);
    }
}

fn is_acknowledgement(answer: &Page) -> bool {
    answer.status() == 303 && answer.header("location").is_some_and(|location| location.ends_with("/receipt"))
}

/// Presses the button; the server may die at any moment of it.
fn try_to_file(mut prepared: Prepared, key: &PublicKey) -> Tried {
    let path = prepared.applicant.path(Place::File);
    let answer = prepared.applicant.visitor.try_submit(&path, &prepared.file);
    let acknowledged = match &answer {
        Ok(answer) => {
            assert!(is_acknowledgement(answer), "filing was answered {}: {}", answer.status(), answer.text());
            true
        }
        Err(_) => false,
    };
    let held = if acknowledged { Held::fetch(&mut prepared.applicant, key).ok() } else { None };
    Tried { prepared, acknowledged, held }
}

/// A draft somebody went on writing until the server died.
struct Written {
    prepared: Prepared,
    /// The last story whose saving was acknowledged.
    acknowledged: String,
    /// The one that was on its way.
    unknown: String,
}

/// Saves again and again until there is no answer.
fn write_on(mut prepared: Prepared) -> Written {
    let path = prepared.applicant.page_path("story");
    let token = prepared.file.value("form_token").expect("a token").to_owned();
    let mut acknowledged = prepared.story.clone();
    for n in 0_u32.. {
        let unknown = format!("{} Version {n}.", prepared.story);
        let form = Form::forged(&path).forge("form_token", &token).forge("then", "save").forge("story", &unknown);
        match prepared.applicant.visitor.try_submit(&path, &form) {
            Ok(answer) => {
                assert_eq!(answer.status(), 204, "{}", answer.text());
                acknowledged = unknown;
            }
            Err(_) => return Written { prepared, acknowledged, unknown },
        }
    }
    unreachable!("the server dies before the numbers end")
}

impl Written {
    fn look_at(mut self, round: u64) {
        let page = self.prepared.applicant.open(Place::Review);
        assert!(
            page.says(&self.acknowledged) || page.says(&self.unknown),
            "round {round}: neither {:?} nor {:?} in {}",
            self.acknowledged,
            self.unknown,
            page.text()
        );
        assert_eq!(self.prepared.applicant.visitor.open(&self.prepared.proof_path).body(), self.prepared.proof);
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill_on_sqlite() {
    Rounds::run(short_site(), "SQLite", 1);
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill_on_postgresql() {
    let database = Database::fresh();
    // The server itself is killed in the store's own tests; a fifth of the rounds show that the way to it is the same.
    Rounds::run(short_site().environment("LANDFALL_DATABASE_URL", &database.address()), "PostgreSQL", 5);
}
