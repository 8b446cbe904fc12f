//! Afterwards: every filing that was acknowledged is looked for, by its holder and by its number, and its receipt verified.

use std::collections::HashMap;

use crate::{
    engine::Engine,
    page::{Page, encode_pairs},
    people::Person,
    visit::{End, Role, Visitor},
    wire::{Fault, request::Request},
};

/// How many are looked up at once.
pub(crate) const ABREAST: u64 = 16;

/// A filing that the site acknowledged.
#[derive(Debug)]
pub(crate) struct Filing {
    person: Person,
    base: String,
    cookies: String,
    /// The number and status code that the receipt's page showed, if that was seen.
    number: Option<String>,
    code: Option<String>,
    /// Asked for by its number, the site knew it.
    found: bool,
    /// The number that the verified receipt states.
    verified: Option<String>,
}

/// What is being looked up, and how far that is.
#[derive(Debug)]
pub(crate) struct Lookup {
    filing: usize,
    step: Step,
}

/// What is asked for.
#[derive(Debug)]
enum Step {
    /// The receipt's page, if its holder has not seen it.
    Page,
    /// The receipt.
    Receipt,
    /// The filing that goes with this receipt.
    Filing(Vec<u8>),
    /// The status, by number and code.
    Status,
}

/// What became of the filings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Filings {
    /// Acknowledged by the site.
    pub filed: u64,
    /// Known to it afterwards, asked by number and status code.
    pub found: u64,
    /// With a receipt and filing that verify against the published key.
    pub verified: u64,
    /// Acknowledged, and not to be found or not verified.
    pub lost: u64,
    /// Under a number that another filing has too, or with two numbers.
    pub doubled: u64,
}

impl Filing {
    pub(crate) fn new(person: Person, base: &str, cookies: &str) -> Self {
        let (base, cookies) = (base.to_owned(), cookies.to_owned());
        Self { person, base, cookies, number: None, code: None, found: false, verified: None }
    }

    /// The receipt's page was seen.
    pub(crate) fn shown(&mut self, page: &Page, cookies: &str) {
        self.number.clone_from(&page.receipt);
        self.code = page.codes.last().cloned();
        cookies.clone_into(&mut self.cookies);
    }

    fn folder(&self) -> String {
        format!("{}/{}", self.base, if self.person.french { "recu" } else { "receipt" })
    }

    /// The form that asks for the status of a case.
    fn status_form(&self) -> Request {
        let value = |text: &Option<String>| text.clone().unwrap_or_default();
        let (number, code) = (value(&self.number), value(&self.code));
        let fields = encode_pairs([("number", number.as_str()), ("code", code.as_str())].into_iter());
        Visitor::posting(if self.person.french { "/fr/etat" } else { "/en/status" }, fields)
    }

    /// Somebody who looks it up.
    pub(crate) fn holder(&self, index: usize) -> Visitor {
        let (step, path) = match self.code {
            Some(_) => (Step::Receipt, format!("{}/receipt.json", self.folder())),
            None => (Step::Page, self.folder()),
        };
        let mut visitor = Visitor::new(self.person, self.person.number(), Role::Reader(0), 0, Request::get(&path));
        visitor.cookies.clone_from(&self.cookies);
        visitor.lookup = Some(Box::new(Lookup { filing: index, step }));
        visitor
    }
}

/// Counts what became of them.
pub(crate) fn reckon(filings: &[Filing]) -> Filings {
    let mut reckoned = Filings::default();
    let mut numbers: HashMap<&str, u64> = HashMap::new();
    for filing in filings {
        reckoned.filed += 1;
        reckoned.found += u64::from(filing.found);
        reckoned.verified += u64::from(filing.verified.is_some());
        reckoned.lost += u64::from(!filing.found || filing.verified.is_none());
        let (shown, stated) = (filing.number.as_deref(), filing.verified.as_deref());
        reckoned.doubled += u64::from(shown.is_some() && stated.is_some() && shown != stated);
        if let Some(number) = stated.or(shown) {
            *numbers.entry(number).or_default() += 1;
        }
    }
    reckoned.doubled += numbers.values().map(|times| times - 1).sum::<u64>();
    reckoned
}

impl Engine<'_> {
    /// One of the answers to somebody who looks a filing up.
    pub(crate) fn looked_up(&mut self, id: u32, status: u16, body: &[u8]) {
        let now = self.clock.now();
        if status >= 500 || status == 429 {
            return self.failed(id, if status == 429 { Fault::TooMany } else { Fault::Error });
        }
        let ok = status == 200;
        let Some(visitor) = self.visitors.get(id) else { return };
        let Some(lookup) = visitor.lookup.as_deref_mut() else { return };
        let index = lookup.filing;
        let step = std::mem::replace(&mut lookup.step, Step::Status);
        let Some(filing) = self.filings.get_mut(index) else { return };
        let (step, path) = match step {
            Step::Page => {
                let page = crate::page::read(&String::from_utf8_lossy(body));
                let cookies = filing.cookies.clone();
                filing.shown(&page, &cookies);
                (Step::Receipt, "receipt.json")
            }
            Step::Receipt if ok => (Step::Filing(body.to_vec()), "filing.json"),
            Step::Receipt => (Step::Status, ""),
            Step::Filing(receipt) => {
                let reference = filing.base.rsplit('/').next().unwrap_or_default();
                let proven = self.key.as_ref().and_then(|key| key.verify(&receipt, body).ok());
                filing.verified = proven.filter(|(_, application)| application == reference).map(|(number, _)| number);
                (Step::Status, "")
            }
            Step::Status => {
                filing.found = ok && filing.number.as_deref().is_some_and(|number| contains(body, number));
                return self.leave(id, End::Done);
            }
        };
        let request = match step {
            Step::Status => filing.status_form(),
            _ => Request::get(&format!("{}/{path}", filing.folder())),
        };
        if let Some(visitor) = self.visitors.get(id) {
            visitor.lookup = Some(Box::new(Lookup { filing: index, step }));
            visitor.request = Some(request);
            visitor.hops = 0;
        }
        self.later(id, now);
    }
}

fn contains(body: &[u8], text: &str) -> bool {
    String::from_utf8_lossy(body).contains(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filing(number: u32, shown: &str, verified: Option<&str>, found: bool) -> Filing {
        let mut filing = Filing::new(Person::new(number, 0.0), &format!("/en/applications/LD-{number}"), "");
        filing.number = Some(shown.to_owned());
        filing.verified = verified.map(str::to_owned);
        filing.found = found;
        filing
    }

    #[test]
    fn what_was_acknowledged_and_is_not_there_is_lost() {
        let filings = [filing(1, "A", Some("A"), true), filing(2, "B", None, true), filing(3, "C", Some("C"), false)];
        assert_eq!(reckon(&filings), Filings { filed: 3, found: 2, verified: 2, lost: 2, doubled: 0 });
    }

    #[test]
    fn a_number_given_twice_is_doubled_and_so_is_a_filing_with_two_numbers() {
        let twice = [filing(1, "A", Some("A"), true), filing(2, "A", Some("A"), true)];
        assert_eq!(reckon(&twice).doubled, 1);
        assert_eq!(reckon(&[filing(1, "A", Some("B"), true)]).doubled, 1);
    }
}
