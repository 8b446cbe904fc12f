//! What an application owes and how far it is paid, as its pages show it.

use super::PaymentKey;
use crate::{app::App, look::Table, visit::Visit};
use jiff::Timestamp;
use language::{Arg, Words, format};
use letters::Section;
use programs::{
    calculators::FromIs,
    fees::{Bill, BillLine},
};
use store::{
    ApplicationId,
    ops::payments::{Payment, PaymentState},
};

/// How far a bill is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paid {
    /// Nothing is owed.
    NotRequired,
    /// Nothing was paid.
    Unpaid,
    /// An amount that was held could not be taken, or was held too long; nothing was charged.
    Lapsed,
    /// The amount is held.
    Authorised,
    /// The amount was taken.
    Taken(Timestamp),
    /// The amount is on its way back.
    Refunding,
    /// The amount was given back.
    Refunded(Timestamp),
}

/// A bill with what became of it.
pub(crate) struct Owed {
    pub(crate) bill: Bill,
    /// The bill of this application, hashed.
    pub(crate) hash: [u8; 32],
    pub(crate) paid: Paid,
    /// The key of the next payment, and of one that goes on.
    pub(crate) key: PaymentKey,
}

impl Owed {
    /// Of `bill` and the application's payments, oldest first.
    pub(crate) fn new(app: &App, application: ApplicationId, bill: Bill, payments: &[Payment]) -> Self {
        let hash = hash(app, application, &bill);
        let of_this = || payments.iter().filter(|payment| payment.bill == hash);
        let released = of_this().filter(|payment| payment.state == PaymentState::Released).count();
        let last = of_this().rfind(|payment| payment.state != PaymentState::Released);
        let paid = match last.map(|payment| (payment.state, payment.changed)) {
            _ if bill.is_empty() => Paid::NotRequired,
            Some((PaymentState::Authorised, _)) => Paid::Authorised,
            Some((PaymentState::Paid, at)) => Paid::Taken(at),
            Some((PaymentState::Refunding, _)) => Paid::Refunding,
            Some((PaymentState::Refunded, at)) => Paid::Refunded(at),
            _ if released > 0 => Paid::Lapsed,
            _ => Paid::Unpaid,
        };
        // A key that was let go of is used up: each new attempt has a key of its own, and all requests of one attempt the same.
        let attempt = app.keys.blind_index("payment", &format!("{}/{released}", vault::encoding::to_hex(&hash)));
        Self { bill, hash, paid, key: attempt }
    }

    /// Whether it is to be paid now.
    pub(crate) fn is_due(&self) -> bool {
        matches!(self.paid, Paid::Unpaid | Paid::Lapsed) && !self.bill.undecided
    }

    /// How far it is paid, in a sentence.
    pub(crate) fn says(&self, visit: &Visit, filed: bool) -> String {
        let amount = format::money(visit.language, self.bill.total_cents);
        let say = |key: &str, at: Option<Timestamp>| {
            let time = at.map_or_else(String::new, |at| visit.app.moment(visit.language, at));
            visit.say_with(key, &[("amount", Arg::Text(&amount)), ("time", Arg::Text(&time))])
        };
        match self.paid {
            Paid::NotRequired => visit.say("payment-not-required"),
            Paid::Unpaid => say(if filed { "payment-unpaid-filed" } else { "payment-unpaid" }, None),
            Paid::Lapsed => say("payment-lapsed", None),
            Paid::Authorised => say(if filed { "payment-authorised-filed" } else { "payment-authorised" }, None),
            Paid::Taken(at) => say("payment-paid", Some(at)),
            Paid::Refunding => say("payment-refunding", None),
            Paid::Refunded(at) => say("payment-refunded", Some(at)),
        }
    }

    /// The bill as a table.
    pub(crate) fn table(&self, visit: &Visit) -> Table {
        let words = Words { messages: &visit.app.messages, language: visit.language };
        Table {
            caption: visit.say("payment-table"),
            heads: ["payment-head-fee", "payment-head-amount", "payment-head-source"].map(|key| visit.say(key)).into(),
            rows: self.bill.lines.iter().map(|line| in_words(line, &words).to_vec()).collect(),
            numeric: false,
        }
    }

    /// The sum in words.
    pub(crate) fn total(&self, visit: &Visit) -> String {
        total(&self.bill, &Words { messages: &visit.app.messages, language: visit.language })
    }

    /// Whether a line is to be confirmed.
    pub(crate) fn has_derived(&self) -> bool {
        has_derived(&self.bill)
    }
}

/// A line of a bill: what it is for, how much, since when and by what source.
fn in_words(line: &BillLine, words: &Words<'_>) -> [String; 3] {
    let money = |cents| format::money(words.language, cents);
    let label = line.label.get(words.language);
    let what = if line.times > 1 {
        let (times, each) = (Arg::Number(line.times.into()), money(line.each_cents));
        words.with("payment-line-times", &[("fee", Arg::Text(label)), ("times", times), ("each", Arg::Text(&each))])
    } else {
        label.to_owned()
    };
    let mut amount = money(line.amount_cents);
    if line.to_be_confirmed {
        amount = words.texts("payment-line-derived", &[("amount", &amount)]);
    }
    let key = if line.from_is == FromIs::Start { "payment-line-since" } else { "payment-line-read" };
    let source = words.texts(key, &[("date", &words.date(line.from)), ("source", line.source.get(words.language))]);
    [what, amount, source]
}

fn total(bill: &Bill, words: &Words<'_>) -> String {
    words.texts("payment-total", &[("amount", &format::money(words.language, bill.total_cents))])
}

fn has_derived(bill: &Bill) -> bool {
    bill.lines.iter().any(|line| line.to_be_confirmed)
}

/// The bill as a part of the copy that is kept: what was owed on the day it was filed.
pub(crate) fn section(bill: &Bill, words: &Words<'_>) -> Option<Section> {
    let row = |line: &BillLine| {
        let [what, amount, source] = in_words(line, words);
        (what, vec![amount, source])
    };
    let mut paragraphs = vec![total(bill, words)];
    paragraphs.extend(has_derived(bill).then(|| words.say("payment-derived")));
    let rows = bill.lines.iter().map(row).collect();
    (!bill.is_empty()).then(|| Section { title: words.say("payment-table"), level: 2, rows, paragraphs })
}

/// Whose bill it is and what it comes to. Which table the amounts were read from does not matter: the same sum for the same
/// people is the same bill, before midnight and after.
pub(crate) fn hash(app: &App, application: ApplicationId, bill: &Bill) -> [u8; 32] {
    let line = |line: &BillLine| format!("/{}:{}:{}", line.id, line.times, line.amount_cents);
    let lines: String = bill.lines.iter().map(line).collect();
    app.keys.blind_index("bill", &format!("{application}{lines}"))
}
