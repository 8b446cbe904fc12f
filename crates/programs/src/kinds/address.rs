//! A postal address of any country, checked by its own country's rules where these are known (Canada, United States).

use serde_json::{Value, json};

use super::country;
use super::parts::{At, Mistakes};
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::clean::folded;
use crate::condition::{Facet, Fact};
use crate::control::{Control, ControlOption, TextBox};
use crate::definition::Reader;
use crate::limits::{MAX_ADDRESS_LINE_CHARS, MAX_POSTAL_CODE_CHARS};
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `address`.
#[derive(Debug, Clone)]
pub struct AddressKind {
    /// Whether a post office box will do. Not where somebody lives (IMM 5669, question 12).
    pub po_box: bool,
    /// Whether it must lie in Canada.
    pub canada: bool,
    /// Whether it is the address of the person at the keyboard.
    pub autofill: bool,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Apartment, unit or floor.
    pub unit: Option<String>,
    /// Street number and name, or what stands for them.
    pub street: String,
    /// City or town.
    pub city: String,
    /// Province, state or region; for Canada its two letters.
    pub region: Option<String>,
    /// Postal code; for Canada as `K1A 0B1`.
    pub postal_code: Option<String>,
    /// Code of the country.
    pub country: String,
}

const UNIT: At = At::part("unit", "fields-address-unit");
const STREET: At = At::part("street", "fields-address-street");
const CITY: At = At::part("city", "fields-address-city");
const REGION: At = At::part("region", "fields-address-region");
const PROVINCE: At = At::part("region", "fields-address-province");
const POSTAL_CODE: At = At::part("postal-code", "fields-address-postal-code");
const COUNTRY: At = At::part("country", "fields-address-country");

/// Provinces and territories: code, the message that names it, and its names and usual short forms, folded.
const PROVINCES: [(&str, &str, &[&str]); 13] = [
    ("AB", "fields-province-ab", &["alberta", "alta", "alb"]),
    ("BC", "fields-province-bc", &["british columbia", "colombie britannique", "c b"]),
    ("MB", "fields-province-mb", &["manitoba", "man"]),
    ("NB", "fields-province-nb", &["new brunswick", "nouveau brunswick", "n b"]),
    (
        "NL",
        "fields-province-nl",
        &["newfoundland and labrador", "newfoundland", "labrador", "terre neuve et labrador", "terre neuve", "t n l"],
    ),
    ("NS", "fields-province-ns", &["nova scotia", "nouvelle ecosse", "n s", "n e"]),
    ("NT", "fields-province-nt", &["northwest territories", "territoires du nord ouest", "nwt", "n w t", "t n o"]),
    ("NU", "fields-province-nu", &["nunavut", "nt nunavut"]),
    ("ON", "fields-province-on", &["ontario", "ont"]),
    ("PE", "fields-province-pe", &["prince edward island", "ile du prince edouard", "pei", "p e i", "i p e"]),
    ("QC", "fields-province-qc", &["quebec", "que", "pq", "qc"]),
    ("SK", "fields-province-sk", &["saskatchewan", "sask"]),
    ("YT", "fields-province-yt", &["yukon", "yukon territory", "yn"]),
];

impl AddressKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self {
            po_box: reader.flag("po_box", true),
            canada: reader.flag("canada", false),
            autofill: reader.flag("autofill", false),
        }
    }

    fn text<'a>(&self, draw: &Draw<'a>, at: At, autocomplete: &'static str, optional: bool) -> TextBox<'a> {
        TextBox {
            autocomplete: Some(autocomplete).filter(|_| self.autofill),
            max_chars: u32::try_from(MAX_ADDRESS_LINE_CHARS).unwrap_or(u32::MAX),
            optional,
            ..TextBox::new(
                at.suffix,
                at.label.map_or_else(|| draw.label(), |label| draw.say(label)),
                draw.value(at.suffix),
            )
        }
    }

    fn region<'a>(&self, draw: &Draw<'a>) -> Control<'a> {
        let names = PROVINCES.iter().map(|(code, name, _)| (*code, draw.say(name)));
        if self.canada {
            return Control::Select {
                suffix: PROVINCE.suffix,
                label: draw.say("fields-address-province"),
                hint: None,
                options: names
                    .map(|(code, label)| ControlOption { value: code.into(), label, hint: None, lang: None })
                    .collect(),
                value: draw.value(PROVINCE.suffix),
                autocomplete: Some("address-level1").filter(|_| self.autofill),
                optional: false,
            };
        }
        Control::Text(TextBox {
            suggestions: names.map(|(_, name)| name).collect(),
            hint: Some(draw.say("fields-address-region-hint")),
            ..self.text(draw, REGION, "address-level1", true)
        })
    }
}

/// The code of a Canadian province or territory, however it is written.
fn province(typed: &str) -> Option<&'static str> {
    let folded = folded(typed);
    let is = |code: &str, names: &[&str]| folded.eq_ignore_ascii_case(code) || names.contains(&folded.as_str());
    PROVINCES.iter().find(|(code, _, names)| is(code, names)).map(|(code, _, _)| *code)
}

/// Whether a line of an address names a post office box, in either language.
fn names_box(line: &str) -> bool {
    let folded = folded(line).replace(['#', ','], " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_number = |word: Option<&&str>| word.is_some_and(|word| word.bytes().any(|b| b.is_ascii_digit()));
    let phrases: [&[&str]; 7] = [
        &["po", "box"],
        &["p", "o", "box"],
        &["post", "office", "box"],
        &["postal", "box"],
        &["case", "postale"],
        &["boite", "postale"],
        &["casier", "postal"],
    ];
    phrases.iter().any(|phrase| words.windows(phrase.len()).any(|window| window == *phrase))
        // "C.P. 123" and "B.P. 123" are boxes; "cp" alone may be anything.
        || words.windows(2).any(|pair| matches!(pair[0], "cp" | "bp" | "pob") && is_number(pair.get(1)))
        || words.windows(3).any(|three| {
            matches!(three[..2], ["c" | "b", "p"] | ["p", "o"]) && is_number(three.get(2))
        })
}

/// The postal code in its country's own form, or `None` when it breaks that country's rule.
fn postal_code(typed: &str, country: &str) -> Option<String> {
    let upper = typed.to_uppercase();
    match country {
        "CA" => {
            let bare: String = upper.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
            // The rule inside the official form IMM 5710 (facts, section 9): letters and digits in turn, the first letter one of
            // the eighteen that stand for a part of the country.
            let in_turn = |(at, byte): (usize, u8)| match at {
                0 => b"ABCEGHJKLMNPRSTVXY".contains(&byte),
                2 | 4 => byte.is_ascii_uppercase(),
                _ => byte.is_ascii_digit(),
            };
            let good = bare.len() == 6 && bare.bytes().enumerate().all(in_turn);
            good.then(|| format!("{} {}", &bare[..3], &bare[3..]))
        }
        "US" => {
            let (zip, plus) = upper.split_once('-').map_or((upper.as_str(), None), |(zip, plus)| (zip, Some(plus)));
            let digits = |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
            (digits(zip, 5) && plus.is_none_or(|plus| digits(plus, 4))).then_some(upper)
        }
        // Other countries have many forms; what cannot be in any of them is refused.
        _ => upper.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).then_some(upper),
    }
}

impl Field for AddressKind {
    fn suffixes(&self) -> Vec<&str> {
        let country = (!self.canada).then_some(COUNTRY.suffix);
        [STREET, UNIT, CITY, REGION, POSTAL_CODE].into_iter().map(|at| at.suffix).chain(country).collect()
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let hint = if self.po_box { None } else { Some(draw.say("fields-address-no-box-hint")) };
        let mut controls = vec![
            Control::Text(TextBox { hint, ..self.text(draw, STREET, "address-line1", false) }),
            Control::Text(TextBox { width: Some(10), ..self.text(draw, UNIT, "address-line2", true) }),
            Control::Text(self.text(draw, CITY, "address-level2", false)),
            self.region(draw),
            Control::Text(TextBox {
                width: Some(10),
                max_chars: u32::try_from(MAX_POSTAL_CODE_CHARS).unwrap_or(u32::MAX),
                ..self.text(draw, POSTAL_CODE, "postal-code", !self.canada)
            }),
        ];
        if !self.canada {
            let autocomplete = Some("country").filter(|_| self.autofill);
            controls.push(country::select(draw, COUNTRY.suffix, draw.say("fields-address-country"), autocomplete));
        }
        controls
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let mut no_box = |line: Result<String, Mistake>, at: At| {
            let line = line.and_then(|line| {
                if !self.po_box && names_box(&line) { Err(at.mistake("fields-address-box")) } else { Ok(line) }
            });
            mistakes.keep(line)
        };
        let street = no_box(STREET.filled(entry, MAX_ADDRESS_LINE_CHARS), STREET);
        let unit = no_box(UNIT.line(entry, MAX_ADDRESS_LINE_CHARS), UNIT);
        let city = mistakes.keep(CITY.filled(entry, MAX_ADDRESS_LINE_CHARS));
        let country = if self.canada { Some("CA".to_owned()) } else { mistakes.keep(country::chosen(COUNTRY, entry)) };
        // Without the country there is no rule to judge by, and the country is what to mend first.
        let in_country = country.as_deref().unwrap_or("");
        let required = matches!(in_country, "CA" | "US");
        let at = if in_country == "CA" { PROVINCE } else { REGION };
        let region = mistakes.keep(at.line(entry, MAX_ADDRESS_LINE_CHARS).and_then(|region| match in_country {
            _ if region.is_empty() && required => Err(at.mistake("fields-missing")),
            "CA" => province(&region).map(str::to_owned).ok_or_else(|| at.mistake("fields-address-province-unknown")),
            _ => Ok(region),
        }));
        let code = mistakes.keep(POSTAL_CODE.line(entry, MAX_POSTAL_CODE_CHARS).and_then(|code| {
            if code.is_empty() {
                return if required { Err(POSTAL_CODE.mistake("fields-missing")) } else { Ok(code) };
            }
            postal_code(&code, in_country).ok_or_else(|| {
                POSTAL_CODE.mistake(match in_country {
                    "CA" => "fields-address-postal-code-canada",
                    "US" => "fields-address-zip-code",
                    _ => "fields-address-postal-code-other",
                })
            })
        }));
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        match (street, unit, city, region, code, country) {
            (Some(street), Some(unit), Some(city), Some(region), Some(code), Some(country)) => {
                Ok(Answer::Address(Address {
                    unit: some(unit),
                    street,
                    city,
                    region: some(region),
                    postal_code: some(code),
                    country,
                }))
            }
            _ => Err(mistakes.0),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Address(address) = answer else { return Vec::new() };
        let mut lines = vec![address.street.clone()];
        lines.extend(address.unit.clone());
        let mut city = address.city.clone();
        if let Some(region) = &address.region {
            city.push(' ');
            city.push_str(region);
        }
        if let Some(code) = &address.postal_code {
            // Canada Post asks for two blanks before the code; they must not be parted from it.
            city.push_str("\u{a0}\u{a0}");
            city.push_str(code);
        }
        lines.push(city);
        lines.push(country::name(showing.language, &address.country));
        lines
    }

    fn brief(&self, answer: &Answer, showing: &Showing<'_>) -> String {
        let Answer::Address(address) = answer else { return String::new() };
        format!("{}, {}, {}", address.street, address.city, country::name(showing.language, &address.country))
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::Address(address) = answer else { return Value::Null };
        json!({
            "city": address.city,
            "country": address.country,
            "postal_code": address.postal_code,
            "region": address.region,
            "street": address.street,
            "unit": address.unit,
        })
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Opaque), ("country", Facet::Country)]
    }

    fn fact<'a>(&'a self, part: &str, answer: &Answer) -> Fact<'a> {
        match answer {
            Answer::Address(address) if part == "country" => Fact::Word(address.country.clone().into()),
            _ => Fact::Something,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    const ANY: AddressKind = AddressKind { po_box: true, canada: false, autofill: true };
    const HOME: AddressKind = AddressKind { po_box: false, canada: false, autofill: true };

    fn address(kind: &AddressKind, parts: [&str; 6]) -> Result<Address, Vec<&'static str>> {
        let suffixes = ["street", "unit", "city", "region", "postal-code", "country"];
        let entry = Entry::from_pairs(suffixes.into_iter().zip(parts));
        parsed(kind, &entry).map_err(keys).map(|answer| {
            let Answer::Address(address) = answer else { panic!("not an address: {answer:?}") };
            address
        })
    }

    #[test]
    fn a_canadian_address_is_put_in_its_usual_form() {
        for (region, code) in [("Ontario", "k1a0b1"), ("ON", "K1A-0B1"), ("ont.", " k1a  0b1 ")] {
            let found = address(&ANY, ["90 Wellington St", "", "Ottawa", region, code, "CA"]).unwrap();
            assert_eq!(found.region.as_deref(), Some("ON"));
            assert_eq!(found.postal_code.as_deref(), Some("K1A 0B1"));
            assert_eq!(found.unit, None);
        }
        for name in ["Québec", "quebec", "QC", "Qué."] {
            let found = address(&ANY, ["1 rue A", "2", "Montréal", name, "H2X 1Y4", "CA"]).unwrap();
            assert_eq!(found.region.as_deref(), Some("QC"), "{name}");
        }
    }

    #[test]
    fn canadian_and_american_codes_keep_their_rules() {
        let code = |code, country, region| {
            address(&ANY, ["1 Main St", "", "Town", region, code, country]).map(|found| found.postal_code.unwrap())
        };
        for wrong in ["D1A 0B1", "W1A 0B1", "K1A 0B", "K1A 0BB", "11A 0B1", "K1A 0B11", "90210"] {
            assert_eq!(code(wrong, "CA", "ON"), Err(vec!["fields-address-postal-code-canada"]), "{wrong}");
        }
        assert_eq!(code("90210", "US", "CA"), Ok("90210".into()));
        assert_eq!(code("90210-1234", "US", "CA"), Ok("90210-1234".into()));
        for wrong in ["9021", "90210-12", "K1A 0B1", "90210-"] {
            assert_eq!(code(wrong, "US", "CA"), Err(vec!["fields-address-zip-code"]), "{wrong}");
        }
        assert_eq!(code("sw1a 1aa", "GB", ""), Ok("SW1A 1AA".into()));
        assert_eq!(code("75*01", "FR", ""), Err(vec!["fields-address-postal-code-other"]));
    }

    #[test]
    fn other_countries_need_neither_region_nor_code() {
        let found = address(&ANY, ["Plot 7, Airport Road", "", "Accra", "", "", "GH"]).unwrap();
        assert_eq!((found.region, found.postal_code), (None, None));
        assert_eq!(address(&ANY, ["1 Main St", "", "Town", "", "", "CA"]), Err(vec!["fields-missing"; 2]));
        assert_eq!(
            address(&ANY, ["1 Main St", "", "Town", "Texas", "K1A 0B1", "CA"]),
            Err(vec!["fields-address-province-unknown"])
        );
    }

    #[test]
    fn every_missing_part_is_named() {
        assert_eq!(
            address(&ANY, ["", "", "", "", "", ""]),
            Err(vec!["fields-missing", "fields-missing", "fields-country-missing"])
        );
        assert_eq!(address(&ANY, ["a\0", "", "b", "", "", "GH"]), Err(vec!["fields-unprintable"]));
    }

    #[test]
    fn nobody_lives_in_a_box() {
        for street in
            ["P.O. Box 12", "PO Box 12, Main St", "C.P. 123", "Case postale 5", "Boîte postale 7", "CP 40", "po box"]
        {
            let parts = [street, "", "Iqaluit", "NU", "X0A 0H0", "CA"];
            assert_eq!(address(&HOME, parts), Err(vec!["fields-address-box"]), "{street}");
            assert!(address(&ANY, parts).is_ok(), "{street}");
        }
        for street in ["12 Box Street", "4 rue de la Poste", "9 Post Office Lane", "Box Hill 3", "12 CP Rail Avenue"] {
            assert!(address(&HOME, [street, "", "Iqaluit", "NU", "X0A 0H0", "CA"]).is_ok(), "{street}");
        }
    }

    #[test]
    fn an_address_in_canada_asks_for_no_country() {
        let kind = AddressKind { canada: true, ..ANY };
        let found = address(&kind, ["1 Main St", "", "Regina", "SK", "S4P 3Y2", ""]).unwrap();
        assert_eq!(found.country, "CA");
    }
}
