//! From a question to what its page draws: the controls the program asks for, with what was typed, what is wrong and the same
//! words in the other language.

use crate::look::{Choice, DatePart, Field, Peek, Problem, Upload};
use language::{Language, format};
use programs::{Affix, Control, ControlOption, Entry, Mistake, Question, Showing, TextBox, TickBox};

/// A question ready to be drawn.
pub(crate) struct Drawn {
    /// Label, hint, error and peek of the question as a whole.
    pub field: Field,
    /// Whether its controls stand in a group of their own.
    pub grouped: bool,
    /// Its controls in order.
    pub controls: Vec<DrawnControl>,
    /// Longer explanation that can be opened.
    pub help: Option<String>,
    /// The files uploaded so far.
    pub uploads: Vec<Upload>,
}

/// One control, as the macros of `look/controls.html` take it.
pub(crate) enum DrawnControl {
    /// One line.
    Text {
        f: Field,
        value: String,
        kind: &'static str,
        autocomplete: &'static str,
        inputmode: &'static str,
        width: u8,
        spellcheck: bool,
        prefix: String,
        suffix: String,
        suggestions: Vec<String>,
        list: String,
    },
    /// Several lines.
    Area { f: Field, value: String, max: u32, limit: String },
    /// The parts of a date.
    Date { f: Field, parts: Vec<DatePart> },
    /// One of several.
    Radios { f: Field, choices: Vec<Choice>, inline: bool },
    /// Several of several.
    Checkboxes { f: Field, choices: Vec<Choice> },
    /// One tick.
    Tick { f: Field, on: bool },
    /// One of many.
    Select { f: Field, choices: Vec<Choice>, autocomplete: &'static str },
    /// Files.
    File { f: Field, accept: String, size: String, multiple: bool, max_bytes: u64 },
    /// Text to read.
    Prose { paragraphs: Vec<String> },
}

/// What drawing needs around a question.
pub(crate) struct Drawing<'a> {
    /// The page's language, its wording and the tables.
    pub showing: Showing<'a>,
    /// Whether the question is the only one of its page, so that its label is the page's heading.
    pub alone: bool,
    /// Where the list of occupations lies.
    pub occupations: &'a str,
}

impl Drawing<'_> {
    /// Draws `question` with what was typed and, where the page was sent, what is wrong.
    pub(crate) fn draw(&self, question: &Question, entry: &Entry, mistakes: &[Mistake], uploads: Vec<Upload>) -> Drawn {
        let controls = question.controls(entry, &self.showing);
        let grouped = question.is_group();
        let whole = self.sentences(question, mistakes, |suffix| {
            !controls.iter().any(|control| control.suffixes().contains(&suffix))
        });
        let mut field = Field::new(&question.id, question.label.get(self.showing.language))
            .hint(question.hint.as_ref().map(|hint| hint.get(self.showing.language).to_owned()))
            .error(whole)
            .peek(Some(self.peek(question, entry)));
        field.heading = self.alone;
        field.optional = question.optional;
        let controls =
            controls.into_iter().map(|control| self.control(question, control, mistakes, &field, grouped)).collect();
        let help = question.help.as_ref().map(|help| help.get(self.showing.language).to_owned());
        Drawn { field, grouped, controls, help, uploads }
    }

    /// The error summary's lines for `question`.
    pub(crate) fn problems(&self, question: &Question, mistakes: &[Mistake]) -> Vec<Problem> {
        mistakes
            .iter()
            .map(|mistake| Problem::at(name(question, &mistake.control), self.sentence(question, mistake)))
            .collect()
    }

    /// The mistakes of the controls that `concerns` picks, a sentence each: whatever the summary says of a control stands
    /// beside it too.
    fn sentences(&self, question: &Question, mistakes: &[Mistake], concerns: impl Fn(&str) -> bool) -> Option<String> {
        let mut said: Vec<String> = Vec::new();
        for mistake in mistakes.iter().filter(|mistake| concerns(&mistake.control)) {
            let sentence = self.sentence(question, mistake);
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// A mistake as a sentence.
    fn sentence(&self, question: &Question, mistake: &Mistake) -> String {
        mistake.explain(question, &self.showing)
    }

    /// The same question in the other language, with all that is to be read, agreed to or chosen from.
    fn peek(&self, question: &Question, entry: &Entry) -> Peek {
        let other = self.showing.language.other();
        let (mut text, mut choices) = (Vec::new(), Vec::new());
        for control in question.controls(entry, &Showing { language: other, ..self.showing }) {
            match control {
                Control::Prose { paragraphs } => text.extend(paragraphs.into_iter().map(str::to_owned)),
                Control::Radios { options, .. } => choices.extend(options.into_iter().map(|o| o.label.into_owned())),
                Control::Checkboxes { ticks, .. } => choices.extend(ticks.into_iter().map(|t| t.label.into_owned())),
                Control::Tick(tick) => choices.push(tick.label.into_owned()),
                // Countries and the like would be hundreds of lines: their names are one click of the switch away.
                Control::Select { .. }
                | Control::Text(_)
                | Control::Area { .. }
                | Control::Date { .. }
                | Control::File { .. } => {}
            }
        }
        Peek {
            lang: other.code(),
            label: question.label.get(other).to_owned(),
            hint: question.hint.as_ref().map(|hint| hint.get(other).to_owned()),
            text,
            choices,
        }
    }

    fn control(
        &self,
        question: &Question,
        control: Control<'_>,
        mistakes: &[Mistake],
        whole: &Field,
        grouped: bool,
    ) -> DrawnControl {
        let error = |suffixes: &[&str]| self.sentences(question, mistakes, |suffix| suffixes.contains(&suffix));
        // A control by itself is the question; one of several is a part of it, with words of its own.
        let field = |suffix: &str, label: &str, hint: Option<&str>, suffixes: &[&str], optional: bool| {
            if grouped {
                let mut field =
                    Field::new(name(question, suffix), label).hint(hint.map(str::to_owned)).error(error(suffixes));
                field.optional = optional;
                field
            } else {
                let mut field = whole.clone();
                field.name = name(question, suffix);
                field.hint = hint.map(str::to_owned).or(field.hint);
                field.error = error(suffixes).or(field.error);
                field
            }
        };
        let chosen = |options: Vec<ControlOption<'_>>, value: &str| {
            options
                .into_iter()
                .map(|option| {
                    Choice::new(option.value.clone(), option.label, option.value == value)
                        .hint(option.hint.map(std::borrow::Cow::into_owned))
                        .in_language(option.lang.map(Language::code))
                })
                .collect::<Vec<_>>()
        };
        match control {
            Control::Text(box_) => {
                let f = field(box_.suffix, &box_.label, box_.hint.as_deref(), &[box_.suffix], box_.optional);
                text(f, box_, self.occupations)
            }
            Control::Area { suffix, label, hint, value, max_chars } => DrawnControl::Area {
                f: field(suffix, &label, hint.as_deref(), &[suffix], false),
                value: value.to_owned(),
                max: max_chars,
                limit: format::number(self.showing.language, i64::from(max_chars)),
            },
            Control::Date { label, hint, boxes, optional } => {
                let suffixes: Vec<&str> = boxes.iter().map(|part| part.suffix).collect();
                let group = suffixes.first().copied().unwrap_or_default();
                let mut f = field(group, &label, hint.as_deref(), &suffixes, optional);
                // The group itself is named after the question or its part; the boxes have names of their own.
                f.name.push_str(".group");
                let parts = boxes
                    .into_iter()
                    .map(|part| DatePart {
                        name: name(question, part.suffix),
                        label: part.label.into_owned(),
                        value: part.value.to_owned(),
                        width: part.width,
                        faulty: mistakes.iter().any(|mistake| mistake.control == part.suffix),
                        autocomplete: part.autocomplete.unwrap_or_default(),
                        choices: Vec::new(),
                    })
                    .collect();
                DrawnControl::Date { f, parts }
            }
            Control::Radios { suffix, label, hint, options, value } => {
                const INLINE: usize = 2;
                let inline = options.len() <= INLINE && options.iter().all(|option| option.hint.is_none());
                let f = if grouped || suffix.is_empty() {
                    field(suffix, &label, hint.as_deref(), &[suffix], false)
                } else {
                    // What matches the words typed: a part with words of its own, beside the control that is the question.
                    let f = Field::new(name(question, suffix), label.clone());
                    f.hint(hint.map(std::borrow::Cow::into_owned)).error(error(&[suffix]))
                };
                DrawnControl::Radios { f, choices: chosen(options, value), inline }
            }
            Control::Checkboxes { label, hint, ticks } => {
                let suffixes: Vec<&str> = ticks.iter().map(|tick| tick.suffix).collect();
                let f = field("", &label, hint.as_deref(), &suffixes, false);
                let choices = ticks
                    .iter()
                    .map(|tick| {
                        let choice = Choice::new(name(question, tick.suffix), tick.label.clone(), tick.on)
                            .hint(tick.hint.clone().map(std::borrow::Cow::into_owned));
                        if tick.exclusive { choice.as_exclusive() } else { choice }
                    })
                    .collect();
                DrawnControl::Checkboxes { f, choices }
            }
            Control::Tick(TickBox { suffix, label, hint, on, .. }) => {
                let mut f = field(suffix, &label, hint.as_deref(), &[suffix], false);
                f.label = label.into_owned();
                f.optional = false;
                DrawnControl::Tick { f, on }
            }
            Control::Select { suffix, label, hint, options, value, autocomplete, optional } => DrawnControl::Select {
                f: field(suffix, &label, hint.as_deref(), &[suffix], optional),
                choices: chosen(options, value),
                autocomplete: autocomplete.unwrap_or_default(),
            },
            Control::File { label, hint, accept, max_bytes, max, .. } => DrawnControl::File {
                f: field("", &label, hint.as_deref(), &[""], false),
                accept,
                size: format::file_size(self.showing.language, max_bytes),
                multiple: max > 1,
                max_bytes,
            },
            Control::Prose { paragraphs } => {
                DrawnControl::Prose { paragraphs: paragraphs.into_iter().map(str::to_owned).collect() }
            }
        }
    }
}

fn text(f: Field, box_: TextBox<'_>, occupations: &str) -> DrawnControl {
    let (prefix, suffix) = match box_.affix {
        Some(Affix::Before(words)) => (words.into_owned(), String::new()),
        Some(Affix::After(words)) => (String::new(), words.into_owned()),
        None => (String::new(), String::new()),
    };
    DrawnControl::Text {
        f,
        value: box_.value.to_owned(),
        kind: box_.input,
        autocomplete: box_.autocomplete.unwrap_or_default(),
        inputmode: box_.inputmode.unwrap_or_default(),
        width: box_.width.unwrap_or(0),
        spellcheck: box_.spellcheck,
        prefix,
        suffix,
        list: if box_.occupations { occupations.to_owned() } else { String::new() },
        suggestions: box_.suggestions.into_iter().map(std::borrow::Cow::into_owned).collect(),
    }
}

/// The form field of one control of `question`.
pub(crate) fn name(question: &Question, suffix: &str) -> String {
    if suffix.is_empty() { question.id.clone() } else { format!("{}.{suffix}", question.id) }
}
