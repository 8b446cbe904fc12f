//! A form as it was served: what a browser would send back, and only what a person could have put into it.

mod reader;

use crate::page::squeeze;
pub(crate) use reader::FormReader;

/// A form with everything it was served with. Fill it in with [`Form::set`], then send it with `Visitor::submit`.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub(crate) action: String,
    pub(crate) post: bool,
    pub(crate) multipart: bool,
    id: String,
    controls: Vec<Control>,
    pressed: Option<usize>,
}

/// A file chosen in a form.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The name it has on the person's machine.
    pub name: String,
    /// The media type that the browser claims for it.
    pub kind: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What a control sends: text, or a file.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    File(Attachment),
}

#[derive(Debug, Clone, Default)]
struct Control {
    name: String,
    value: String,
    kind: Kind,
    /// Of a radio or checkbox: it is chosen. Of a select's option: it is the one.
    on: bool,
    files: Vec<Attachment>,
    /// Buttons: their own action, and what stands on them.
    action: Option<String>,
    text: String,
    /// The id of the form it names as its own, when it stands outside of it.
    owner: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Text,
    Radio,
    Checkbox,
    Option,
    File,
    Button,
}

impl Form {
    /// A form that no page served: empty, sent by POST to this address. Put things into it with [`Form::forge`].
    pub fn forged(action: &str) -> Self {
        Self { action: action.to_owned(), post: true, ..Self::default() }
    }

    /// Where it is sent, as written in the page.
    pub fn action(&self) -> &str {
        self.button().and_then(|button| button.action.as_deref()).unwrap_or(&self.action)
    }

    /// Whether it has a control or button of this name.
    pub fn has(&self, name: &str) -> bool {
        self.controls.iter().any(|control| control.name == name)
    }

    /// The names of its controls, buttons left out, each once and in the page's order.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for control in self.controls.iter().filter(|control| control.kind != Kind::Button) {
            if !control.name.is_empty() && !names.contains(&control.name.as_str()) {
                names.push(control.name.as_str());
            }
        }
        names
    }

    /// Whether a file can be chosen under this name.
    pub fn takes_files(&self, name: &str) -> bool {
        self.controls.iter().any(|control| control.name == name && control.kind == Kind::File)
    }

    /// What a control of this name would send now; `None` if it would send nothing.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut sent = self.controls.iter().filter(|control| control.name == name && control.is_sent());
        sent.next().map(|control| control.value.as_str())
    }

    /// Types a text, chooses a radio button or an option, or ticks the box that has this value.
    ///
    /// # Panics
    /// If a person could not do that: no such control, or no such choice.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        let mut done = false;
        for control in self.controls.iter_mut().filter(|control| control.name == name) {
            match control.kind {
                Kind::Text => {
                    value.clone_into(&mut control.value);
                    done = true;
                }
                Kind::Radio | Kind::Option => {
                    control.on = control.value == value;
                    done |= control.on;
                }
                Kind::Checkbox if control.value == value => {
                    control.on = true;
                    done = true;
                }
                Kind::Checkbox | Kind::File | Kind::Button => {}
            }
        }
        assert!(done, "{name:?} cannot be set to {value:?} in {:#?}", self.controls);
        self
    }

    /// Takes the tick out of the box that has this value.
    ///
    /// # Panics
    /// If there is no such box.
    pub fn untick(mut self, name: &str, value: &str) -> Self {
        let is_it =
            |control: &&mut Control| control.kind == Kind::Checkbox && control.name == name && control.value == value;
        let found = self.controls.iter_mut().find(is_it);
        let Some(control) = found else { panic!("no box {name:?} with {value:?} in {:#?}", self.controls) };
        control.on = false;
        self
    }

    /// Chooses a file; once more adds another.
    ///
    /// # Panics
    /// If there is no file control of this name.
    pub fn attach(mut self, name: &str, file: Attachment) -> Self {
        let found = self.controls.iter_mut().find(|control| control.kind == Kind::File && control.name == name);
        let Some(control) = found else { panic!("no file {name:?} in {:#?}", self.controls) };
        control.files.push(file);
        self
    }

    /// Presses the button that reads so, instead of the form's first one.
    ///
    /// # Panics
    /// If no button reads so.
    pub fn press(mut self, text: &str) -> Self {
        let wanted = squeeze(text);
        self.pressed = self.controls.iter().position(|control| control.kind == Kind::Button && control.text == wanted);
        assert!(self.pressed.is_some(), "no button {text:?} in {:#?}", self.controls);
        self
    }

    /// What no person could do: sends this value under this name whatever the form was served with.
    pub fn forge(mut self, name: &str, value: &str) -> Self {
        self.controls.retain(|control| control.name != name);
        self.controls.push(Control { name: name.to_owned(), value: value.to_owned(), ..Control::default() });
        self
    }

    /// What no person could do: sends this file under this name whatever the form was served with.
    pub fn forge_file(mut self, name: &str, file: Attachment) -> Self {
        self.multipart = true;
        let files = vec![file];
        self.controls.push(Control { name: name.to_owned(), kind: Kind::File, files, ..Control::default() });
        self
    }

    /// What no person could do: sends nothing under this name.
    pub fn withhold(mut self, name: &str) -> Self {
        self.controls.retain(|control| control.name != name);
        self
    }

    /// What is sent, in the page's order.
    pub(crate) fn sent(&self) -> Vec<(&str, Value)> {
        let pressed = self.button().map(std::ptr::from_ref);
        let controls = self.controls.iter().filter(|control| {
            !control.name.is_empty() && (control.is_sent() || pressed == Some(std::ptr::from_ref(*control)))
        });
        controls
            .flat_map(|control| {
                let name = control.name.as_str();
                let files = control.files.iter().map(move |file| (name, Value::File(file.clone())));
                // A browser sends an empty file for a control where none was chosen.
                let none = (control.kind == Kind::File && control.files.is_empty()).then(|| {
                    let kind = "application/octet-stream".to_owned();
                    (name, Value::File(Attachment { name: String::new(), kind, bytes: Vec::new() }))
                });
                let text = (control.kind != Kind::File).then(|| (name, Value::Text(control.value.clone())));
                files.chain(none).chain(text).collect::<Vec<_>>()
            })
            .collect()
    }

    fn button(&self) -> Option<&Control> {
        let first = || self.controls.iter().position(|control| control.kind == Kind::Button);
        self.pressed.or_else(first).and_then(|at| self.controls.get(at))
    }
}

impl Control {
    fn is_sent(&self) -> bool {
        match self.kind {
            Kind::Text | Kind::File => true,
            Kind::Radio | Kind::Checkbox | Kind::Option => self.on,
            Kind::Button => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    fn form(controls: &str) -> Form {
        let html = format!("<form method=post action=/go id=f>{controls}</form>");
        let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
        Page::read("http://127.0.0.1:1/".to_owned(), 200, headers, html.into_bytes()).forms()[0].clone()
    }

    fn sent(form: &Form) -> Vec<(String, String)> {
        let text = |value| match value {
            Value::Text(text) => text,
            Value::File(file) => format!("file {}", file.name),
        };
        form.sent().into_iter().map(|(name, value)| (name.to_owned(), text(value))).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_left_alone_sends_what_it_was_served_with() {
        let form = form(
            "<input type=hidden name=token value='a&quot;b'><input name=family value=Roy><input name=off value=x disabled>\
             <input type=radio name=kind value=one><input type=radio name=kind value=two checked>\
             <input type=checkbox name=agree><textarea name=why>\nline\nmore</textarea>\
             <select name=country><option value=CA>Canada<option value=FR selected>France</select>\
             <button name=go value=next>Continue</button><button name=go value=later>Save for later</button>",
        );
        let expected = [
            ("token", "a\"b"),
            ("family", "Roy"),
            ("kind", "two"),
            ("why", "line\r\nmore"),
            ("country", "FR"),
            ("go", "next"),
        ];
        assert_eq!(sent(&form), pairs(&expected));
        assert_eq!(sent(&form.press("Save for later")).last().unwrap().1, "later");
    }

    #[test]
    fn a_form_names_its_controls_and_tells_which_take_files() {
        let form = form(
            "<input name=b><input type=radio name=a value=one><input type=radio name=a value=two><input type=file name=f>\
             <button name=go value=next>Continue</button>",
        );
        assert_eq!(form.names(), ["b", "a", "f"]);
        assert!(form.takes_files("f") && !form.takes_files("b"));
    }

    #[test]
    fn a_select_without_a_choice_sends_its_first_option() {
        let form = form("<select name=c><option value=a>A</option><option value=b>B</option></select>");
        assert_eq!(form.value("c"), Some("a"));
        assert_eq!(form.set("c", "b").value("c"), Some("b"));
    }

    #[test]
    fn what_a_person_does_is_sent() {
        let form = form(
            "<input name=family><input type=radio name=k value=one><input type=radio name=k value=two>\
             <input type=checkbox name=t value=a><input type=checkbox name=t value=b checked><input type=file name=f>",
        );
        let scan = Attachment { name: "scan.pdf".to_owned(), kind: "application/pdf".to_owned(), bytes: Vec::new() };
        let form = form.set("family", "Roy").set("k", "one").set("t", "a").untick("t", "b").attach("f", scan);
        assert_eq!(sent(&form), pairs(&[("family", "Roy"), ("k", "one"), ("t", "a"), ("f", "file scan.pdf")]));
    }

    #[test]
    fn a_button_may_send_the_form_elsewhere() {
        let form = form("<input name=a value=b><button>Continue</button><button formaction=/fr/go>Français</button>");
        assert_eq!(form.action(), "/go");
        assert_eq!(form.press("Français").action(), "/fr/go");
    }

    #[test]
    fn a_control_outside_belongs_to_the_form_it_names() {
        let html = "<form id=f action=/go></form><button form=f name=lang value=fr>Français</button>";
        let headers = vec![("content-type".to_owned(), "text/html".to_owned())];
        let page = Page::read("http://127.0.0.1:1/".to_owned(), 200, headers, html.as_bytes().to_vec());
        assert_eq!(sent(&page.form_with("lang")), pairs(&[("lang", "fr")]));
    }

    #[test]
    #[should_panic(expected = "cannot be set")]
    fn a_choice_that_was_not_offered_cannot_be_made() {
        let _ = form("<input type=radio name=k value=one>").set("k", "three");
    }

    #[test]
    fn a_forger_sends_what_was_not_offered() {
        let form = form("<input type=hidden name=token value=x><input name=a value=b>");
        assert_eq!(sent(&form.forge("token", "y").withhold("a")), pairs(&[("token", "y")]));
    }
}
