//! What a form control is told about itself: name, label, hint, error, and the wording in the other language.

/// One control of a form, or a group of them (a question with several parts).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// The form field's name: `question-id` or `question-id.suffix`.
    pub name: String,
    /// The label, or the legend of a group.
    pub label: String,
    /// One or two sentences that help to answer.
    pub hint: Option<String>,
    /// What is wrong with the answer, as a sentence that says how to mend it.
    pub error: Option<String>,
    /// Whether the label is the page's main heading.
    pub heading: bool,
    /// Whether the control may stay empty; the label says so.
    pub optional: bool,
    /// The same wording in the other language.
    pub peek: Option<Peek>,
}

/// A question's wording in the other language, shown on demand under the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peek {
    /// The language it is in: "en" or "fr".
    pub lang: &'static str,
    /// The question.
    pub label: String,
    /// Its hint.
    pub hint: Option<String>,
    /// What is read before it is answered, such as what is declared: one string a paragraph.
    pub text: Vec<String>,
    /// The options of a choice, in the order the page shows them.
    pub choices: Vec<String>,
}

impl Field {
    /// A control with a name and a label.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), ..Self::default() }
    }

    /// Adds a hint, if there is one.
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Adds an error, if there is one.
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    /// Makes the label the page's main heading.
    pub fn as_heading(mut self) -> Self {
        self.heading = true;
        self
    }

    /// Says that the control may stay empty.
    pub fn as_optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Adds the wording in the other language.
    pub fn peek(mut self, peek: Option<Peek>) -> Self {
        self.peek = peek;
        self
    }

    /// The element's id, which the links of the error summary lead to.
    pub fn id(&self) -> String {
        id_of(&self.name)
    }

    /// The id of an option; the first has the field's own, so that links to the field lead to it.
    /// `position` counts from 1.
    pub fn option_id(&self, position: usize) -> String {
        if position == 1 { self.id() } else { format!("{}-{position}", self.id()) }
    }

    /// The ids of hint and error, for `aria-describedby`; empty without either.
    pub fn described_by(&self) -> String {
        let id = self.id();
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{id}-hint"));
        }
        if self.error.is_some() {
            ids.push(format!("{id}-error"));
        }
        ids.join(" ")
    }

    /// `described_by`, with one more id after it (the count under a text area).
    pub fn described_by_and(&self, more: &str) -> String {
        let mut ids = self.described_by();
        if !ids.is_empty() {
            ids.push(' ');
        }
        ids.push_str(&self.id());
        ids.push_str(more);
        ids
    }
}

/// The id of the element a form field of this name is drawn as.
///
/// The prefix keeps question ids from meeting the ids of the layout.
pub fn id_of(name: &str) -> String {
    let mut id = String::with_capacity(name.len() + 2);
    id.push_str("f-");
    id.extend(name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }));
    id
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// What the form sends. With checkboxes this is the form field's whole name, and the value sent is "on".
    pub value: String,
    /// What the option is called.
    pub label: String,
    /// A sentence under the option.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether ticking it excludes all others ("none of these"); only checkboxes look at it.
    pub exclusive: bool,
    /// The language of its label, where that is not the page's; only radios look at it.
    pub lang: Option<&'static str>,
}

impl Choice {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, chosen, exclusive: false, lang: None }
    }

    /// Adds a hint, if there is one.
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Says that its label is in another language than the page.
    pub fn in_language(mut self, lang: Option<&'static str>) -> Self {
        self.lang = lang;
        self
    }

    /// Makes it exclude all others.
    pub fn as_exclusive(mut self) -> Self {
        self.exclusive = true;
        self
    }
}

/// One part of a date: a short field, or a list when it has choices (the months by name).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatePart {
    /// The form field's name: `question-id.year`.
    pub name: String,
    /// "Year".
    pub label: String,
    /// What was typed.
    pub value: String,
    /// How many characters it is made for: 2, 4, or 10 where a month's name may be typed.
    pub width: u8,
    /// Whether the group's error is about this part.
    pub faulty: bool,
    /// The browser's autofill token: "bday-year", or empty.
    pub autocomplete: &'static str,
    /// The options, when the part is a list.
    pub choices: Vec<Choice>,
}

impl DatePart {
    /// A part of a date.
    pub fn new(name: impl Into<String>, label: impl Into<String>, value: impl Into<String>, width: u8) -> Self {
        Self { name: name.into(), label: label.into(), value: value.into(), width, ..Self::default() }
    }

    /// The element's id.
    pub fn id(&self) -> String {
        id_of(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_no_dot_and_never_meets_the_layouts_ids() {
        assert_eq!(Field::new("main", "").id(), "f-main");
        assert_eq!(Field::new("birth-date.year", "").id(), "f-birth-date-year");
    }

    #[test]
    fn hint_and_error_are_both_announced_and_in_that_order() {
        let field = Field::new("q", "").hint(Some("h".into())).error(Some("e".into()));
        assert_eq!(field.described_by(), "f-q-hint f-q-error");
        assert_eq!(Field::new("q", "").described_by(), "");
        assert_eq!(Field::new("q", "").described_by_and("-count"), "f-q-count");
    }
}
