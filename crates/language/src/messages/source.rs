//! One Fluent file read into its messages: what each is called, where it stands, what it takes and what it refers to.
//!
//! The portal uses a small part of Fluent: words, arguments, choices by an argument, other messages and terms. Attributes
//! and functions are refused, so that comparing two languages stays a comparison of names.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::{ErrorKind, ParserError, parse};

use crate::{Fault, Language};

/// A Fluent file: whose language it speaks, what faults call it, what it holds.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) language: Language,
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

/// One message, or a term when its name starts with a hyphen, as it stands in a file.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) name: String,
    pub(super) file: String,
    pub(super) line: u32,
    /// The arguments it names itself; those of the messages it refers to come on top.
    pub(super) arguments: BTreeSet<String>,
    /// The messages and terms ("-name") whose words it takes up, with the line of each.
    pub(super) references: Vec<(String, u32)>,
}

impl<'a> Source<'a> {
    pub(super) fn new(language: Language, file: &'a str, text: &'a str) -> Self {
        // Some editors put a byte order mark before the first line; to Fluent it would be a broken message.
        Self { language, file, text: text.strip_prefix('\u{feff}').unwrap_or(text) }
    }

    /// The messages and terms of the file, and everything in it that cannot be one.
    pub(super) fn read(&self) -> (Vec<Item>, Vec<Fault>) {
        let (resource, errors) = match parse(self.text) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        let mut faults = errors.iter().map(|error| self.broken(error)).collect();
        let mut items = Vec::new();
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut reader = Reader::new(self, &message.id, "", &mut faults);
                    reader.refuse_attributes(message.attributes.first().map(|attribute| &attribute.id));
                    if let Some(value) = &message.value {
                        reader.pattern(value);
                        items.push(reader.item);
                    }
                }
                Entry::Term(term) => {
                    let mut reader = Reader::new(self, &term.id, "-", &mut faults);
                    reader.refuse_attributes(term.attributes.first().map(|attribute| &attribute.id));
                    reader.pattern(&term.value);
                    items.push(reader.item);
                }
                // Junk has its parser error already.
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
            }
        }
        (items, faults)
    }

    fn broken(&self, error: &ParserError) -> Fault {
        let cure = match &error.kind {
            ErrorKind::MissingDefaultVariant => "Mark the form for every other case with a star: *[other].",
            ErrorKind::MultipleDefaultVariants => "Leave the star before one of the forms only.",
            ErrorKind::ExpectedMessageField { .. } | ErrorKind::ExpectedTermField { .. } | ErrorKind::MissingValue => {
                "Write the words after the equals sign, or remove the line."
            }
            ErrorKind::UnterminatedStringLiteral => "Close the quotation mark on the same line.",
            ErrorKind::UnbalancedClosingBrace => "Remove the closing brace, or write it as {\"}\"}.",
            ErrorKind::ForbiddenCallee => "Messages use no functions: remove it.",
            _ => "Write each message as name = words, with further lines indented and each { closed by }.",
        };
        let what = format!("this is not a message as Fluent writes them ({})", lower_first(&error.kind.to_string()));
        Fault::new(self.file, self.line_at(error.pos.start), what, cure)
    }

    /// The line of a piece of this file's text, which the parser hands out as slices of it.
    fn line_of(&self, piece: &str) -> u32 {
        self.line_at(piece.as_ptr().addr().saturating_sub(self.text.as_ptr().addr()))
    }

    fn line_at(&self, byte: usize) -> u32 {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        let lines = before.split(|&byte| byte == b'\n').count();
        u32::try_from(lines).unwrap_or(u32::MAX)
    }
}

/// Walks the words of one message and notes what it takes and refers to.
struct Reader<'r, 'a> {
    source: &'r Source<'a>,
    item: Item,
    faults: &'r mut Vec<Fault>,
}

impl<'r, 'a> Reader<'r, 'a> {
    fn new(source: &'r Source<'a>, id: &Identifier<&str>, sign: &str, faults: &'r mut Vec<Fault>) -> Self {
        let item = Item {
            name: format!("{sign}{}", id.name),
            file: source.file.to_owned(),
            line: source.line_of(id.name),
            arguments: BTreeSet::new(),
            references: Vec::new(),
        };
        Self { source, item, faults }
    }

    fn refuse_attributes(&mut self, first: Option<&Identifier<&str>>) {
        if let Some(attribute) = first {
            let what = format!("the message \"{}\" has the attribute \".{}\"", self.item.name, attribute.name);
            self.refuse(attribute.name, what, "Attributes are not used here: make it a message of its own.");
        }
    }

    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.item.arguments.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute: None } => self.refer("", id),
            InlineExpression::TermReference { id, attribute: None, arguments: None } => self.refer("-", id),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::MessageReference { id, attribute: Some(_) }
            | InlineExpression::TermReference { id, .. } => {
                let what = format!("\"{}\" is asked for one of its attributes or given arguments", id.name);
                self.refuse(id.name, what, "Refer to it by its name alone.");
            }
            InlineExpression::FunctionReference { id, .. } => {
                let what = format!("the function {} is called", id.name);
                self.refuse(id.name, what, "Messages use no functions: write the argument alone, as in { $count }.");
            }
        }
    }

    fn refer(&mut self, sign: &str, id: &Identifier<&str>) {
        self.item.references.push((format!("{sign}{}", id.name), self.source.line_of(id.name)));
    }

    fn refuse(&mut self, piece: &str, what: String, cure: &str) {
        self.faults.push(Fault::new(self.source.file, self.source.line_of(piece), what, cure));
    }
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
