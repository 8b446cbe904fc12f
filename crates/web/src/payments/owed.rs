//! What an application owes and how far it is paid, as its pages show it.

use super::PaymentKey;
use crate::{app::App, look::Table, visit::Visit};
use jiff::Timestamp;
use language::{Arg, format};
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
        let row = |line: &BillLine| {
            let money = |cents| format::money(visit.language, cents);
            let label = line.label.get(visit.language);
            let each = money(line.each_cents);
            let what = if line.times > 1 {
                let arguments =
                    [("fee", Arg::Text(label)), ("times", Arg::Number(line.times.into())), ("each", Arg::Text(&each))];
                visit.say_with("payment-line-times", &arguments)
            } else {
                label.to_owned()
            };
            let mut amount = money(line.amount_cents);
            if line.to_be_confirmed {
                amount = visit.say_with("payment-line-derived", &[("amount", Arg::Text(&amount))]);
            }
            let date = format::long_date(visit.language, line.from);
            let key = if line.from_is == FromIs::Start { "payment-line-since" } else { "payment-line-read" };
            let source = line.source.get(visit.language);
            vec![what, amount, visit.say_with(key, &[("date", Arg::Text(&date)), ("source", Arg::Text(source))])]
        };
        Table {
            caption: visit.say("payment-table"),
            heads: ["payment-head-fee", "payment-head-amount", "payment-head-source"].map(|key| visit.say(key)).into(),
            rows: self.bill.lines.iter().map(row).collect(),
            numeric: false,
        }
    }

    /// The sum in words.
    pub(crate) fn total(&self, visit: &Visit) -> String {
        let amount = format::money(visit.language, self.bill.total_cents);
        visit.say_with("payment-total", &[("amount", Arg::Text(&amount))])
    }

    /// Whether a line is to be confirmed.
    pub(crate) fn has_derived(&self) -> bool {
        self.bill.lines.iter().any(|line| line.to_be_confirmed)
    }
}

/// Whose bill it is and what it comes to. Which table the amounts were read from does not matter: the same sum for the same
/// people is the same bill, before midnight and after.
pub(crate) fn hash(app: &App, application: ApplicationId, bill: &Bill) -> [u8; 32] {
    let line = |line: &BillLine| format!("/{}:{}:{}", line.id, line.times, line.amount_cents);
    let lines: String = bill.lines.iter().map(line).collect();
    app.keys.blind_index("bill", &format!("{application}{lines}"))
}
