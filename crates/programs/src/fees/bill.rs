//! The bill: what an application owes by its answers, line by line, each with its amount, its date and its source.

use jiff::civil::Date;
use language::Text;
use serde::{Deserialize, Serialize};

use super::FeeLine;
use crate::Journey;
use crate::calculators::FromIs;

/// What an application owes, in Canadian cents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Its lines, in the order of the program.
    pub lines: Vec<BillLine>,
    /// Their sum.
    pub total_cents: i64,
    /// Whether answers are missing that decide about a line.
    pub undecided: bool,
}

/// One line of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// The stable name of the fee.
    pub id: String,
    /// What people know it as.
    pub label: Text,
    /// How many people owe it, or 1.
    pub times: u32,
    /// For one of them, in cents.
    pub each_cents: i64,
    /// For all of them, in cents.
    pub amount_cents: i64,
    /// The first day of the amount.
    pub from: Date,
    /// What is known of that day.
    pub from_is: FromIs,
    /// Whether whoever shows the line marks it "to be confirmed": it is derived, or no amount is known for the day.
    pub to_be_confirmed: bool,
    /// Where the amount was read, or by what it was calculated.
    pub source: Text,
    /// The edition of that: a year, a month or a day.
    pub source_date: String,
}

impl Bill {
    /// Whether nothing is owed.
    pub fn is_empty(&self) -> bool {
        self.total_cents == 0
    }

    fn add(&mut self, line: BillLine) {
        self.total_cents += line.amount_cents;
        self.lines.push(line);
    }
}

impl Journey<'_> {
    /// What the application owes on the day it was walked on, as far as its answers decide it.
    pub fn bill(&self) -> Bill {
        let table = &self.program.tables.fees;
        // Where no amount is known for the day, the first known one is the nearest; it is marked.
        let known = |id: &str| table.line(id, self.today).or_else(|| table.history(id).first());
        let mut bill = Bill { undecided: self.charges.iter().any(|charge| charge.undecided), ..Bill::default() };
        for charge in &self.charges {
            let id = charge.fee.line.as_str();
            let same = || self.charges.iter().filter(move |other| other.fee.line == id);
            // Several rules may lead to one fee, for instance for the applicant and for each child: it is one line.
            let is_first = same().next().is_some_and(|first| std::ptr::eq(first, charge));
            let times: u32 = same().map(|charge| charge.times).sum();
            let Some(fee) = known(id).filter(|_| is_first && times > 0) else { continue };
            let line = line_of(fee, times, self.today);
            let most = same().find_map(|charge| charge.fee.most.as_deref()).and_then(known);
            bill.add(match most {
                Some(most) if most.amount_cents < line.amount_cents => line_of(most, 1, self.today),
                _ => line,
            });
        }
        bill
    }
}

fn line_of(fee: &FeeLine, times: u32, on: Date) -> BillLine {
    BillLine {
        id: fee.id.clone(),
        label: fee.label.clone(),
        times,
        each_cents: fee.amount_cents,
        amount_cents: fee.amount_cents * i64::from(times),
        from: fee.from,
        from_is: fee.from_is,
        to_be_confirmed: fee.is_to_be_confirmed() || on < fee.from,
        source: fee.source.title.clone(),
        source_date: fee.source.date.clone(),
    }
}
