//! Checks the finder against the rest of the site: pages, calculators, fees, times and programs it names.

use crate::{public::render::service, site::Site};
use language::{Fault, Language};
use programs::finder::Reference;

/// Every name in the finder that the site does not have. A program it does not have (yet) is no fault: its way has no button.
pub(crate) fn check(site: &Site) -> Vec<Fault> {
    let Some(finder) = &site.finder else { return Vec::new() };
    let mut faults = Vec::new();
    let mut missing = |named: &Reference, what: &str, cure: &str| {
        faults.push(finder.fault(named.line, format!("there is no {what} “{}”", named.id), cure));
    };
    let fees = &finder.form.tables().fees;
    for way in &finder.ways {
        if site.page(&way.page.id).is_none() {
            missing(&way.page, "page", "Name a folder of pages/.");
        }
        for tool in way.tool.iter().filter(|tool| service(site, &tool.id, Language::En).is_none()) {
            missing(tool, "service", "Name one that pages may link to, such as calculators/presence.");
        }
        for fee in way.fees.iter().filter(|fee| fees.history(&fee.id).is_empty()) {
            missing(fee, "fee", "Name an id of tables/fees.toml.");
        }
        let known = |id: &str| site.times.latest(id).is_some() || site.times.standard(id).is_some();
        for time in way.times.iter().filter(|time| !known(&time.id)) {
            missing(time, "processing time", "Name an id of tables/processing_times.toml.");
        }
    }
    faults.extend(site.programs.iter().flat_map(|program| finder.check_carried(program)));
    faults
}
