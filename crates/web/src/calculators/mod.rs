//! The calculators' pages: no session, no store, nothing kept. What was typed goes to the server in a form and comes back in
//! the page, never in an address.

mod answer;
mod asks;
mod drawn;
mod filled;
mod picture;

use crate::{
    app::App,
    forms::{Form, SWITCH},
    look::{Frame, Problem as Wrong},
    places::Place,
    problem::Problem,
    public::data::{self, FundsShown},
};
use answer::{Answer, Wording};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use drawn::{Drawn, Typed};
use http::StatusCode;
use language::{Arg, Language, Words};
use programs::calculators::{Ability, Calculator, Calculators, Refusal};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "calculators/index.html")]
struct IndexTemplate {
    frame: Frame,
    /// Address, title and a sentence of each calculator.
    calculators: Vec<(String, String, String)>,
    /// Address and name of the finder, where the site has one.
    finder: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "calculators/calculator.html")]
struct CalculatorTemplate {
    frame: Frame,
    title: String,
    intro: String,
    problems: Vec<Wrong>,
    answer: Option<Answer>,
    funds: Option<FundsShown>,
    drawn: Vec<Drawn>,
    all_url: String,
    occupations_url: Option<String>,
}

/// The routes, in `language`.
pub(crate) fn routes(language: Language) -> Router<Arc<App>> {
    let mut router = Router::new().route(
        &Place::Calculators.path(language),
        get(move |State(app): State<Arc<App>>| async move { index(&app, language) }),
    );
    for calculator in Calculator::ALL {
        router =
            router.route(
                &Place::Calculator(calculator).path(language),
                get(move |State(app): State<Arc<App>>| async move {
                    page(&app, language, calculator, &Form::default(), None)
                })
                .post(move |State(app): State<Arc<App>>, form: Form| async move {
                    calculate(&app, language, calculator, &form)
                }),
            );
    }
    router
}

/// The messages that name a calculator and say what it is for.
const fn words(calculator: Calculator) -> (&'static str, &'static str) {
    match calculator {
        Calculator::Crs => ("calculators-crs-title", "calculators-crs-intro"),
        Calculator::Fsw => ("calculators-fsw-title", "calculators-fsw-intro"),
        Calculator::Clb => ("calculators-clb-title", "calculators-clb-intro"),
        Calculator::Presence => ("calculators-presence-title", "calculators-presence-intro"),
        Calculator::Obligation => ("calculators-obligation-title", "calculators-obligation-intro"),
    }
}

/// Whether the site has the tables that a calculator needs.
pub(crate) const fn has(calculators: &Calculators, calculator: Calculator) -> bool {
    match calculator {
        Calculator::Crs => calculators.crs.is_some() && calculators.language_tests.is_some(),
        Calculator::Fsw => calculators.fsw.is_some(),
        Calculator::Clb => calculators.language_tests.is_some(),
        Calculator::Presence => calculators.presence.is_some(),
        Calculator::Obligation => calculators.obligation.is_some(),
    }
}

fn index(app: &App, language: Language) -> Result<Response, Problem> {
    let here = Place::Calculators.path(language);
    let say = |key| app.messages.say(language, key);
    let card = app.public.card(language, &here, say("calculators-title"), say("calculators-intro"));
    let frame = app.public.frame(language, &here, &Place::Calculators.path(language.other())).with_card(card);
    let calculators = Calculator::ALL.into_iter().filter(|calculator| has(&app.site.calculators, *calculator));
    if calculators.clone().next().is_none() {
        return Err(Problem::not_found());
    }
    let template = IndexTemplate {
        calculators: calculators
            .map(|calculator| {
                let (title, intro) = words(calculator);
                (Place::Calculator(calculator).path(language), frame.t(title), frame.t(intro))
            })
            .collect(),
        finder: app
            .site
            .finder
            .as_ref()
            .map(|finder| (Place::Finder.path(language), finder.form.title.get(language).to_owned())),
        frame,
    };
    Ok(Html(template.render().map_err(|error| Problem::internal(&error))?).into_response())
}

fn calculate(app: &App, language: Language, calculator: Calculator, form: &Form) -> Result<Response, Problem> {
    let elsewhere = Language::from_code(form.get(SWITCH)).filter(|elsewhere| *elsewhere != language);
    if let Some(elsewhere) = elsewhere {
        // The browser brings along what was typed (307).
        return Ok(Redirect::temporary(&Place::Calculator(calculator).path(elsewhere)).into_response());
    }
    if !form.get(filled::ADD).is_empty() {
        return page(app, language, calculator, form, None);
    }
    let inputs = inputs(app, calculator, form);
    // The page comes back in the other language, and nobody has asked for a result there yet.
    if form.is_switch() && inputs.as_object().is_none_or(serde_json::Map::is_empty) {
        return page(app, language, calculator, form, None);
    }
    let wording = Wording {
        calculators: &app.site.calculators,
        words: Words { messages: &app.messages, language },
        on: app.today(),
    };
    let answered = match calculator {
        Calculator::Clb => levels(&inputs, &wording),
        _ => wording
            .calculators
            .calculate(calculator, &inputs, wording.on, wording.words.messages)
            .map(|worked| wording.answer(&worked, &inputs)),
    };
    if form.is_switch() && answered.is_err() {
        return page(app, language, calculator, form, None);
    }
    page(app, language, calculator, form, Some(answered))
}

fn inputs(app: &App, calculator: Calculator, form: &Form) -> Value {
    let tests = app.site.calculators.language_tests.as_ref().and_then(|tests| tests.on(app.today()));
    filled::inputs(asks::of(calculator), form, tests.map(|found| found.table))
}

/// The level of each ability whose score was typed.
fn levels(inputs: &Value, wording: &Wording<'_>) -> Result<Answer, Refusal> {
    let mut levels = Vec::new();
    let mut notices = Vec::new();
    for code in Ability::ALL.map(Ability::code) {
        let score = &inputs["scores"][code];
        // With no score at all the first is missed.
        if score.is_null() && !(inputs["scores"].is_null() && levels.is_empty()) {
            continue;
        }
        let one = json!({ "test": inputs["test"], "ability": code, "score": score });
        let worked = wording
            .calculators
            .calculate(Calculator::Clb, &one, wording.on, wording.words.messages)
            .map_err(|refusal| refusal.within("score", &format!("scores.{code}")))?;
        if let programs::calculators::Outcome::Clb { level } = worked.outcome {
            levels.push((code, level));
        }
        notices = worked
            .notices(wording.words.messages)
            .iter()
            .map(|text| text.get(wording.words.language).to_owned())
            .collect();
    }
    Ok(wording.levels(&levels, notices))
}

fn page(
    app: &App,
    language: Language,
    calculator: Calculator,
    form: &Form,
    answered: Option<Result<Answer, Refusal>>,
) -> Result<Response, Problem> {
    if !has(&app.site.calculators, calculator) {
        return Err(Problem::not_found());
    }
    let (here, there) =
        (Place::Calculator(calculator).path(language), Place::Calculator(calculator).path(language.other()));
    let (title, intro) = words(calculator);
    let say = |key| app.messages.say(language, key);
    let mut frame =
        app.public.frame(language, &here, &there).with_card(app.public.card(language, &here, say(title), say(intro)));
    frame.switch_form = Some("page-form");
    let asks = asks::of(calculator);
    let (answer, refusal) = match answered {
        None => (None, None),
        Some(Ok(answer)) => (Some(answer), None),
        Some(Err(refusal)) => (None, Some(refusal)),
    };
    let wrong = refusal.map(|refusal| {
        let name = if calculator == Calculator::Clb {
            refusal.field().to_owned()
        } else {
            filled::control(asks, refusal.field())
        };
        (name, refusal.explain(language, &app.messages))
    });
    let tests = app.site.calculators.language_tests.as_ref().and_then(|tests| tests.on(app.today()));
    let typed = Typed { form, wrong: wrong.as_ref(), tests: tests.map(|found| found.table) };
    let drawn = drawn::draw(asks, &typed, &frame, language);
    let problems = wrong.iter().map(|(name, sentence)| {
        let label = drawn.iter().find_map(|part| part.label_of(name));
        let text = label.map_or_else(
            || sentence.clone(),
            |label| {
                let arguments = [("label", Arg::Text(label)), ("value", Arg::Text(sentence))];
                app.messages.say_with(language, "fields-labelled", &arguments)
            },
        );
        Wrong::at(name.clone(), text)
    });
    let occupations =
        matches!(calculator, Calculator::Crs | Calculator::Fsw) && !app.site.tables.occupations.is_empty();
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let template = CalculatorTemplate {
        title: frame.t(title),
        intro: frame.t(intro),
        problems: problems.collect(),
        funds: data::funds(&app.site, language).filter(|_| calculator == Calculator::Fsw && answer.is_some()),
        occupations_url: occupations.then(|| Place::Occupations.path(language)),
        answer,
        drawn,
        all_url: Place::Calculators.path(language),
        frame,
    };
    let html = template.render().map_err(|error| Problem::internal(&error))?;
    Ok((status, Html(html)).into_response())
}
