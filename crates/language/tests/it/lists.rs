//! The lists of countries and of spoken languages.

use std::collections::BTreeSet;

use language::Language::{En, Fr};
use language::{Language, countries, tongues, typography};

type Sorted = fn(Language) -> &'static [(&'static str, &'static str)];
type Name = fn(Language, &str) -> Option<&'static str>;
const LISTS: [(Sorted, Name); 2] = [(countries::sorted, countries::name), (tongues::sorted, tongues::name)];

fn codes(list: &[(&'static str, &'static str)]) -> Vec<&'static str> {
    list.iter().map(|(code, _)| *code).collect()
}

/// The codes in the order of the list, for finding out which of two stands first.
fn place(list: &[(&'static str, &'static str)], code: &str) -> usize {
    list.iter().position(|(known, _)| *known == code).expect("the code is in the list")
}

#[test]
fn both_languages_list_the_same_codes_under_distinct_names() {
    for (sorted, name) in LISTS {
        let [en, fr] = Language::ALL.map(|language| codes(sorted(language)).into_iter().collect::<BTreeSet<_>>());
        assert_eq!(en, fr);
        for language in Language::ALL {
            let names: BTreeSet<_> = sorted(language).iter().map(|(_, name)| *name).collect();
            assert_eq!(names.len(), en.len(), "a name stands for two codes");
            for (code, shown) in sorted(language) {
                assert_eq!(name(language, code), Some(*shown));
                assert_eq!(typography::first_slip(language, shown), None, "{shown}");
                assert!(!shown.chars().next().unwrap().is_lowercase(), "{shown}");
                assert_eq!(shown.trim(), *shown);
            }
        }
    }
}

#[test]
fn countries_are_those_of_iso_3166_and_kosovo() {
    assert_eq!(countries::sorted(En).len(), 250);
    for (code, en, fr) in [
        ("CA", "Canada", "Canada"),
        ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("DE", "Germany", "Allemagne"),
        ("IN", "India", "Inde"),
        ("US", "United States", "États-Unis"),
        ("XK", "Kosovo", "Kosovo"),
        ("BY", "Belarus", "Bélarus"),
    ] {
        assert_eq!(countries::name(En, code), Some(en));
        assert_eq!(countries::name(Fr, code), Some(fr));
    }
}

#[test]
fn regions_and_unions_and_having_no_country_are_no_countries() {
    for code in ["", "EU", "UN", "ZZ", "XA", "001", "ca", "CAN", "IC", "stateless", "C\u{0}"] {
        assert!(!countries::is_code(code), "{code}");
    }
    assert!(countries::is_code("CA"));
}

#[test]
fn tongues_hold_the_languages_of_canada_and_of_those_who_come() {
    for (code, en, fr) in [
        ("en", "English", "Anglais"),
        ("fr", "French", "Français"),
        ("iu", "Inuktitut", "Inuktitut"),
        ("cr", "Cree", "Cri"),
        ("ta", "Tamil", "Tamoul"),
        ("zh", "Mandarin", "Mandarin"),
        ("yue", "Cantonese", "Cantonais"),
        ("prs", "Dari", "Dari"),
        ("fcs", "Quebec Sign Language (LSQ)", "Langue des signes québécoise (LSQ)"),
    ] {
        assert_eq!(tongues::name(En, code), Some(en));
        assert_eq!(tongues::name(Fr, code), Some(fr));
    }
    assert!(!tongues::is_code("tlh"), "nobody grew up with Klingon");
    assert!(!tongues::is_code("EN"));
    assert!(tongues::sorted(En).len() > 200);
}

#[test]
fn accents_do_not_send_a_name_to_the_end_of_the_list() {
    let [en, fr] = Language::ALL.map(countries::sorted);
    assert_eq!(en[0].1, "Afghanistan");
    assert_eq!(en[en.len() - 1].1, "Zimbabwe");
    // Åland Islands, Albania · Égypte, Espagne · États-Unis, Éthiopie · Îles, Inde
    assert!(place(en, "AX") < place(en, "AL"));
    assert!(place(fr, "EG") < place(fr, "ES"));
    assert!(place(fr, "ES") < place(fr, "US"));
    assert!(place(fr, "US") < place(fr, "ET"));
    assert!(place(fr, "CX") < place(fr, "IN"));
}
