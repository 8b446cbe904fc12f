//! What all Fluent files together must fulfil: both languages say the same things, and overrides change words only.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Item, Source};
use crate::{Fault, Language};

/// How many letters may differ for a known name to be offered in place of an unknown one.
const NEAR: usize = 2;

type Items = BTreeMap<String, Item>;
type Arguments = BTreeMap<String, BTreeSet<String>>;

/// The messages of both languages, each with every argument it needs, its own and those of what it refers to.
pub(super) struct Catalogue {
    en: Arguments,
    fr: Arguments,
}

impl Catalogue {
    /// Reads and compares the built-in files, then lays the overrides over them. All faults of a step are reported; the
    /// overrides are only looked at when the built-in wording is sound.
    pub(super) fn read(built_in: &[Source<'_>], overrides: &[Source<'_>]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let [en, fr] = Language::ALL.map(|language| gather(language, built_in, &mut faults));
        let [en_args, fr_args] = [&en, &fr].map(|items| all_arguments(items, &mut faults));
        compare(Language::Fr, &en, &fr, &mut faults);
        compare(Language::En, &fr, &en, &mut faults);
        compare_arguments(&fr, &en_args, &fr_args, &mut faults);
        none(faults)?;

        let mut faults = Vec::new();
        for (language, mut items, arguments) in [(Language::En, en, &en_args), (Language::Fr, fr, &fr_args)] {
            let own = gather(language, overrides, &mut faults);
            let (known, unknown): (Items, Items) = own.into_iter().partition(|(name, _)| items.contains_key(name));
            faults.extend(unknown.values().map(|item| unknown_name(item, &items)));
            items.extend(known.clone());
            let now = all_arguments(&items, &mut faults);
            compare_arguments(&known, arguments, &now, &mut faults);
        }
        // A circle closed by an override is found at its built-in members too, which are not to blame.
        faults.retain(|fault| overrides.iter().any(|source| source.file == fault.file));
        none(faults)?;
        // Overrides take exactly the arguments of what they replace, so what was gathered first still holds.
        Ok(Self { en: en_args, fr: fr_args })
    }

    /// Every message of a language (terms are not messages) with the arguments it needs.
    pub(super) fn messages(&self, language: Language) -> impl Iterator<Item = (&String, &BTreeSet<String>)> {
        let arguments = match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        };
        arguments.iter().filter(|(name, _)| !name.starts_with('-'))
    }
}

fn none(mut faults: Vec<Fault>) -> Result<(), Vec<Fault>> {
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The items of all files of a language by name; a name given twice is a fault.
fn gather(language: Language, sources: &[Source<'_>], faults: &mut Vec<Fault>) -> Items {
    let mut all = Items::new();
    for source in sources.iter().filter(|source| source.language == language) {
        let (items, found) = source.read();
        faults.extend(found);
        for item in items {
            if let Some(first) = all.get(&item.name) {
                let what = format!("the message \"{}\" stands in {}:{} already", item.name, first.file, first.line);
                faults.push(Fault::new(&item.file, item.line, what, "Keep one of the two."));
            } else {
                all.insert(item.name.clone(), item);
            }
        }
    }
    all
}

/// Every message of `model` must stand in `other` too, in the file of the same area.
fn compare(language: Language, model: &Items, other: &Items, faults: &mut Vec<Fault>) {
    for item in model.values() {
        let area = area(&item.file);
        match other.get(&item.name) {
            None => {
                let what = format!("the message \"{}\" of {}:{} is missing", item.name, item.file, item.line);
                let cure = format!("Add it in {}.", language_name(language));
                faults.push(Fault::new(format!("text/{language}/{area}"), 0, what, cure));
            }
            Some(twin) if self::area(&twin.file) != area && language == Language::Fr => {
                let what = format!("the message \"{}\" stands in {} in English", twin.name, item.file);
                faults.push(Fault::new(&twin.file, twin.line, what, "Keep both in the file of the same area."));
            }
            Some(_) => {}
        }
    }
}

fn area(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

const fn language_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Fr => "French",
    }
}

/// A message must take exactly the arguments its model takes: fewer would hide something, more could never be filled in.
fn compare_arguments(items: &Items, model: &Arguments, now: &Arguments, faults: &mut Vec<Fault>) {
    for (name, item) in items {
        let (Some(model), Some(now)) = (model.get(name), now.get(name)) else { continue };
        let mut add = |what: String, cure: String| faults.push(Fault::new(&item.file, item.line, what, cure));
        for extra in now.difference(model) {
            let what = format!("the message \"{name}\" takes an argument {{ ${extra} }} that it is never given");
            add(what, given(model));
        }
        for missing in model.difference(now) {
            let what = format!("the message \"{name}\" leaves out its argument {{ ${missing} }}");
            add(what, format!("Put {{ ${missing} }} where the words need it."));
        }
    }
}

fn given(arguments: &BTreeSet<String>) -> String {
    if arguments.is_empty() {
        return "This message has no arguments: use words only.".to_owned();
    }
    let names: Vec<_> = arguments.iter().map(|name| format!("{{ ${name} }}")).collect();
    format!("Use only what it is given: {}.", names.join(", "))
}

fn unknown_name(item: &Item, known: &Items) -> Fault {
    let nearest = known.keys().map(|name| (distance(name, &item.name), name)).min();
    let cure = match nearest {
        Some((distance, name)) if distance <= NEAR => format!("Did you mean \"{name}\"?"),
        _ => "Use the name of a message that the portal has, or remove this one.".to_owned(),
    };
    Fault::new(&item.file, item.line, format!("the portal has no message \"{}\"", item.name), cure)
}

/// How many letters must be added, removed or changed to make one name the other.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

/// The arguments each item needs in all. References that lead nowhere or back to their start are faults.
fn all_arguments(items: &Items, faults: &mut Vec<Fault>) -> Arguments {
    items.keys().map(|name| (name.clone(), needs(name, items, &mut Vec::new(), faults))).collect()
}

fn needs<'a>(name: &'a str, items: &'a Items, path: &mut Vec<&'a str>, faults: &mut Vec<Fault>) -> BTreeSet<String> {
    let Some(item) = items.get(name) else { return BTreeSet::new() };
    let mut arguments = item.arguments.clone();
    path.push(name);
    for (reference, line) in &item.references {
        if path.contains(&reference.as_str()) {
            let what = format!("the message \"{name}\" refers to \"{reference}\", which leads back to it");
            faults.push(Fault::new(&item.file, *line, what, "Write the words out in one of them."));
        } else if items.contains_key(reference) {
            arguments.extend(needs(reference, items, path, faults));
        } else {
            let what = format!("the message \"{name}\" refers to \"{reference}\", which does not exist");
            faults.push(Fault::new(&item.file, *line, what, "Correct the name, or write the words out."));
        }
    }
    path.pop();
    arguments
}
