//! Published tables that answers are judged by, passed in as data: the classification of occupations, and fees.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use language::{Fault, Language};

use crate::clean::folded;
use crate::fees::FeeTable;
use crate::limits::{MAX_FOUND_OCCUPATIONS, MAX_OCCUPATION_QUERY_CHARS};

/// The tables of a site.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The National Occupational Classification.
    pub occupations: Occupations,
    /// The published fees.
    pub fees: FeeTable,
}

/// The unit groups of the National Occupational Classification, by five-digit code.
#[derive(Debug, Clone, Default)]
pub struct Occupations {
    groups: BTreeMap<String, Occupation>,
    /// For [`Occupations::search`]: each code with the words of its titles, small and without accents.
    index: Vec<(String, String)>,
}

/// One unit group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupation {
    /// Five digits.
    pub code: String,
    /// Training, education, experience and responsibilities: 0 to 5, the second digit of the code.
    pub teer: u8,
    /// Its English title.
    pub title_en: String,
    /// Its French title, where the table has one.
    pub title_fr: Option<String>,
}

impl Occupation {
    /// The title in a language, and the language it is really in: French titles are not published with every table, and a page
    /// must mark words in another language as such.
    pub fn title(&self, language: Language) -> (&str, Language) {
        match (language, &self.title_fr) {
            (Language::Fr, Some(title)) => (title, Language::Fr),
            _ => (&self.title_en, Language::En),
        }
    }
}

impl Occupations {
    /// Reads a table of comma-separated values with the columns `code`, `teer`, `title_en` and, when known, `title_fr`. Lines that
    /// start with `#` say where the table comes from.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut groups = BTreeMap::new();
        let mut columns: Option<Vec<String>> = None;
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells = cells(line);
            let Some(columns) = &columns else {
                for needed in ["code", "teer", "title_en"] {
                    if !cells.iter().any(|cell| cell == needed) {
                        let what = format!("the table has no column {needed}");
                        faults.push(Fault::new(file, number, what, "Name the columns in the first line."));
                    }
                }
                columns = Some(cells);
                continue;
            };
            let cell = |name: &str| {
                let at = columns.iter().position(|column| column == name)?;
                cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
            };
            match group(cell("code"), cell("teer"), cell("title_en"), cell("title_fr")) {
                Err(what) => faults.push(Fault::new(file, number, what, "Compare the line with the published table.")),
                Ok(group) => {
                    if let Some(twice) = groups.insert(group.code.clone(), group) {
                        let what = format!("the code {} is there twice", twice.code);
                        faults.push(Fault::new(file, number, what, "Take one of the two lines away."));
                    }
                }
            }
        }
        if groups.is_empty() && faults.is_empty() {
            faults.push(Fault::new(file, 0, "the table is empty", "Fill in the published table."));
        }
        let index = groups.values().map(|group| (group.code.clone(), words(group))).collect();
        if faults.is_empty() { Ok(Self { groups, index }) } else { Err(faults) }
    }

    /// The unit groups for a code, or the beginning of one, or for words: each word of the query begins a word of the title, in
    /// either language, however accented. Whole words come before beginnings; at most [`MAX_FOUND_OCCUPATIONS`].
    pub fn search(&self, query: &str) -> Vec<&Occupation> {
        let query: String = folded(query).chars().take(MAX_OCCUPATION_QUERY_CHARS).collect();
        let wanted: Vec<&str> = query.split_whitespace().collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let whole = |title: &str| wanted.iter().filter(|word| title.split(' ').any(|known| known == **word)).count();
        let mut found: Vec<(usize, &str)> = self
            .index
            .iter()
            .filter(|(code, title)| {
                wanted
                    .iter()
                    .all(|word| code.starts_with(word) || title.split(' ').any(|known| known.starts_with(word)))
            })
            .map(|(code, title)| (whole(title), code.as_str()))
            .collect();
        found.sort_by_key(|(whole, code)| (Reverse(*whole), *code));
        found.into_iter().take(MAX_FOUND_OCCUPATIONS).filter_map(|(_, code)| self.groups.get(code)).collect()
    }

    /// The unit group of a code.
    pub fn get(&self, code: &str) -> Option<&Occupation> {
        self.groups.get(code)
    }

    /// All unit groups in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Occupation> {
        self.groups.values()
    }

    /// How many unit groups there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether the table was never filled.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// The words of both titles, parted by one blank.
fn words(group: &Occupation) -> String {
    let titles = format!("{} {}", group.title_en, group.title_fr.as_deref().unwrap_or_default());
    let apart = titles.replace(['(', ')', '/', ';', ':', '"'], " ");
    folded(&apart).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn group(
    code: Option<&str>,
    teer: Option<&str>,
    title_en: Option<&str>,
    title_fr: Option<&str>,
) -> Result<Occupation, String> {
    let code = code.filter(|code| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit()));
    let code = code.ok_or("the code is not five digits")?;
    let teer = teer.and_then(|teer| teer.parse().ok()).filter(|teer| *teer <= 5).ok_or("the TEER is not 0 to 5")?;
    // True of all 516 unit groups of NOC 2021 version 1.0; a line where it is not was mistyped.
    if code.as_bytes().get(1) != Some(&(b'0' + teer)) {
        return Err(format!("the TEER of {code} is not its second digit"));
    }
    let title_en = title_en.ok_or_else(|| format!("{code} has no English title"))?;
    Ok(Occupation { code: code.into(), teer, title_en: title_en.into(), title_fr: title_fr.map(Into::into) })
}

/// The cells of one line; a cell in double quotes may hold commas, and two quotes stand for one.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = cells.len() - 1;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cells[cell].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells[cell].push(c),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_table_is_read() {
        let text = "# Source: Statistics Canada\ncode,teer,title_en\n00012,0,\"Senior managers - financial, communications\"\r\n\
                    21231,1,Software engineers and designers\n";
        let table = Occupations::parse("noc.csv", text).unwrap();
        assert_eq!(table.len(), 2);
        assert_eq!(table.get("00012").unwrap().title_en, "Senior managers - financial, communications");
        assert_eq!(table.get("21231").unwrap().title(Language::Fr), ("Software engineers and designers", Language::En));
        assert_eq!(table.get("99999"), None);
    }

    #[test]
    fn french_titles_are_used_where_there_are_any() {
        let text = "code,teer,title_en,title_fr\n21231,1,Software engineers,Ingénieurs en logiciel\n";
        let table = Occupations::parse("noc.csv", text).unwrap();
        assert_eq!(table.get("21231").unwrap().title(Language::Fr), ("Ingénieurs en logiciel", Language::Fr));
        assert_eq!(table.get("21231").unwrap().title(Language::En), ("Software engineers", Language::En));
    }

    #[test]
    fn occupations_are_found_by_code_and_by_words() {
        let table = Occupations::parse("noc2021.csv", include_str!("../../../site/tables/noc2021.csv")).unwrap();
        let codes = |query: &str| table.search(query).iter().map(|group| group.code.clone()).collect::<Vec<_>>();
        assert_eq!(codes("21231"), ["21231"]);
        assert!(codes("212").iter().all(|code| code.starts_with("212")) && codes("212").len() > 3);
        assert_eq!(codes("SOFTWARE engineers"), codes("  softwáre   engin "));
        assert_eq!(codes("software engineers")[0], "21231");
        assert_eq!(codes("nurse aides")[0], "33102");
        assert!(codes("cooks")[0] == "63200", "{:?}", codes("cooks"));
        assert!(
            codes("").is_empty() && codes("xyzzy \0 <script>").is_empty() && codes(&"é".repeat(100_000)).is_empty()
        );
        assert_eq!(codes("a").len(), MAX_FOUND_OCCUPATIONS);
        assert!(table.iter().all(|group| codes(&group.code) == [group.code.as_str()]));
    }

    #[test]
    fn french_titles_are_searched_where_there_are_any() {
        let text = "code,teer,title_en,title_fr\n21231,1,Software engineers,Ingénieurs en logiciel\n";
        let table = Occupations::parse("noc.csv", text).unwrap();
        assert_eq!(table.search("ingenieur")[0].code, "21231");
        assert_eq!(table.search("software")[0].code, "21231");
    }

    #[test]
    fn every_wrong_line_is_named() {
        let text = "code,teer,title_en\n2123,1,x\n21231,2,x\n21232,1,\n21233,9,x\n21234,1,ok\n21234,1,ok\n";
        let faults = Occupations::parse("noc.csv", text).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4, 5, 7]);
        assert_eq!(Occupations::parse("noc.csv", "").unwrap_err()[0].line, 0);
        assert_eq!(Occupations::parse("noc.csv", "a,b\n").unwrap_err().len(), 3);
    }
}
