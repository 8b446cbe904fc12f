//! What it all means, in one sentence.

use serde::{Deserialize, Serialize};

use super::{Report, html::number};

/// The verdict.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Verdict {
    pub(crate) well: bool,
    pub(crate) en: String,
    pub(crate) fr: String,
}

/// Those inside may be served this much more slowly at the peak, or within this many milliseconds.
const SLOWER: f64 = 1.5;
const QUICK: f64 = 100.0;

impl Verdict {
    pub(super) fn of(report: &Report) -> Self {
        let (crowd, filings) = (&report.crowd, &report.filings);
        let n =
            |count: u64| (number(crate::numbers::real(count), 0, false), number(crate::numbers::real(count), 0, true));
        let (filed, most) = (n(filings.filed), n(crowd.most_inside));
        // Whatever the generator could not do, what was confirmed must be there.
        if filings.lost + filings.doubled > 0 {
            let (lost, doubled) = (n(filings.lost), n(filings.doubled));
            return Self {
                well: false,
                en: format!(
                    "Of {} applications the site confirmed, {} were lost and {} doubled: that must not happen.",
                    filed.0, lost.0, doubled.0
                ),
                fr: format!(
                    "Sur {} demandes que le site a confirmées, {} ont été perdues et {} doublées : cela ne doit pas arriver.",
                    filed.1, lost.1, doubled.1
                ),
            };
        }
        if report.generator.limited {
            return Self {
                well: false,
                en: "The generator could not keep up with its own plan, so this run says nothing about the site’s limits: use fewer visitors, or a machine of its own.".to_owned(),
                fr: "Le générateur n’a pas pu suivre son propre plan. Cet essai ne dit donc rien des limites du site : prenez moins de visiteurs, ou une machine à part.".to_owned(),
            };
        }
        let faults = n(report.faults());
        if report.faults() > 0 || crowd.inside_refused > 0 {
            let refused = n(crowd.inside_refused);
            return Self {
                well: false,
                en: format!(
                    "The site kept every one of {} filings, but {} answers were wrong or missing, {} of them to people at work on an application.",
                    filed.0, faults.0, refused.0
                ),
                fr: format!(
                    "Le site a gardé chacun des {} dépôts, mais {} réponses étaient fausses ou manquaient, dont {} à des personnes qui remplissaient une demande.",
                    filed.1, faults.1, refused.1
                ),
            };
        }
        if let Some((quiet, peak)) = slower(report) {
            return Self {
                well: false,
                en: format!(
                    "Every page and every one of {} filings came through, but people at work on an application were served more slowly at the peak ({} ms instead of {} ms).",
                    filed.0,
                    number(peak, 0, false),
                    number(quiet, 0, false)
                ),
                fr: format!(
                    "Chaque page et chacun des {} dépôts sont passés, mais les personnes qui remplissaient une demande ont été servies plus lentement à la pointe ({} ms au lieu de {} ms).",
                    filed.1,
                    number(peak, 0, true),
                    number(quiet, 0, true)
                ),
            };
        }
        let (en, fr) = if filings.filed == 0 {
            ("Nothing was filed.".to_owned(), "Rien n’a été déposé.".to_owned())
        } else {
            (
                format!("Every one of {} filings was found and verified.", filed.0),
                format!("Chacun des {} dépôts a été retrouvé et vérifié.", filed.1),
            )
        };
        Self {
            well: true,
            en: format!(
                "With up to {} people on the site, every page was answered with the right page, and nobody at work was turned away. {en}",
                most.0
            ),
            fr: format!(
                "Avec jusqu’à {} personnes sur le site, chaque page demandée a été la bonne, et personne n’a été renvoyé en plein travail. {fr}",
                most.1
            ),
        }
    }
}

/// The slowest in twenty of those inside, in the quiet and at the peak, if the peak is too slow.
fn slower(report: &Report) -> Option<(f64, f64)> {
    let pages = report.latencies.iter().find(|latency| latency.inside)?;
    let at = |part: usize| pages.parts.get(part).and_then(|quantiles| quantiles.p95);
    let (quiet, peak) = (at(0)?, at(2)?);
    (peak > QUICK && peak > quiet * SLOWER).then_some((quiet, peak))
}
