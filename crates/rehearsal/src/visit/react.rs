//! What a visitor does about the page that was served.

use super::{AWAY, COMES_BACK, Draft, End, Next, PAGES_FILLED, Role, SIGMA, Visitor, World};
use crate::{
    fill::{self, Tried, Typist},
    numbers::Micros,
    page::{Control, Form, Kind, Page},
    place::{self, Place},
    wire::request::{File, Posting, Request},
};

/// The share of readers' steps that are a search instead of a link.
const SEARCHES: f64 = 0.05;
/// The share of steps on a page with a tool that use it.
const USES_TOOL: f64 = 0.5;
/// What people look for.
const WORDS: [&str; 6] = ["express entry", "fees", "work permit", "droits", "citoyenneté", "united states"];
/// How often somebody presses the button before everything is filled in.
const HASTY: f64 = 0.03;
/// How often a reader tries for a link before they stay with what they have.
const LINK_TRIES: usize = 12;

impl Visitor {
    /// What comes after this page, which stood at `path`.
    pub(crate) fn react(&mut self, page: &Page, path: &str, world: &mut World) -> Next {
        let place = Place::of(path);
        if self.draft.as_ref().is_some_and(|draft| draft.filing) && !matches!(place, Place::Receipt | Place::Review) {
            return Next::Wrong;
        }
        match place {
            Place::Keep => self.begun(page, path, world),
            Place::Tasks => self.choose_task(page, path, world),
            Place::Question(name) => self.answer(page, path, name, world),
            Place::Review => self.file(page, path, world),
            Place::Receipt => {
                let after = self.thinks(world);
                if page.receipt.is_some() { Next::Leave(End::Filed, after) } else { Next::Wrong }
            }
            Place::Start if matches!(self.role, Role::Beginner(_) | Role::Preparer) => {
                match page.form_with("form_token") {
                    Some(form) if form.post => self.press(form, path, world),
                    _ => Next::Wrong,
                }
            }
            Place::Resume if self.draft.is_some() => match page.form_with("code") {
                Some(form) if form.post => self.press(form, path, world),
                _ => Next::Wrong,
            },
            _ => self.read(page, path, world),
        }
    }

    /// Sends a form as it was served, after a while.
    fn press(&mut self, form: &Form, path: &str, world: &World) -> Next {
        let action = place::local(&form.action).unwrap_or(path);
        Next::Ask(Self::posting(action, form.encoded()), self.thinks(world))
    }

    /// Reads, and follows a link; or goes on to what they came for.
    fn read(&mut self, page: &Page, path: &str, world: &World) -> Next {
        let after = self.thinks(world);
        match &mut self.role {
            Role::Reader(left) | Role::Beginner(left) if *left > 1 => *left -= 1,
            Role::Beginner(_) | Role::Preparer => {
                return match &world.start[usize::from(self.person.french)] {
                    Some(start) => Next::Ask(Request::get(start), after),
                    None => Next::Leave(End::Done, after),
                };
            }
            _ => return Next::Leave(End::Done, after),
        }
        let search =
            page.forms.iter().find(|form| !form.post && form.has("q")).filter(|_| self.chance.happens(SEARCHES));
        if let Some(form) = search {
            let words = self.chance.pick(&WORDS).copied().unwrap_or_default();
            let query = crate::page::encode_pairs(std::iter::once(("q", words)));
            return Next::Ask(Request::get(&format!("{}?{query}", form.action)), after);
        }
        if let Some(tool) = page.forms.iter().find(|form| is_tool(form)).filter(|_| self.chance.happens(USES_TOOL)) {
            return self.use_tool(tool.clone(), page, path, after, world);
        }
        for _ in 0..LINK_TRIES {
            let link = self.chance.pick(&page.links).and_then(|link| place::local(link)).unwrap_or("#");
            let link = link.split('#').next().unwrap_or_default();
            let is_ours = place::is_page(link)
                && link.strip_prefix('/').is_some_and(|rest| rest.starts_with(self.person.language()));
            if is_ours && link != path {
                return Next::Ask(Request::get(link), after);
            }
        }
        Next::Leave(End::Done, after)
    }

    /// Fills in a form that is part of what there is to read, such as a calculator's.
    fn use_tool(&self, mut form: Form, page: &Page, path: &str, after: Micros, world: &World) -> Next {
        let family = self.person.family();
        let typist = Typist { family: &family, given: self.person.given(), today: world.today };
        Tried::default().fill(&mut form, page, path, typist, &world.learned);
        let action = place::local(&form.action).unwrap_or(path);
        let fields = form.encoded();
        let request =
            if form.post { Self::posting(action, fields) } else { Request::get(&format!("{action}?{fields}")) };
        Next::Ask(request, after)
    }

    /// An application was begun: keeps its link, and goes on to the tasks.
    fn begun(&mut self, page: &Page, path: &str, world: &World) -> Next {
        let Some(base) = place::application(path) else { return Next::Wrong };
        let draft = self.draft.get_or_insert_default();
        base.clone_into(&mut draft.base);
        let links = page.links.iter().filter_map(|link| place::local(link));
        draft.resume = links.filter(|link| Place::of(link) == Place::Resume).map(str::to_owned).next();
        if let Role::Beginner(_) = self.role {
            self.role = Role::Filler(self.chance.times(PAGES_FILLED));
        }
        let tasks = Request::get(base);
        Next::Ask(tasks, self.thinks(world))
    }

    /// Goes on where the list of tasks says: to the review once that can be opened, and before to the last page that can,
    /// which is the first that is not done.
    fn choose_task(&mut self, page: &Page, path: &str, world: &World) -> Next {
        if self.draft.is_none() {
            return Next::Leave(End::Done, 0);
        }
        let mine = || page.links.iter().filter(|link| link.starts_with(path));
        let review = mine().find(|link| Place::of(link) == Place::Review);
        let next = review.or_else(|| last_page(mine()));
        next.map_or(Next::Wrong, |link| Next::Ask(Request::get(link), self.thinks(world)))
    }

    /// Fills in a page of questions.
    fn answer(&mut self, page: &Page, path: &str, name: &str, world: &mut World) -> Next {
        let family = self.person.family();
        let Some(mut form) = page.forms.iter().find(|form| form.post && form.has("then")).cloned() else {
            return Next::Wrong;
        };
        let Some(draft) = self.draft.as_deref_mut() else { return Next::Wrong };
        if let Some((sent, questions)) = draft.sent.take().filter(|(sent, _)| sent != name) {
            if name.strip_prefix(sent.as_str()).is_some_and(|rest| rest.starts_with('/')) {
                draft.tried.entered(&sent);
            }
            draft.tried.taken(&questions, &sent, &mut world.learned);
        }
        if let Role::Filler(left) = &mut self.role {
            *left = left.saturating_sub(1);
            if *left == 0 {
                return self.leave_it(world);
            }
        }
        let hasty = !page.has_mistakes() && self.role != Role::Preparer && self.chance.happens(HASTY);
        let typist = Typist { family: &family, given: self.person.given(), today: world.today };
        if hasty {
            draft.tried.press_early();
        } else if !draft.tried.fill(&mut form, page, name, typist, &world.learned) {
            return Next::Leave(End::Puzzled, 0);
        }
        draft.typed_name |= form.sent().any(|(_, value)| value == family);
        draft.sent = Some((name.to_owned(), fill::questions(&form)));
        let takes_file = |kind: Kind| kind == Kind::File && form.multipart;
        let files = form.controls.iter().filter(|control| takes_file(control.kind));
        let files = files.map(|control| (control.name.clone(), File::accepted(&control.accept))).collect();
        let action = place::local(&form.action).unwrap_or(path).to_owned();
        let posting = Posting { path: action, fields: form.encoded(), files, is_ticket: false, json: false };
        Next::Ask(Request::Post(Box::new(posting)), self.thinks(world))
    }

    /// Leaves an application for another day, or for a while.
    fn leave_it(&mut self, world: &World) -> Next {
        let resume = self.draft.as_ref().and_then(|draft| draft.resume.clone());
        if let Some(resume) = resume.filter(|_| self.chance.happens(COMES_BACK)) {
            self.role = Role::Filler(self.chance.times(PAGES_FILLED));
            let away = self.chance.log_normal(AWAY * world.think / 20.0, SIGMA);
            return Next::Away(Request::get(&resume), away);
        }
        Next::Leave(End::Left, 0)
    }

    /// Files what is complete.
    fn file(&mut self, page: &Page, path: &str, world: &World) -> Next {
        let Some(draft) = self.draft.as_deref_mut() else { return Next::Leave(End::Done, 0) };
        match page.form_with("version").cloned() {
            Some(_) if self.role == Role::Preparer => Next::Leave(End::Prepared, 0),
            Some(form) => {
                draft.filing = true;
                self.press(&form, path, world)
            }
            // Something is missing still; the page ends with the way there.
            None => match last_page(page.links.iter()) {
                Some(open) => Next::Ask(Request::get(open), self.thinks(world)),
                None => Next::Wrong,
            },
        }
    }
}

/// Whether a form is a tool for readers: it asks something, and is neither the search nor about somebody's account or mail.
fn is_tool(form: &Form) -> bool {
    let private = |control: &Control| ["password", "email"].contains(&control.input.as_str());
    let asks = !fill::questions(form).is_empty() && Place::of(&form.action) == Place::Public;
    asks && !form.has("q") && !form.has("form_token") && !form.controls.iter().any(private)
}

/// The last of these links that leads to a page of questions.
fn last_page<'a>(links: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    links.filter(|link| matches!(Place::of(link), Place::Question(_))).last()
}

impl Draft {
    /// A finished application that somebody comes back to.
    pub(crate) fn finished(base: String, resume: Option<String>, typed_name: bool) -> Self {
        Self { base, resume, typed_name, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fill::Learned, page::read, people::Person};
    use jiff::civil::Date;

    fn world() -> World {
        let start = [Some("/en/apply/a".to_owned()), Some("/fr/demander/a".to_owned())];
        World { start, learned: Learned::new(), today: Date::constant(2026, 11, 22), think: 20.0 }
    }

    /// Somebody who reads English.
    fn visitor(role: Role) -> Visitor {
        let person = (0..100).map(|number| Person::new(number, 0.0)).find(|person| !person.french);
        Visitor::new(person.expect("one of a hundred reads English"), 7, role, 0, Request::get("/en"))
    }

    fn asks(next: Next) -> (String, String) {
        match next {
            Next::Ask(Request::Get(path), _) => ("GET".to_owned(), path.to_string()),
            Next::Ask(Request::Post(posting), _) => (posting.fields, posting.path),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_reader_follows_a_link_in_their_language_and_leaves_after_the_last_page() {
        let page =
            read("<a href=/fr>Français</a><a href=#main>Skip</a><a href=mailto:a@b>Mail</a><a href=/en/fees>Fees</a>");
        let mut reader = visitor(Role::Reader(2));
        assert_eq!(asks(reader.react(&page, "/en", &mut world())).1, "/en/fees");
        assert!(matches!(reader.react(&page, "/en/fees", &mut world()), Next::Leave(End::Done, 1..)));
    }

    #[test]
    fn a_reader_uses_a_calculator_and_signs_in_nowhere() {
        let page = read(
            "<form method=post action=/en/sign-in><input type=email name=email></form>\
                         <form action=/en/tool><input type=radio name=ill value=yes><input type=radio name=ill value=no></form>",
        );
        let mut reader = visitor(Role::Reader(100));
        let used = (0..20).filter_map(|_| match reader.react(&page, "/en/tool", &mut world()) {
            Next::Ask(request, _) => Some(request.path().to_owned()),
            _ => None,
        });
        let used: Vec<_> = used.collect();
        assert!(!used.is_empty() && used.iter().all(|path| path == "/en/tool?ill=no"), "{used:?}");
    }

    #[test]
    fn somebody_who_applies_begins_keeps_the_link_answers_and_files() {
        let (mut applicant, mut world) = (visitor(Role::Preparer), world());
        let start = "<form action=/en/search></form><form method=post action=/en/apply/a><input name=form_token value=t></form>";
        let (fields, path) = asks(applicant.react(&read(start), "/en/apply/a", &mut world));
        assert_eq!((fields.as_str(), path.as_str()), ("form_token=t", "/en/apply/a"));
        let keep = "<a href=http://localhost/en/resume/LD-1/SECRET>link</a>";
        let tasks = asks(applicant.react(&read(keep), "/en/applications/LD-1/come-back", &mut world)).1;
        assert_eq!(tasks, "/en/applications/LD-1");
        assert_eq!(applicant.draft.as_ref().unwrap().resume.as_deref(), Some("/en/resume/LD-1/SECRET"));
        let list = "<a href=/en/applications/LD-1/page/done>a</a><a href=/en/applications/LD-1/page/open>b</a>";
        assert_eq!(asks(applicant.react(&read(list), &tasks, &mut world)).1, "/en/applications/LD-1/page/open");
        let page = "<form method=post action=/en/applications/LD-1/page/open><input name=name.family>\
                    <button name=then value=continue>Continue</button></form>";
        let (fields, _) = asks(applicant.react(&read(page), "/en/applications/LD-1/page/open", &mut world));
        assert_eq!(fields, format!("name.family={}&then=continue", applicant.person.family()));
        assert!(applicant.draft.as_ref().unwrap().typed_name);
        let review = "<form method=post action=/en/applications/LD-1/file><input name=version value=3></form>";
        let review = read(review);
        assert!(matches!(
            applicant.react(&review, "/en/applications/LD-1/review", &mut world),
            Next::Leave(End::Prepared, 0)
        ));
        applicant.role = Role::Finisher;
        let (fields, path) = asks(applicant.react(&review, "/en/applications/LD-1/review", &mut world));
        assert_eq!((fields.as_str(), path.as_str()), ("version=3", "/en/applications/LD-1/file"));
        let elsewhere = applicant.react(&read("<h1>Home</h1>"), "/en", &mut world);
        assert!(matches!(elsewhere, Next::Wrong), "a filing leads to its receipt: {elsewhere:?}");
        let receipt = read("<main><p>LF-4WK5-5H2F-D</p></main>");
        let next = applicant.react(&receipt, "/en/applications/LD-1/receipt", &mut world);
        assert!(matches!(next, Next::Leave(End::Filed, 1..)), "{next:?}");
    }
}
