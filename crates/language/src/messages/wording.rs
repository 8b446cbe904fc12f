//! The wording of one language, ready to be asked: constant messages as finished words, the others as Fluent patterns.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use super::Arg;
use super::check::Catalogue;
use super::source::Source;
use crate::{Language, format};

/// One language's messages. They were checked before, so that formatting one cannot fail but for its arguments.
pub(super) struct Wording {
    bundle: FluentBundle<FluentResource>,
    messages: FxHashMap<String, Message>,
}

enum Message {
    /// Takes no arguments: most messages, and a page asks for a hundred of them, so they are formatted once, at start.
    Words(String),
    /// Takes these arguments.
    Pattern(BTreeSet<String>),
}

impl Wording {
    pub(super) fn new(
        language: Language,
        catalogue: &Catalogue,
        built_in: &[Source<'_>],
        overrides: &[Source<'_>],
    ) -> Self {
        let formatter: fn(&FluentValue<'_>, &_) -> Option<String> = match language {
            Language::En => |value, _| grouped(Language::En, value),
            Language::Fr => |value, _| grouped(Language::Fr, value),
        };
        // Plural forms follow the language alone: Fluent's tables know "fr", not "fr-CA".
        let locale: LanguageIdentifier = language.code().parse().expect("the two codes are well formed");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The invisible marks Fluent would put around each argument come out in PDF, mail and copied text.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(formatter));
        for source in built_in.iter().chain(overrides).filter(|source| source.language == language) {
            bundle.add_resource_overriding(resource(source));
        }
        let mut errors = Vec::new();
        let messages = catalogue.messages(language).map(|(key, arguments)| {
            let message = if arguments.is_empty() {
                Message::Words(format(&bundle, key, None, &mut errors).unwrap_or_default().into_owned())
            } else {
                Message::Pattern(arguments.clone())
            };
            (key.clone(), message)
        });
        let messages = messages.collect();
        debug_assert!(errors.is_empty(), "the catalogue let something through: {errors:?}");
        Self { bundle, messages }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    pub(super) fn len(&self) -> usize {
        self.messages.len()
    }

    /// The words of a message without arguments, or why there are none.
    pub(super) fn constant(&self, key: &str) -> Result<&str, String> {
        match self.messages.get(key) {
            Some(Message::Words(words)) => Ok(words),
            Some(Message::Pattern(needed)) => Err(format!("it needs the arguments {needed:?}")),
            None => Err("there is no such message".to_owned()),
        }
    }

    /// The words of a message with its arguments, or why there are none.
    pub(super) fn filled_in(&self, key: &str, arguments: &[(&str, Arg<'_>)]) -> Result<String, String> {
        match self.messages.get(key) {
            Some(Message::Words(words)) => return Ok(words.clone()),
            Some(Message::Pattern(needed)) => {
                if let Some(missing) = needed.iter().find(|needed| arguments.iter().all(|(name, _)| name != needed)) {
                    return Err(format!("its argument {missing} is missing"));
                }
            }
            None => return Err("there is no such message".to_owned()),
        }
        let arguments: FluentArgs<'_> = arguments.iter().map(|&(name, value)| (name, fluent(value))).collect();
        let mut errors = Vec::new();
        match format(&self.bundle, key, Some(&arguments), &mut errors) {
            Some(words) if errors.is_empty() => Ok(words.into_owned()),
            _ => Err(format!("{errors:?}")),
        }
    }
}

/// A file as Fluent keeps it. Files with errors never come this far.
fn resource(source: &Source<'_>) -> FluentResource {
    FluentResource::try_new(source.text.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

fn format<'b>(
    bundle: &'b FluentBundle<FluentResource>,
    key: &str,
    arguments: Option<&'b FluentArgs<'_>>,
    errors: &mut Vec<fluent_bundle::FluentError>,
) -> Option<Cow<'b, str>> {
    let pattern = bundle.get_message(key)?.value()?;
    Some(bundle.format_pattern(pattern, arguments, errors))
}

fn fluent(value: Arg<'_>) -> FluentValue<'_> {
    match value {
        Arg::Text(text) => FluentValue::from(text),
        Arg::Number(number) => FluentValue::from(number),
    }
}

/// Whole numbers as the language groups them; everything else as Fluent does it.
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the value came from an i64, and beyond its end it stays there"
            )]
            Some(format::number(language, number.value as i64))
        }
        _ => None,
    }
}
