//! Search over the public pages: a small index in memory, one per language, that finds words however they are accented.

use language::Language;
use std::collections::BTreeMap;

/// The longest query looked at, in characters; the rest is ignored.
pub const LONGEST_QUERY: usize = 200;
/// The most results shown.
pub const MOST_RESULTS: usize = 20;

/// One page as the index knows it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Path of the page.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its description, shown under the title.
    pub description: String,
}

/// An index of one language's pages.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// Folded word -> (entry, weight).
    words: BTreeMap<String, Vec<(usize, u32)>>,
    language: Option<Language>,
}

impl Index {
    /// An empty index for `language`.
    pub fn new(language: Language) -> Self {
        Self { language: Some(language), ..Self::default() }
    }

    /// Adds a page with the `words` of its body.
    pub fn add(&mut self, entry: Entry, words: &str) {
        let number = self.entries.len();
        for (text, weight) in [(entry.title.as_str(), 20), (entry.description.as_str(), 5), (words, 1)] {
            let folded = fold(text);
            let wanted: Vec<&str> = folded.split_whitespace().filter(|word| !self.is_small(word)).collect();
            for word in wanted {
                let places = self.words.entry(stem(word).to_owned()).or_default();
                match places.last_mut() {
                    Some((entry, total)) if *entry == number => *total += weight,
                    _ => places.push((number, weight)),
                }
            }
        }
        self.entries.push(entry);
    }

    /// The pages that hold every word of `query` (or a word beginning with it), best first; where none holds all of them, those
    /// that hold some.
    pub fn find(&self, query: &str) -> Vec<&Entry> {
        let query: String = query.chars().take(LONGEST_QUERY).collect();
        let folded = fold(&query);
        let wanted: Vec<&str> = folded.split_whitespace().filter(|word| !self.is_small(word)).map(stem).collect();
        let mut scores: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
        for word in &wanted {
            let mut found: BTreeMap<usize, u32> = BTreeMap::new();
            for (known, places) in
                self.words.range((*word).to_owned()..).take_while(|(known, _)| known.starts_with(word))
            {
                for (entry, weight) in places {
                    // A whole word counts double against a mere beginning.
                    *found.entry(*entry).or_default() += if known == word { weight * 2 } else { *weight };
                }
            }
            for (entry, weight) in found {
                let score = scores.entry(entry).or_default();
                score.0 += 1;
                score.1 += weight;
            }
        }
        let most = scores.values().map(|(words, _)| *words).max().unwrap_or(0);
        let mut ranked: Vec<_> = scores.into_iter().filter(|(_, (words, _))| *words == most).collect();
        ranked.sort_by_key(|(entry, (_, weight))| (std::cmp::Reverse(*weight), *entry));
        ranked.into_iter().take(MOST_RESULTS).map(|(entry, _)| &self.entries[entry]).collect()
    }

    fn is_small(&self, word: &str) -> bool {
        const ENGLISH: [&str; 22] = [
            "a", "an", "and", "are", "at", "be", "by", "can", "do", "for", "how", "i", "in", "is", "it", "my", "of",
            "on", "or", "the", "to", "you",
        ];
        const FRENCH: [&str; 28] = [
            "a", "au", "aux", "c", "ce", "d", "de", "des", "du", "en", "est", "et", "j", "je", "l", "la", "le", "les",
            "m", "ma", "mes", "mon", "ou", "par", "pour", "s", "un", "une",
        ];
        match self.language {
            Some(Language::Fr) => FRENCH.contains(&word),
            _ => ENGLISH.contains(&word),
        }
    }
}

/// Plural and singular find each other in both languages: a final s or x is not looked at.
fn stem(word: &str) -> &str {
    if word.len() > 3 { word.trim_end_matches(['s', 'x']) } else { word }
}

/// Lower case, without accents, letters and digits alone, words parted by one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'à' | 'â' | 'ä' => folded.push('a'),
            'ç' => folded.push('c'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'î' | 'ï' => folded.push('i'),
            'ô' | 'ö' => folded.push('o'),
            'ù' | 'û' | 'ü' => folded.push('u'),
            'ÿ' => folded.push('y'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            letter if letter.is_alphanumeric() => folded.push(letter),
            _ if !folded.ends_with(' ') && !folded.is_empty() => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let mut index = Index::new(Language::Fr);
        for (path, title, words) in [
            ("/fr/frais", "Frais", "Combien coûte une demande de résidence permanente. Les frais de biométrie."),
            ("/fr/entree-express", "Entrée express", "Résidence permanente pour les travailleurs qualifiés."),
        ] {
            index.add(Entry { path: path.into(), title: title.into(), description: String::new() }, words);
        }
        index
    }

    fn paths(query: &str) -> Vec<String> {
        index().find(query).into_iter().map(|entry| entry.path.clone()).collect()
    }

    #[test]
    fn accents_case_and_plurals_do_not_matter() {
        assert_eq!(paths("RESIDENCES permanentes"), ["/fr/frais", "/fr/entree-express"]);
        assert_eq!(paths("entree"), ["/fr/entree-express"]);
    }

    #[test]
    fn a_title_outranks_the_body_and_all_words_outrank_some() {
        assert_eq!(paths("frais"), ["/fr/frais"]);
        assert_eq!(paths("travailleurs permanente"), ["/fr/entree-express"]);
    }

    #[test]
    fn nonsense_finds_nothing() {
        assert!(paths("").is_empty());
        assert!(paths("de la").is_empty());
        assert!(paths("xyzzy \u{0} <script>").is_empty());
        assert!(paths(&"é".repeat(100_000)).is_empty());
    }
}
