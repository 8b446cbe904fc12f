//! Reads a condition as a person writes it: `marital-status is married and not (accompanying is no)`.

use super::{Comparison, Condition, Expr, Measure, Operand, Test};
use crate::limits::{MAX_CONDITION_BYTES, MAX_CONDITION_DEPTH, MAX_NUMBER};

/// Why a condition cannot be read: what is wrong and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) what: String,
    pub(crate) cure: String,
}

const EXAMPLE: &str = "Write it as in: marital-status is married and age(birth-date) >= 18";

/// Reads a condition that stands on a line.
pub(crate) fn parse(text: &str, line: u32) -> Result<Condition, Unreadable> {
    if text.len() > MAX_CONDITION_BYTES {
        return Err(Unreadable {
            what: format!("the condition is longer than {MAX_CONDITION_BYTES} bytes"),
            cure: "Split the page, or ask a question that settles the matter.".into(),
        });
    }
    let mut words = Words { rest: text, depth: 0 };
    let expr = words.either()?;
    match words.peek() {
        None => Ok(Condition { expr, line, text: text.trim().to_owned() }),
        Some(token) => Err(unexpected(&token, "“and”, “or” or the end")),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Sign(&'t str),
}

impl Token<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Sign(text) => text,
        }
    }
}

fn unexpected(token: &Token<'_>, wanted: &str) -> Unreadable {
    Unreadable {
        what: format!("the condition has “{}” where {wanted} should stand", token.text()),
        cure: format!("{EXAMPLE}."),
    }
}

fn ended(wanted: &str) -> Unreadable {
    Unreadable { what: format!("the condition ends where {wanted} should stand"), cure: format!("{EXAMPLE}.") }
}

struct Words<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Words<'t> {
    /// The next token with what follows it.
    fn split(&self) -> Option<(Token<'t>, &'t str)> {
        let rest = self.rest.trim_start();
        let first = rest.chars().next()?;
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if is_word(first) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            return Some((Token::Word(&rest[..end]), &rest[end..]));
        }
        let two = [">=", "<=", "!=", "=="].into_iter().find(|sign| rest.starts_with(sign));
        let end = two.map_or(first.len_utf8(), str::len);
        Some((Token::Sign(&rest[..end]), &rest[end..]))
    }

    fn peek(&self) -> Option<Token<'t>> {
        self.split().map(|(token, _)| token)
    }

    fn next(&mut self, wanted: &str) -> Result<Token<'t>, Unreadable> {
        let (token, rest) = self.split().ok_or_else(|| ended(wanted))?;
        self.rest = rest;
        Ok(token)
    }

    /// Takes the next token when it is this one.
    fn take(&mut self, text: &str) -> bool {
        match self.split() {
            Some((token, rest)) if token.text() == text => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn expect(&mut self, text: &str) -> Result<(), Unreadable> {
        let wanted = format!("“{text}”");
        let token = self.next(&wanted)?;
        if token.text() == text { Ok(()) } else { Err(unexpected(&token, &wanted)) }
    }

    fn either(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.both()?;
        while self.take("or") {
            left = Expr::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Expr, Unreadable> {
        let mut left = self.one()?;
        while self.take("and") {
            left = Expr::And(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Expr, Unreadable> {
        self.depth += 1;
        if self.depth > MAX_CONDITION_DEPTH {
            return Err(Unreadable {
                what: format!("the condition nests deeper than {MAX_CONDITION_DEPTH}"),
                cure: "Write it with fewer brackets.".into(),
            });
        }
        let expr = if self.take("not") {
            Expr::Not(Box::new(self.one()?))
        } else if self.take("(") {
            let inner = self.either()?;
            self.expect(")")?;
            inner
        } else {
            Expr::Test(self.test()?)
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn test(&mut self) -> Result<Test, Unreadable> {
        let first = self.word("the id of a question")?;
        if self.take("(") {
            let of = operand(self.word("the id of a question")?);
            self.expect(")")?;
            return match first {
                "answered" => Ok(Test::Answered { of }),
                "age" => self.compare(Measure::Age(of)),
                "count" => self.compare(Measure::Count(of)),
                _ => Err(Unreadable {
                    what: format!("the condition asks for “{first}(…)”, which does not exist"),
                    cure: "Use age(…), count(…) or answered(…).".into(),
                }),
            };
        }
        let of = operand(first);
        if self.take("is") {
            let negated = self.take("not");
            return Ok(Test::OneOf { of, words: vec![self.word("a value")?.to_owned()], negated });
        }
        if self.take("includes") {
            return Ok(Test::Includes { of, word: self.word("a value")?.to_owned() });
        }
        let negated = self.take("not");
        if self.take("in") {
            self.expect("[")?;
            let mut words = vec![self.word("a value")?.to_owned()];
            while self.take(",") {
                words.push(self.word("a value")?.to_owned());
            }
            self.expect("]")?;
            return Ok(Test::OneOf { of, words, negated });
        }
        if negated {
            return Err(unexpected(&Token::Word("not"), "“is”, “in”, “includes” or a comparison"));
        }
        self.compare(Measure::Value(of))
    }

    fn compare(&mut self, of: Measure) -> Result<Test, Unreadable> {
        const WANTED: &str = "“is”, “in”, “includes” or one of >= <= > < = !=";
        let sign = self.next(WANTED)?;
        let how = match sign.text() {
            "<" => Comparison::Less,
            "<=" => Comparison::AtMost,
            "=" | "==" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            ">=" => Comparison::AtLeast,
            ">" => Comparison::More,
            _ => return Err(unexpected(&sign, WANTED)),
        };
        let number = self.next("a whole number")?;
        let with = number.text().parse().ok().filter(|number: &i64| number.abs() <= MAX_NUMBER);
        Ok(Test::Compare { of, how, with: with.ok_or_else(|| unexpected(&number, "a whole number"))? })
    }

    fn word(&mut self, wanted: &str) -> Result<&'t str, Unreadable> {
        match self.next(wanted)? {
            Token::Word(word) if !matches!(word, "and" | "or" | "not" | "is" | "in" | "includes") => Ok(word),
            token => Err(unexpected(&token, wanted)),
        }
    }
}

fn operand(word: &str) -> Operand {
    let (id, part) = word.split_once('.').unwrap_or((word, ""));
    Operand { id: id.to_owned(), part: part.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expr(text: &str) -> Expr {
        parse(text, 1).unwrap().expr
    }

    #[test]
    fn and_binds_closer_than_or_and_not_closest() {
        assert_eq!(expr("a is x or b is x and c is x"), expr("a is x or (b is x and c is x)"));
        assert_eq!(expr("not a is x and b is x"), expr("(not (a is x)) and b is x"));
        assert_eq!(expr("a is x and b is x and c is x"), expr("(a is x and b is x) and c is x"));
    }

    #[test]
    fn each_comparison_is_read() {
        let of = |id: &str, part: &str| Operand { id: id.into(), part: part.into() };
        assert_eq!(
            expr("marital-status in [married, common-law]"),
            Expr::Test(Test::OneOf {
                of: of("marital-status", ""),
                words: vec!["married".into(), "common-law".into()],
                negated: false
            })
        );
        assert_eq!(
            expr("passport.country is not TW"),
            Expr::Test(Test::OneOf { of: of("passport", "country"), words: vec!["TW".into()], negated: true })
        );
        assert_eq!(
            expr("age(birth-date)>=18"),
            Expr::Test(Test::Compare { of: Measure::Age(of("birth-date", "")), how: Comparison::AtLeast, with: 18 })
        );
        assert_eq!(
            expr("count( family ) > 0"),
            Expr::Test(Test::Compare { of: Measure::Count(of("family", "")), how: Comparison::More, with: 0 })
        );
        assert_eq!(
            expr("children = 0"),
            Expr::Test(Test::Compare { of: Measure::Value(of("children", "")), how: Comparison::Equal, with: 0 })
        );
        assert_eq!(expr("answered(uci)"), Expr::Test(Test::Answered { of: of("uci", "") }));
        assert_eq!(
            expr("langs includes french"),
            Expr::Test(Test::Includes { of: of("langs", ""), word: "french".into() })
        );
    }

    #[test]
    fn what_cannot_be_read_is_said_with_a_cure() {
        for (text, what) in [
            ("", "ends where the id of a question"),
            ("a", "ends where “is”"),
            ("a is", "ends where a value"),
            ("a is x b is y", "“b” where “and”"),
            ("(a is x", "ends where “)”"),
            ("a in [x", "ends where “]”"),
            ("a in []", "“]” where a value"),
            ("a > many", "“many” where a whole number"),
            ("a > 99999999999", "where a whole number"),
            ("a ~ 1", "“~” where"),
            ("a is 'x'", "“'” where a value"),
            ("sum(a) > 1", "“sum(…)”"),
            ("and", "“and” where the id"),
            ("a not is x", "“not” where"),
            ("é ☃ x", "“☃”"),
        ] {
            let found = parse(text, 1).unwrap_err();
            assert!(found.what.contains(what), "{text:?}: {}", found.what);
            assert!(found.cure.ends_with('.'));
        }
    }

    #[test]
    fn length_and_nesting_are_bounded() {
        assert!(parse(&"not ".repeat(MAX_CONDITION_DEPTH + 1), 1).unwrap_err().what.contains("nests deeper"));
        assert!(parse(&" ".repeat(MAX_CONDITION_BYTES + 1), 1).unwrap_err().what.contains("longer than"));
        let wide = vec!["a is x"; 60].join(" and ");
        assert!(parse(&wide, 1).is_ok(), "many comparisons side by side are fine");
    }
}
