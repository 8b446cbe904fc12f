//! A form as it was served, and what a browser sends of it.

use html5gum::StartTag;

use super::reader::attribute;

/// A form with what it was served with.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// Where it is sent, as written in the page.
    pub(crate) action: String,
    pub(crate) post: bool,
    pub(crate) multipart: bool,
    id: String,
    pub(crate) controls: Vec<Control>,
}

/// One control of a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Control {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) kind: Kind,
    /// Of a radio button, a box or an option: it is chosen.
    pub(crate) on: bool,
    /// What the page says of it: the kind of input, the keyboard, the browser's own hint, the kinds of file.
    pub(crate) input: String,
    pub(crate) autocomplete: String,
    pub(crate) accept: String,
    owner: Option<String>,
}

/// What a control is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Text,
    Area,
    Hidden,
    Radio,
    Checkbox,
    Option,
    File,
    Button,
}

impl Form {
    /// Whether it has a control or button of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.controls.iter().any(|control| control.name == name)
    }

    /// What a browser sends when its first button is pressed, as names and values; files are not among them.
    pub(crate) fn sent(&self) -> impl Iterator<Item = (&str, &str)> {
        let button = self.controls.iter().position(|control| control.kind == Kind::Button);
        let sends = move |(at, control): &(usize, &Control)| match control.kind {
            Kind::Text | Kind::Area | Kind::Hidden => true,
            Kind::Radio | Kind::Checkbox | Kind::Option => control.on,
            Kind::File => false,
            Kind::Button => Some(*at) == button,
        };
        let named = self.controls.iter().enumerate().filter(|(_, control)| !control.name.is_empty());
        named.filter(sends).map(|(_, control)| (control.name.as_str(), control.value.as_str()))
    }

    /// The form as it travels.
    pub(crate) fn encoded(&self) -> String {
        encode_pairs(self.sent())
    }
}

/// Names and values as a form that is sent.
pub(crate) fn encode_pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        encode(name, &mut out);
        out.push('=');
        encode(value, &mut out);
    }
    out
}

fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// Gathers the forms of a page from its tokens.
#[derive(Default)]
pub(super) struct FormReader {
    forms: Vec<Form>,
    inside: bool,
    /// Controls that stand outside of the form they belong to.
    strays: Vec<Control>,
    /// The text area being read.
    area: Option<Control>,
    /// The select being read; whether one of its options is chosen so far.
    select: Option<(Control, bool)>,
}

impl FormReader {
    pub(super) fn start(&mut self, tag: &StartTag<()>) {
        let get = |name: &str| attribute(tag, name);
        match &**tag.name {
            b"form" => {
                let is = |key: &str, wanted: &str| get(key).is_some_and(|value| value.eq_ignore_ascii_case(wanted));
                self.forms.push(Form {
                    action: get("action").unwrap_or_default(),
                    post: is("method", "post"),
                    multipart: is("enctype", "multipart/form-data"),
                    id: get("id").unwrap_or_default(),
                    controls: Vec::new(),
                });
                self.inside = true;
            }
            b"input" | b"textarea" | b"button" | b"select" if get("disabled").is_none() => self.control(tag),
            b"option" => {
                if let Some((select, _)) = &self.select {
                    let option = Control {
                        value: get("value").unwrap_or_default(),
                        on: get("selected").is_some(),
                        kind: Kind::Option,
                        ..select.clone()
                    };
                    let on = option.on;
                    self.add(option);
                    if let Some((_, chosen)) = &mut self.select {
                        *chosen |= on;
                    }
                }
            }
            _ => {}
        }
    }

    fn control(&mut self, tag: &StartTag<()>) {
        let get = |name: &str| attribute(tag, name);
        let input = get("type").unwrap_or_default().to_ascii_lowercase();
        let mut control = Control {
            name: get("name").unwrap_or_default(),
            value: get("value").unwrap_or_default(),
            on: get("checked").is_some(),
            autocomplete: get("autocomplete").unwrap_or_default(),
            accept: get("accept").unwrap_or_default(),
            owner: get("form"),
            kind: Kind::Text,
            input: if input.is_empty() { get("inputmode").unwrap_or_default() } else { input.clone() },
        };
        if let Some(mode) = get("inputmode") {
            control.input = mode;
        }
        match (&**tag.name, input.as_str()) {
            (b"textarea", _) => {
                control.kind = Kind::Area;
                self.area = Some(control);
                return;
            }
            (b"select", _) => {
                control.kind = Kind::Option;
                self.select = Some((control, false));
                return;
            }
            (_, "button" | "reset") => return,
            (b"button", _) | (_, "submit" | "image") => control.kind = Kind::Button,
            (_, "hidden") => control.kind = Kind::Hidden,
            (_, "radio") => control.kind = Kind::Radio,
            (_, "checkbox") => control.kind = Kind::Checkbox,
            (_, "file") => control.kind = Kind::File,
            _ => {}
        }
        if matches!(control.kind, Kind::Radio | Kind::Checkbox) && get("value").is_none() {
            "on".clone_into(&mut control.value);
        }
        self.add(control);
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(area) = &mut self.area {
            area.value.push_str(text);
        }
    }

    pub(super) fn end(&mut self, name: &[u8]) {
        match name {
            b"form" => self.inside = false,
            b"textarea" => {
                if let Some(mut area) = self.area.take() {
                    // The first line break after the tag is the page's, not the person's; a browser sends CR LF.
                    let typed = area.value.strip_prefix('\n').unwrap_or(&area.value);
                    area.value = typed.replace("\r\n", "\n").replace('\n', "\r\n");
                    self.add(area);
                }
            }
            b"select" => {
                if let Some((select, false)) = self.select.take()
                    && let Some(form) = self.forms.last_mut()
                    && let Some(first) = form.controls.iter_mut().find(|control| control.name == select.name)
                {
                    // A browser chooses the first where the page chose none.
                    first.on = true;
                }
            }
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> Vec<Form> {
        for stray in self.strays {
            let owner = self.forms.iter_mut().find(|form| Some(&form.id) == stray.owner.as_ref());
            if let Some(form) = owner {
                form.controls.push(stray);
            }
        }
        self.forms
    }

    fn add(&mut self, control: Control) {
        match self.forms.last_mut() {
            Some(form) if self.inside && control.owner.is_none() => form.controls.push(control),
            _ => self.strays.push(control),
        }
    }
}

/// Text as it reads: each run of white space is one space.
pub(super) fn squeeze(text: &str) -> String {
    text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::page::read;

    #[test]
    fn a_form_left_alone_sends_what_a_browser_would() {
        let page = read(
            "<form method=post action=/go id=f><input type=hidden name=token value='a&quot;b'><input name=family value=Roy>\
             <input name=off value=x disabled><input type=radio name=kind value=one>\
             <input type=radio name=kind value=two checked><input type=checkbox name=agree>\
             <textarea name=why>\nline\nmore</textarea><select name=country><option value=CA>Canada<option value=FR>France\
             </select><button name=go value=next>Continue</button><button name=go value=later>Later</button></form>",
        );
        let expected = "token=a%22b&family=Roy&kind=two&why=line%0D%0Amore&country=CA&go=next";
        assert_eq!(page.forms[0].encoded(), expected);
        assert!(page.forms[0].post && page.forms[0].action == "/go");
    }

    #[test]
    fn a_control_outside_belongs_to_the_form_it_names() {
        let page = read("<form id=f action=/go></form><button form=f name=lang value=fr>Français</button>");
        assert_eq!(page.forms[0].encoded(), "lang=fr");
    }
}
