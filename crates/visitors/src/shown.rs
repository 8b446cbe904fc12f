//! What may be told: full tens, and nothing that follows from them about fewer than ten people.

use serde::{Deserialize, Serialize};

/// The least number that is shown, and the step of all that are: 10, 20, 30. What is fewer could be somebody one knows, and so
/// could the difference of two numbers, where one stretch of time lies within another.
pub const FEWEST: u64 = 10;

/// Numbers of one stretch of time that may be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Different visitors, in full tens. `None`: fewer than [`FEWEST`], and then nothing else is told either.
    pub visitors: Option<u64>,
    /// By the languages of what they read: `en` only, `fr` only, `both`.
    pub languages: Rows,
    /// By country, by its code, or `unknown`.
    pub countries: Rows,
    /// By page; somebody who looked at two counts at each.
    pub pages: Rows,
}

/// Rows of a table, the largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rows {
    /// A name and how many, in full tens.
    pub rows: Vec<(String, u64)>,
    /// How many in the rows that are not told apart, together, in full tens. `None` if there are none, or fewer than [`FEWEST`].
    pub others: Option<u64>,
}

impl Rows {
    /// The number of a row, if it is told.
    pub fn get(&self, name: &str) -> Option<u64> {
        self.rows.iter().find(|(row, _)| row == name).map(|(_, visitors)| *visitors)
    }
}

impl Shown {
    pub(crate) fn new(visitors: u64, languages: Rows, countries: Rows, pages: Rows) -> Self {
        if visitors < FEWEST {
            return Self::default();
        }
        Self { visitors: Some(visitors), languages, countries, pages }.in_tens()
    }

    /// The same with each number rounded down to full tens. Two numbers that are told, of whatever stretches, then differ by
    /// nothing or by ten and more, and what lies between a stretch and one within it is known to within ten.
    pub(crate) fn in_tens(self) -> Self {
        let Self { visitors, languages, countries, pages } = self;
        let [languages, countries, pages] = [languages, countries, pages].map(Rows::in_tens);
        Self { visitors: visitors.map(in_tens), languages, countries, pages }
    }
}

impl Rows {
    fn in_tens(self) -> Self {
        let rows = self.rows.into_iter().map(|(name, visitors)| (name, in_tens(visitors))).collect();
        Self { rows, others: self.others.map(in_tens) }
    }
}

fn in_tens(visitors: u64) -> u64 {
    visitors - visitors % FEWEST
}

/// Hides what must not be told of these rows, each with its name, its number and what `together` counts several by. What is
/// left is exact; [`Shown`] has it in full tens.
///
/// Rows under [`FEWEST`] go into one row without a name. If even that would be under [`FEWEST`], the total would tell it by
/// subtraction: the smallest rows that could be shown go in with them. Rows of one size go or stay together, for else their
/// order would tell which of them went.
pub fn hide<T: Copy>(rows: impl IntoIterator<Item = (String, u64, T)>, together: impl Fn(&[T]) -> u64) -> Rows {
    let mut rows: Vec<_> = rows.into_iter().filter(|(_, visitors, _)| *visitors > 0).collect();
    rows.sort_by(|(a, more, _), (b, less, _)| less.cmp(more).then_with(|| a.cmp(b)));
    let parts: Vec<T> = rows.iter().map(|(.., part)| *part).collect();
    let mut stay = rows.iter().take_while(|(_, visitors, _)| *visitors >= FEWEST).count();
    while stay > 0 && stay < rows.len() && together(&parts[stay..]) < FEWEST {
        let least = rows[stay - 1].1;
        stay = rows.iter().take_while(|(_, visitors, _)| *visitors > least).count();
    }
    let others = Some(together(&parts[stay..])).filter(|others| stay < rows.len() && *others >= FEWEST);
    rows.truncate(stay);
    Rows { rows: rows.into_iter().map(|(name, visitors, _)| (name, visitors)).collect(), others }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_map, prelude::*};
    use std::collections::{BTreeMap, HashMap};

    type Crowd = BTreeMap<String, u64>;

    fn shown(crowd: &Crowd) -> Rows {
        let rows = crowd.iter().map(|(name, visitors)| (name.clone(), *visitors, *visitors));
        hide(rows, |parts| parts.iter().sum())
    }

    /// What everybody is told of a crowd in which each is in one row: also how many there are.
    fn told(crowd: &Crowd) -> (Option<u64>, Rows) {
        let all: u64 = crowd.values().sum();
        (Some(all).filter(|all| *all >= FEWEST), shown(crowd))
    }

    fn rows(rows: &[(&str, u64)]) -> Crowd {
        rows.iter().map(|(name, visitors)| ((*name).to_owned(), *visitors)).collect()
    }

    #[test]
    fn small_rows_go_together_and_take_one_along_when_they_are_few() {
        for (crowd, kept, others) in [
            (rows(&[("CA", 50), ("FR", 20)]), vec![("CA", 50), ("FR", 20)], None),
            (rows(&[("CA", 50), ("FR", 6), ("US", 5)]), vec![("CA", 50)], Some(11)),
            (rows(&[("CA", 50), ("FR", 20), ("US", 3)]), vec![("CA", 50)], Some(23)),
            (rows(&[("CA", 50), ("FR", 20), ("IN", 20), ("US", 3)]), vec![("CA", 50)], Some(43)),
            (rows(&[("CA", 50), ("US", 3)]), vec![], Some(53)),
            (rows(&[("CA", 4), ("US", 3)]), vec![], None),
            (rows(&[]), vec![], None),
        ] {
            let kept: Vec<_> = kept.into_iter().map(|(name, visitors)| (name.to_owned(), visitors)).collect();
            assert_eq!(shown(&crowd), Rows { rows: kept, others }, "{crowd:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn nothing_under_ten_is_told_and_the_rest_adds_up(crowd in btree_map("[A-Y][A-Z]", 1_u64..30, 0..12)) {
            let (all, rows) = told(&crowd);
            prop_assert!(rows.rows.iter().all(|(_, visitors)| *visitors >= FEWEST));
            prop_assert!(rows.others.is_none_or(|others| others >= FEWEST));
            // What a reader gets by taking away what is told from the total: nothing, or ten and more.
            if let Some(all) = all {
                let rest = all - rows.rows.iter().map(|(_, visitors)| visitors).sum::<u64>();
                prop_assert!(rest == 0 || rest >= FEWEST);
                prop_assert_eq!(rows.others.unwrap_or(0), rest);
            }
        }

        /// A number follows from what is told if every crowd of which the same is told has it. So, for each row under ten,
        /// here is another crowd, with another number there, of which word for word the same is told.
        #[test]
        fn no_number_under_ten_follows_from_what_is_told(crowd in btree_map("[A-Y][A-Z]", 1_u64..30, 1..12)) {
            for (name, visitors) in crowd.iter().filter(|(_, visitors)| **visitors < FEWEST) {
                let mut other = crowd.clone();
                // One of them comes from a country nobody came from.
                other.insert(name.clone(), visitors - 1);
                prop_assert!(other.insert("ZZ".to_owned(), 1).is_none());
                prop_assert_eq!(told(&other), told(&crowd), "{}", name);
            }
        }
    }

    /// Of languages everybody knows that there are three rows. Still each number under ten could be another: here are all
    /// crowds of up to sixty, those of which the same is told side by side. Exact numbers would not do: beside a row of ten, 18
    /// can only be two rows of nine.
    #[test]
    fn no_number_under_ten_follows_where_all_rows_are_known() {
        let mut alike: HashMap<(Option<u64>, Rows), Vec<[u64; 3]>> = HashMap::new();
        for (en, fr, both) in crowds_of_three() {
            let crowd = rows(&[("en", en), ("fr", fr), ("both", both)]);
            let (all, rows) = told(&crowd);
            alike.entry((all.map(in_tens), rows.in_tens())).or_default().push([en, fr, both]);
        }
        for (told, crowds) in alike {
            for row in 0..3 {
                let number = crowds[0][row];
                let follows = crowds.iter().all(|crowd| crowd[row] == number);
                assert!(!follows || !(1..FEWEST).contains(&number), "{number} follows from {told:?}: {crowds:?}");
            }
        }
    }

    /// All crowds of three rows and up to sixty people.
    fn crowds_of_three() -> impl Iterator<Item = (u64, u64, u64)> {
        (0..=60).flat_map(|all| (0..=all).flat_map(move |en| (0..=all - en).map(move |fr| (en, fr, all - en - fr))))
    }
}
