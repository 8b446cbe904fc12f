//! What a page draws for a question: boxes, ticks and choices with everything they need to be used by anyone.
//!
//! A question with one control is labelled by it. A question with several is a group: the question's label is the legend and
//! each control carries its own label. The web crate has one macro for each variant and adds nothing of its own.

use std::borrow::Cow;

use language::Language;

/// Text that is borrowed from the program where it can be.
pub type Words<'a> = Cow<'a, str>;

/// One thing to draw. Its field is named `question-id` or, when the suffix is not empty, `question-id.suffix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control<'a> {
    /// A box for one line.
    Text(TextBox<'a>),
    /// A box for several lines.
    Area {
        /// Suffix of the field's name.
        suffix: &'static str,
        /// Label of the box.
        label: Words<'a>,
        /// Line under the label.
        hint: Option<Words<'a>>,
        /// What was typed so far.
        value: &'a str,
        /// Most characters.
        max_chars: u32,
    },
    /// Boxes for the parts of a date or a month, drawn as one group.
    Date {
        /// Legend of the group.
        label: Words<'a>,
        /// Line under the legend.
        hint: Option<Words<'a>>,
        /// The boxes in the order of the language: day, month, year, or month and year.
        boxes: Vec<DateBox<'a>>,
        /// Whether it may be left empty although the question may not.
        optional: bool,
    },
    /// Round buttons of which one can be chosen, drawn as one group.
    Radios {
        /// Suffix of the field's name.
        suffix: &'static str,
        /// Legend of the group.
        label: Words<'a>,
        /// Line under the legend.
        hint: Option<Words<'a>>,
        /// The choices in order.
        options: Vec<ControlOption<'a>>,
        /// The value chosen so far.
        value: &'a str,
    },
    /// Boxes of which several can be ticked, drawn as one group.
    Checkboxes {
        /// Legend of the group.
        label: Words<'a>,
        /// Line under the legend.
        hint: Option<Words<'a>>,
        /// The boxes in order; each is a field of its own whose value is `on`.
        ticks: Vec<TickBox<'a>>,
    },
    /// A single box to tick; its value is `on`.
    Tick(TickBox<'a>),
    /// A list to choose one from.
    Select {
        /// Suffix of the field's name.
        suffix: &'static str,
        /// Label of the list.
        label: Words<'a>,
        /// Line under the label.
        hint: Option<Words<'a>>,
        /// The choices in order, without an empty one: draw one first, so that nothing is chosen unasked.
        options: Vec<ControlOption<'a>>,
        /// The value chosen so far.
        value: &'a str,
        /// Token for the browser's own memory.
        autocomplete: Option<&'static str>,
        /// Whether it may be left empty although the question may not.
        optional: bool,
    },
    /// A chooser for files, and the list of those uploaded.
    File {
        /// Label of the chooser.
        label: Words<'a>,
        /// Line under the label.
        hint: Option<Words<'a>>,
        /// What the `accept` attribute says.
        accept: String,
        /// Largest file, in bytes.
        max_bytes: u64,
        /// Fewest files.
        min: u32,
        /// Most files.
        max: u32,
    },
    /// Text to be read before the next control, such as what is declared; one string a paragraph.
    Prose {
        /// The paragraphs in order.
        paragraphs: Vec<&'a str>,
    },
}

/// A box for one line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBox<'a> {
    /// Suffix of the field's name.
    pub suffix: &'static str,
    /// Label of the box.
    pub label: Words<'a>,
    /// Line under the label.
    pub hint: Option<Words<'a>>,
    /// What was typed so far.
    pub value: &'a str,
    /// The `type` attribute: `text`, `email` or `tel`.
    pub input: &'static str,
    /// The `inputmode` attribute, when a phone should show another keyboard.
    pub inputmode: Option<&'static str>,
    /// Token for the browser's own memory.
    pub autocomplete: Option<&'static str>,
    /// How many characters the box is wide; the whole column when `None`.
    pub width: Option<u8>,
    /// Most characters, for the `maxlength` attribute.
    pub max_chars: u32,
    /// Whether the browser may check the spelling: never for names and numbers.
    pub spellcheck: bool,
    /// A unit or sign drawn beside the box.
    pub affix: Option<Affix<'a>>,
    /// What can be offered while typing (a `datalist`); anything else may be typed all the same.
    pub suggestions: Vec<Words<'a>>,
    /// Whether the list of occupations can be offered while typing, which is too long to stand in a page.
    pub occupations: bool,
    /// Whether it may be left empty although the question may not.
    pub optional: bool,
}

/// What stands beside a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Affix<'a> {
    /// Before it, as the dollar sign in English.
    Before(Words<'a>),
    /// After it, as a unit, or the dollar sign in French.
    After(Words<'a>),
}

/// A box for one part of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateBox<'a> {
    /// Suffix of the field's name, such as `year` or `issued-year`.
    pub suffix: &'static str,
    /// Label of the box.
    pub label: Words<'a>,
    /// What was typed so far.
    pub value: &'a str,
    /// `numeric`, or none where a month's name may be typed.
    pub inputmode: Option<&'static str>,
    /// Token for the browser's own memory.
    pub autocomplete: Option<&'static str>,
    /// How many characters the box is wide.
    pub width: u8,
}

/// One choice of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlOption<'a> {
    /// The value of the field when it is chosen.
    pub value: Words<'a>,
    /// Its label.
    pub label: Words<'a>,
    /// Line under its label.
    pub hint: Option<Words<'a>>,
    /// The language of its label, where that is not the page's: there are lists of which only one language is published.
    pub lang: Option<Language>,
}

/// A box to tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TickBox<'a> {
    /// Suffix of the field's name.
    pub suffix: &'a str,
    /// Label of the box.
    pub label: Words<'a>,
    /// Line under the label.
    pub hint: Option<Words<'a>>,
    /// Whether it is ticked.
    pub on: bool,
    /// Whether ticking it excludes all others ("none of these").
    pub exclusive: bool,
}

impl Control<'_> {
    /// The suffixes of its fields; a mistake names one of these.
    pub fn suffixes(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text.suffix],
            Self::Area { suffix, .. } | Self::Radios { suffix, .. } | Self::Select { suffix, .. } => vec![suffix],
            Self::Date { boxes, .. } => boxes.iter().map(|part| part.suffix).collect(),
            Self::Checkboxes { ticks, .. } => ticks.iter().map(|tick| tick.suffix).collect(),
            Self::Tick(tick) => vec![tick.suffix],
            Self::File { .. } => vec![""],
            Self::Prose { .. } => Vec::new(),
        }
    }
}

impl<'a> TextBox<'a> {
    /// A plain box as wide as the column.
    pub(crate) fn new(suffix: &'static str, label: impl Into<Words<'a>>, value: &'a str) -> Self {
        Self {
            suffix,
            label: label.into(),
            hint: None,
            value,
            input: "text",
            inputmode: None,
            autocomplete: None,
            width: None,
            max_chars: 100,
            spellcheck: false,
            affix: None,
            suggestions: Vec::new(),
            occupations: false,
            optional: false,
        }
    }
}
