//! The wording that ships is set as each language sets it.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;

use crate::messages::areas;
use crate::typography::first_slip;

/// What stands in for an argument, so that marks next to it are looked at too.
const ARGUMENT: &str = "x";

/// The words of a pattern with its arguments stood in for; the forms of a choice are added to `pieces` one by one.
fn words(pattern: &Pattern<&str>, pieces: &mut Vec<String>) {
    let mut whole = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => whole.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                whole.push_str(value);
            }
            PatternElement::Placeable { expression } => {
                if let Expression::Select { variants, .. } = expression {
                    for variant in variants {
                        words(&variant.value, pieces);
                    }
                }
                whole.push_str(ARGUMENT);
            }
        }
    }
    pieces.push(whole);
}

#[test]
fn all_words_have_true_apostrophes_and_french_spaces() {
    let mut slips = Vec::new();
    for source in areas::all() {
        for entry in parse(source.text).expect("the file is sound").body {
            let (id, pattern) = match entry {
                Entry::Message(message) => (message.id, message.value),
                Entry::Term(term) => (term.id, Some(term.value)),
                _ => continue,
            };
            let mut pieces = Vec::new();
            if let Some(pattern) = &pattern {
                words(pattern, &mut pieces);
            }
            for piece in pieces {
                if let Some(slip) = first_slip(source.language, &piece) {
                    slips.push(format!("{}: {}: {} in {piece:?}. {}", source.file, id.name, slip.what, slip.cure));
                }
            }
        }
    }
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}
