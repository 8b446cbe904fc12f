//! The large lists as bytes that never change under their name: occupations, countries, languages. `/lists.json` tells the names.

use http::HeaderMap;
use language::{Language, countries, tongues};
use programs::Occupations;
use serde_json::{Value, json};

use super::shelf::{Freshness, Item, Shelf};
use crate::site::Site;

const JSON: &str = "application/json";
/// Where the names of the lists are told.
const INDEX: &str = "/lists.json";

/// Where lists lie that pages lead to.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// The list of occupations; empty when the site has none.
    pub occupations: String,
}

impl Lists {
    /// Puts every list on the shelf, and the index of them.
    pub(crate) fn put(shelf: &mut Shelf, site: &Site, headers: &HeaderMap) -> Self {
        let mut index = serde_json::Map::new();
        let mut put = |name: &str, list: &Value| {
            let item = Item::new(list.to_string().into_bytes(), JSON, Freshness::Immutable, headers.clone());
            let (stem, language) =
                name.split_once('.').map_or((name, String::new()), |(stem, l)| (stem, format!(".{l}")));
            let path = format!("/lists/{stem}-{}{language}.json", item.hash());
            shelf.put(path.clone(), item);
            index.insert(name.to_owned(), path.clone().into());
            path
        };
        let occupations = &site.tables.occupations;
        let occupations =
            if occupations.is_empty() { String::new() } else { put("noc2021", &occupations_list(site, occupations)) };
        for language in Language::ALL {
            let code = language.code();
            put(&format!("countries.{code}"), &named("countries", language, countries::sorted(language)));
            put(&format!("languages.{code}"), &named("languages", language, tongues::sorted(language)));
        }
        let index = Value::Object(index).to_string().into_bytes();
        shelf.put(INDEX, Item::new(index, JSON, Freshness::Revalidate, headers.clone()));
        Self { occupations }
    }
}

fn occupations_list(site: &Site, occupations: &Occupations) -> Value {
    let one = |group: &programs::Occupation| {
        let mut title = json!({ "en": group.title_en });
        if let Some(french) = &group.title_fr {
            title["fr"] = french.as_str().into();
        }
        json!({ "code": group.code, "teer": group.teer, "title": title })
    };
    let source = |language| site.messages.say(language, "occupations-source");
    json!({
        "source": { "en": source(Language::En), "fr": source(Language::Fr) },
        "items": occupations.iter().map(one).collect::<Vec<_>>(),
    })
}

/// A list in the order in which one looks things up in a language.
fn named(what: &str, language: Language, names: &[(&str, &str)]) -> Value {
    let items: Vec<Value> = names.iter().map(|(code, name)| json!({ "code": code, "name": name })).collect();
    json!({ "list": what, "language": language.code(), "source": "Unicode CLDR", "items": items })
}
