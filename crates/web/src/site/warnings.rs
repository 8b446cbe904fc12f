//! What is no fault of a site and yet worth a look before people see it: days for which it has to say that something is not
//! known, and rows of its tables that nothing shows.

use super::Site;
use jiff::civil::Date;
use language::Fault;
use programs::ProcessingTimes;
use std::collections::BTreeSet;

/// The table of fees.
pub(super) const FEES: &str = "tables/fees.toml";

impl Site {
    /// What is worth a look, each with file, line and what can be done about it. The site starts all the same.
    pub fn warnings(&self, today: Date) -> Vec<Fault> {
        let mut warnings = self.calculators.gaps(today);
        self.fees(today, &mut warnings);
        self.times(&mut warnings);
        for program in &self.programs {
            let file = format!("programs/{}.toml", program.id);
            if program.version.parse::<Date>().is_ok_and(|version| version > today) {
                let what = format!("the version {} lies ahead", program.version);
                warnings.push(Fault::new(&file, 0, what, "Write the day of the last change."));
            }
        }
        warnings
    }

    fn fees(&self, today: Date, warnings: &mut Vec<Fault>) {
        let rules = self.programs.iter().flat_map(|program| &program.fees);
        let owed: BTreeSet<&str> =
            rules.flat_map(|fee| std::iter::once(&fee.line).chain(&fee.most)).map(String::as_str).collect();
        let named: BTreeSet<&str> =
            self.ways().flat_map(|way| &way.fees).map(|fee| fee.id.as_str()).chain(owed.iter().copied()).collect();
        for id in self.tables.fees.ids() {
            let Some(first) = self.tables.fees.history(id).first() else { continue };
            if !named.contains(id) {
                let what = format!("no program and no way of the finder names the fee “{id}”");
                warnings.push(Fault::new(FEES, first.at, what, "Name it where it is owed, or take it away."));
            } else if first.from > today {
                let what = format!("what the fee “{id}” comes to before {} is not known", first.from);
                let cure = "Add the amount of today; until then the site shows this one, to be confirmed.";
                warnings.push(Fault::new(FEES, first.at, what, cure));
            }
        }
    }

    fn times(&self, warnings: &mut Vec<Fault>) {
        let pages = self.pages.iter().filter_map(|page| page.times.as_ref());
        let mut named: BTreeSet<&str> =
            pages.flat_map(|times| times.lines.iter().chain(&times.standards)).map(String::as_str).collect();
        named.extend(self.ways().flat_map(|way| &way.times).map(|time| time.id.as_str()));
        let mut unread = |id: &str, at: u32, what: &str| {
            if !named.contains(id) {
                let what = format!("no page and no way of the finder shows the {what} “{id}”");
                warnings.push(Fault::new(
                    ProcessingTimes::FILE,
                    at,
                    what,
                    "Name it where it belongs, or take it away.",
                ));
            }
        };
        for standard in self.times.standards() {
            unread(&standard.id, standard.at, "standard");
        }
        // Of each time the newest line; older ones are its history.
        for line in self
            .times
            .lines()
            .iter()
            .filter(|line| self.times.latest(&line.id).is_some_and(|newest| newest.at == line.at))
        {
            unread(&line.id, line.at, "time");
        }
    }

    fn ways(&self) -> impl Iterator<Item = &programs::finder::Way> {
        self.finder.iter().flat_map(|finder| &finder.ways)
    }
}
