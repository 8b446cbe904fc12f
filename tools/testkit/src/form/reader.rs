//! Reads the forms of a page from its tokens, with what each control would send if it were left alone.

use html5gum::StartTag;

use super::{Control, Form, Kind};
use crate::page::{attribute, squeeze};

/// Gathers the forms of a page from its tokens.
#[derive(Default)]
pub(crate) struct FormReader {
    forms: Vec<Form>,
    inside: bool,
    /// Controls that stand outside of the form they belong to.
    strays: Vec<Control>,
    /// The control whose text is being read: a button's, an option's or a text area's.
    open: Option<Control>,
    select: Option<Select>,
}

struct Select {
    name: String,
    owner: Option<String>,
    /// Nothing is chosen by the page so far, so a browser chooses the first.
    open: bool,
    options: Vec<Control>,
}

impl FormReader {
    pub(crate) fn start(&mut self, tag: &StartTag<()>) {
        let name = attribute(tag, "name").unwrap_or_default();
        let owner = attribute(tag, "form");
        let disabled = attribute(tag, "disabled").is_some();
        let value = attribute(tag, "value");
        match &**tag.name {
            b"form" => {
                let is = |key: &str, wanted: &str| {
                    attribute(tag, key).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
                };
                self.forms.push(Form {
                    action: attribute(tag, "action").unwrap_or_default(),
                    post: is("method", "post"),
                    multipart: is("enctype", "multipart/form-data"),
                    id: attribute(tag, "id").unwrap_or_default(),
                    ..Form::default()
                });
                self.inside = true;
            }
            b"input" if !disabled => {
                let kind = match attribute(tag, "type").unwrap_or_default().to_ascii_lowercase().as_str() {
                    "radio" => Kind::Radio,
                    "checkbox" => Kind::Checkbox,
                    "file" => Kind::File,
                    "submit" | "image" => Kind::Button,
                    "button" | "reset" => return,
                    _ => Kind::Text,
                };
                let unsaid = if matches!(kind, Kind::Radio | Kind::Checkbox) { "on" } else { "" };
                let value = value.unwrap_or_else(|| unsaid.to_owned());
                let text = if kind == Kind::Button { squeeze(&value) } else { String::new() };
                let (on, action) = (attribute(tag, "checked").is_some(), attribute(tag, "formaction"));
                self.add(Control { name, value, kind, on, action, text, owner, ..Control::default() });
            }
            b"textarea" if !disabled => self.open = Some(Control { name, owner, ..Control::default() }),
            b"button"
                if !disabled && !attribute(tag, "type").is_some_and(|kind| kind == "button" || kind == "reset") =>
            {
                let (value, action) = (value.unwrap_or_default(), attribute(tag, "formaction"));
                self.open = Some(Control { name, value, kind: Kind::Button, action, owner, ..Control::default() });
            }
            b"select" if !disabled => self.select = Some(Select { name, owner, open: true, options: Vec::new() }),
            b"option" => {
                self.end_option();
                if let Some(select) = &self.select {
                    self.open = Some(Control {
                        name: select.name.clone(),
                        value: value.unwrap_or_default(),
                        kind: Kind::Option,
                        on: attribute(tag, "selected").is_some(),
                        owner: select.owner.clone(),
                        ..Control::default()
                    });
                }
            }
            _ => {}
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        if let Some(control) = &mut self.open {
            match control.kind {
                Kind::Text => control.value.push_str(text),
                _ => control.text.push_str(text),
            }
        }
    }

    pub(crate) fn end(&mut self, name: &str) {
        match name {
            "form" => self.inside = false,
            "textarea" => {
                if let Some(mut control) = self.open.take() {
                    // The first line break after the tag is the page's, not the person's; a browser sends CR LF.
                    let typed = control.value.strip_prefix('\n').unwrap_or(&control.value);
                    control.value = typed.replace("\r\n", "\n").replace('\n', "\r\n");
                    self.add(control);
                }
            }
            "button" => {
                if let Some(mut control) = self.open.take() {
                    control.text = squeeze(&control.text);
                    self.add(control);
                }
            }
            "option" => self.end_option(),
            "select" => {
                self.end_option();
                if let Some(mut select) = self.select.take() {
                    if select.open
                        && let Some(first) = select.options.first_mut()
                    {
                        first.on = true;
                    }
                    select.options.into_iter().for_each(|option| self.add(option));
                }
            }
            _ => {}
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Form> {
        for stray in self.strays {
            let owner = self.forms.iter_mut().find(|form| Some(&form.id) == stray.owner.as_ref());
            if let Some(form) = owner {
                form.controls.push(stray);
            }
        }
        self.forms
    }

    fn end_option(&mut self) {
        if let Some(select) = &mut self.select
            && let Some(option) = self.open.take_if(|control| control.kind == Kind::Option)
        {
            select.open &= !option.on;
            select.options.push(option);
        }
    }

    fn add(&mut self, control: Control) {
        match self.forms.last_mut() {
            Some(form) if self.inside && control.owner.is_none() => form.controls.push(control),
            _ => self.strays.push(control),
        }
    }
}
