//! A condition as a sentence in either language, for people who review a program and do not read its file.

use language::{countries, tongues};

use super::{Comparison, Condition, Expr, Facet, Measure, Operand, Test};
use crate::Showing;
use crate::program::{Body, List, Page, Program};
use crate::question::Question;

/// What an id is to a reader.
enum Named<'p> {
    Question(&'p Question),
    List(&'p Page),
}

impl Program {
    /// A condition of this program in words, as it reads within these lists (outermost first).
    pub fn in_words(&self, when: &Condition, within: &[&List], showing: &Showing<'_>) -> String {
        Words { program: self, within, showing }.expr(&when.expr, false)
    }
}

struct Words<'p, 's> {
    program: &'p Program,
    within: &'s [&'p List],
    showing: &'s Showing<'s>,
}

impl<'p> Words<'p, '_> {
    fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let Showing { messages, language, .. } = *self.showing;
        language::Words { messages, language }.texts(key, arguments)
    }

    /// `inner` where an “or” has to stand in brackets.
    fn expr(&self, expr: &Expr, inner: bool) -> String {
        match expr {
            Expr::And(left, right) => {
                self.say("preview-and", &[("left", &self.expr(left, true)), ("right", &self.expr(right, true))])
            }
            Expr::Or(left, right) => {
                let words = [("left", &*self.expr(left, false)), ("right", &*self.expr(right, false))];
                let said = self.say("preview-or", &words);
                if inner { self.say("preview-group", &[("what", &said)]) } else { said }
            }
            Expr::Not(what) => self.say("preview-not", &[("what", &self.expr(what, false))]),
            Expr::Test(test) => self.test(test),
        }
    }

    fn test(&self, test: &Test) -> String {
        match test {
            Test::OneOf { of, words, negated } => {
                let key = if *negated { "preview-is-not" } else { "preview-is" };
                self.about(key, of, "answer", &self.answers(of, words))
            }
            Test::Includes { of, word } => {
                self.about("preview-includes", of, "answer", &self.answers(of, std::slice::from_ref(word)))
            }
            Test::Answered { of } => self.about("preview-answered", of, "answer", ""),
            Test::Compare { of, how, with } => {
                let number = language::format::number(self.showing.language, *with);
                let (key, of) = match of {
                    Measure::Age(of) => ("preview-age", of),
                    Measure::Count(of) => ("preview-count", of),
                    Measure::Value(of) => ("preview-value", of),
                };
                let how = match how {
                    Comparison::Less => "preview-less",
                    Comparison::AtMost => "preview-at-most",
                    Comparison::Equal => "preview-exactly",
                    Comparison::NotEqual => "preview-other-than",
                    Comparison::AtLeast => "preview-at-least",
                    Comparison::More => "preview-more",
                };
                self.about(key, of, "compared", &self.say(how, &[("number", &number)]))
            }
        }
    }

    fn about(&self, key: &str, of: &Operand, name: &str, words: &str) -> String {
        let question = match self.find(&of.id) {
            Some(Named::Question(question)) => question.label.get(self.showing.language),
            Some(Named::List(page)) => page.title.get(self.showing.language),
            // A program whose conditions name nothing is not handed out.
            None => &of.id,
        };
        let part = match of.part.as_str() {
            "country" => Some("preview-part-country"),
            "test" => Some("preview-part-test"),
            "ongoing" => Some("preview-part-ongoing"),
            _ => None,
        };
        let question = part.map_or_else(|| question.to_owned(), |part| self.say(part, &[("question", question)]));
        self.say(key, &[("question", &question), (name, words)])
    }

    /// The answers as a person reads them, joined by “or”.
    fn answers(&self, of: &Operand, words: &[String]) -> String {
        let language = self.showing.language;
        let facet = match self.find(&of.id) {
            Some(Named::Question(question)) => {
                let facets = question.kind.field().facets();
                facets.iter().find(|(part, _)| *part == of.part).map(|(_, facet)| *facet)
            }
            _ => None,
        };
        let named = words.iter().map(|word| {
            let label = match facet {
                Some(Facet::YesNo) if word == "yes" => Some(self.say("common-yes", &[])),
                Some(Facet::YesNo) => Some(self.say("common-no", &[])),
                Some(Facet::Options(options) | Facet::ManyOptions(options)) => {
                    options.iter().find(|option| option.id == *word).map(|option| option.label.get(language).to_owned())
                }
                Some(Facet::Country) => countries::name(language, word).map(str::to_owned),
                Some(Facet::Tongue) => tongues::name(language, word).map(str::to_owned),
                _ => None,
            };
            self.say("preview-answer", &[("answer", label.as_deref().unwrap_or(word))])
        });
        let joined = named.reduce(|left, right| self.say("preview-or", &[("left", &left), ("right", &right)]));
        joined.unwrap_or_default()
    }

    /// What an id means: in the entry at hand first, then outward.
    fn find(&self, id: &str) -> Option<Named<'p>> {
        let inside = self.within.iter().rev().map(|list| list.pages.iter().collect::<Vec<_>>());
        let outside = self.program.sections.iter().flat_map(|section| &section.pages).collect::<Vec<_>>();
        inside.chain([outside]).find_map(|pages| {
            pages.into_iter().find_map(|page| match &page.body {
                Body::Questions(questions) => questions.iter().find(|question| question.id == id).map(Named::Question),
                Body::List(list) => (list.id == id).then_some(Named::List(page)),
            })
        })
    }
}
