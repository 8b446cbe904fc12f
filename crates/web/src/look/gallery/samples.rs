//! One of every control and part, with something in it, in both languages.

use askama::Template;
use std::sync::Arc;

use crate::look::*;

#[derive(Template)]
#[template(path = "look/gallery.html")]
pub(super) struct Gallery {
    frame: Frame,
    problems: Vec<Problem>,
    tasks: Vec<Task>,
    pub(super) family: Field,
    email: Field,
    money: Field,
    story: Field,
    work: Field,
    trades: Vec<String>,
    birth: Field,
    birth_parts: Vec<DatePart>,
    month: Field,
    month_parts: Vec<DatePart>,
    yes_no: Field,
    yes_no_choices: Vec<Choice>,
    status: Field,
    status_choices: Vec<Choice>,
    reasons: Field,
    reason_choices: Vec<Choice>,
    one_name: Field,
    country: Field,
    countries: Vec<Choice>,
    name: Field,
    given: Field,
    middle: Field,
    passport: Field,
    files: Vec<Upload>,
    secret: Field,
    family_cards: Vec<Card>,
    rows: Vec<SummaryRow>,
    years: Timeline,
    fees: Table,
    events: Vec<Event>,
    previous: Option<Turn>,
    next: Option<Turn>,
}

impl Gallery {
    fn say(&self, en: &'static str, fr: &'static str) -> &'static str {
        if self.frame.lang == "fr" { fr } else { en }
    }
}

/// Picks the page's language from a pair.
type Pick = fn(&'static str, &'static str) -> &'static str;

fn frame(lang: &'static str, s: Pick, switch_form: bool) -> Frame {
    let link = |path: &str, en, fr, current| MenuLink::new(format!("/{lang}/{path}"), s(en, fr), current);
    Frame {
        lang,
        words: Arc::new(language::Messages::built_in().unwrap()),
        site_name: "Landfall".into(),
        banner_tag: s("Demonstration", "Démonstration").into(),
        banner_text: s("This is not a government service.", "Ceci n’est pas un service du gouvernement.").into(),
        home_url: format!("/{lang}"),
        other_lang_url: Some(format!("/{}", if lang == "fr" { "en" } else { "fr" })),
        switch_form: switch_form.then_some("page-form"),
        css_url: "landfall.css".into(),
        js_url: "landfall.js".into(),
        favicon_url: "favicon.svg".into(),
        menu: vec![
            link("live", "Ways to live in Canada", "Façons de vivre au Canada", true),
            link("citizen", "Become a citizen", "Devenir citoyen", false),
            link("times", "How long it takes", "Combien de temps il faut", false),
            link("fees", "Fees", "Frais", false),
            link("help", "Help and contact", "Aide et coordonnées", false),
        ],
        search_url: Some(format!("/{lang}/search")),
        footer_links: vec![
            link("accessibility", "Accessibility", "Accessibilité", false),
            link("privacy", "Privacy", "Protection des renseignements personnels", false),
            link("map", "Site map", "Plan du site", false),
        ],
        account_url: Some("/account".into()),
        sign_out_url: None,
        form_token: "token".into(),
        path: format!("/{lang}/gallery"),
        signed_in: false,
        notices: "".into(),
        feed_url: String::new(),
        card: None,
    }
}

fn tasks(s: Pick) -> Vec<Task> {
    let task = |en, fr, state, open: bool| Task {
        label: s(en, fr).into(),
        hint: None,
        url: open.then(|| "/nowhere".into()),
        state,
    };
    let mut tasks = vec![
        task("About you", "À propos de vous", State::Done, true),
        task("Your family", "Votre famille", State::Started, true),
        task("Education and work", "Études et travail", State::Ready, true),
        task("Your last ten years", "Vos dix dernières années", State::Faulty, true),
        task("Declaration", "Déclaration", State::NotYet, false),
    ];
    tasks[3].hint = Some(s("Two months in 2021 are missing", "Il manque deux mois en 2021").into());
    tasks
}

fn cards(s: Pick) -> Vec<Card> {
    let row = |en, fr, value: &str| SummaryRow { key: s(en, fr).into(), lines: vec![value.into()], acts: vec![] };
    let acts = |about: &str| {
        vec![Act::new("/nowhere", s("Change", "Modifier"), about), Act::new("/nowhere", s("Remove", "Retirer"), about)]
    };
    vec![
        Card {
            id: "item-a1".into(),
            title: "Chidi Okafor".into(),
            state: State::Done,
            rows: vec![
                row("Relationship", "Lien de parenté", s("Spouse", "Époux")),
                row("Born", "Naissance", s("12 March 1990", "12 mars 1990")),
            ],
            problem: None,
            acts: acts("Chidi Okafor"),
        },
        Card {
            id: "item-b2".into(),
            title: "ᐋᓐᓂ தமிழ்ச்செல்வி 陳大文".into(),
            state: State::Started,
            rows: vec![row("Relationship", "Lien de parenté", s("Daughter", "Fille"))],
            problem: Some(s("Say whether she will come with you.", "Indiquez si elle viendra avec vous.").into()),
            acts: acts("ᐋᓐᓂ"),
        },
    ]
}

fn years(s: Pick) -> Timeline {
    let period = |stretch, en, fr, from: (i16, i8), to: (i16, i8)| Period {
        stretch,
        what: s(en, fr).into(),
        from: Month::new(from.0, from.1),
        to: Month::new(to.0, to.1),
        from_text: format!("{}-{:02}", from.0, from.1),
        to_text: format!("{}-{:02}", to.0, to.1),
        url: Some("/nowhere".into()),
    };
    Timeline::new(
        "years",
        s("Work and study since November 2016", "Travail et études depuis novembre 2016"),
        Month::new(2016, 11),
        Month::new(2026, 11),
        vec![
            period(
                Stretch::Entry,
                "Student, University of Lagos",
                "Étudiante, Université de Lagos",
                (2016, 11),
                (2018, 6),
            ),
            period(Stretch::Entry, "Pharmacy assistant", "Assistante en pharmacie", (2017, 9), (2020, 12)),
            period(Stretch::Gap, "January to April 2021", "De janvier à avril 2021", (2021, 1), (2021, 4)),
            period(
                Stretch::Entry,
                "Nurse, St. Nicholas Hospital",
                "Infirmière, hôpital St. Nicholas",
                (2021, 5),
                (2026, 11),
            ),
        ],
    )
}

/// The page with one of everything on it, in one language.
pub(super) fn gallery(lang: &'static str, switch_form: bool) -> Gallery {
    let s: Pick = if lang == "fr" { |_, fr| fr } else { |en, _| en };
    let other: Pick = if lang == "fr" { |en, _| en } else { |_, fr| fr };
    let field = |name: &str, en, fr| Field::new(name, s(en, fr));
    let some = |en, fr| Some(s(en, fr).to_owned());
    let peek = |label: &str, choices: &[&str]| {
        Some(Peek {
            lang: if lang == "fr" { "en" } else { "fr" },
            label: label.into(),
            hint: None,
            text: Vec::new(),
            choices: choices.iter().map(|&c| c.to_owned()).collect(),
        })
    };
    let choice = |value: &str, en, fr, chosen| Choice::new(value, s(en, fr), chosen);
    let wrong_mail = some(
        "Enter an e-mail address in the form name@example.com",
        "Entrez une adresse électronique sous la forme nom@exemple.com",
    );
    let wrong_year = some("The year must have 4 digits", "L’année doit avoir 4 chiffres");
    let mut birth_parts = vec![
        DatePart::new("birth.year", s("Year", "Année"), "19", 4),
        DatePart::new("birth.month", s("Month", "Mois"), "3", 2),
        DatePart::new("birth.day", s("Day", "Jour"), "27", 2),
    ];
    birth_parts[0].faulty = true;
    birth_parts[0].autocomplete = "bday-year";
    let months = [("January", "janvier"), ("February", "février"), ("September", "septembre")];
    let mut month_parts = vec![
        DatePart::new("since.year", s("Year", "Année"), "2019", 4),
        DatePart::new("since.month", s("Month", "Mois"), "9", 2),
    ];
    month_parts[1].choices = months.iter().map(|&(en, fr)| choice(en, en, fr, en == "September")).collect();
    let row = |en, fr, lines: &[&str], about: &str| SummaryRow {
        key: s(en, fr).into(),
        lines: lines.iter().map(|&l| l.to_owned()).collect(),
        acts: vec![Act::new("/nowhere", s("Change", "Modifier"), about)],
    };
    let file = |name: &str, state, url: Option<&str>| Upload {
        name: name.into(),
        about: s("PDF, 1.2 MB", "PDF, 1,2 Mo").into(),
        state,
        url: url.map(Into::into),
        acts: vec![
            Act::new("/nowhere", s("Replace", "Remplacer"), name),
            Act::new("/nowhere", s("Remove", "Retirer"), name),
        ],
    };
    let event = |when: &'static str, datetime: &str, en, fr, current: bool| Event {
        when: when.into(),
        datetime: datetime.into(),
        what: s(en, fr).into(),
        more: current.then(|| {
            s(
                "An officer checks that everything asked for is there.",
                "Un agent vérifie que tout ce qui est demandé y est.",
            )
            .to_owned()
        }),
        current,
    };
    Gallery {
        problems: vec![
            Problem::at("email", wrong_mail.clone().unwrap()),
            Problem::at("birth.year", wrong_year.clone().unwrap()),
            Problem {
                name: None,
                element: None,
                text: s("Two months in 2021 are missing", "Il manque deux mois en 2021").into(),
            },
        ],
        tasks: tasks(s),
        family: field("family", "Family name", "Nom de famille")
            .hint(some("As your passport shows it.", "Tel qu’il figure dans votre passeport."))
            .peek(peek(other("Family name", "Nom de famille"), &[])),
        email: field("email", "E-mail address", "Adresse électronique").error(wrong_mail),
        money: field(
            "funds",
            "Money you can bring, in Canadian dollars",
            "Argent que vous pouvez apporter, en dollars canadiens",
        ),
        work: field("work", "Your occupation", "Votre profession"),
        trades: vec![s("Nurse", "Infirmière").into(), s("Welder", "Soudeuse").into()],
        story: field("story", "What did you do there?", "Que faisiez-vous là-bas?").as_optional(),
        birth: field("birth", "When were you born?", "Quelle est votre date de naissance?")
            .hint(some("For example, 1984 3 27.", "Par exemple, 1984 3 27."))
            .error(wrong_year),
        birth_parts,
        month: field("since", "Since when?", "Depuis quand?"),
        month_parts,
        yes_no: field("accompany", "Will she come with you to Canada?", "Viendra-t-elle avec vous au Canada?").peek(
            peek(
                other("Will she come with you to Canada?", "Viendra-t-elle avec vous au Canada?"),
                &[other("Yes", "Oui"), other("No", "Non")],
            ),
        ),
        yes_no_choices: vec![choice("yes", "Yes", "Oui", true), choice("no", "No", "Non", false)],
        status: field("status", "Your marital status", "Votre état matrimonial")
            .error(some("Choose your marital status", "Choisissez votre état matrimonial")),
        status_choices: vec![
            choice("single", "Never married", "Jamais marié", false),
            choice("common-law", "Common-law", "Conjoint de fait", false).hint(some(
                "You have lived together as a couple for at least one year.",
                "Vous vivez ensemble comme un couple depuis au moins un an.",
            )),
            choice("married", "Married", "Marié", false),
        ],
        reasons: field("languages", "Which tests have you taken?", "Quels tests avez-vous passés?")
            .hint(some("Choose all that apply.", "Choisissez tout ce qui s’applique.")),
        reason_choices: vec![
            choice("languages.ielts", "IELTS General Training", "IELTS General Training", true),
            choice("languages.tef", "TEF Canada", "TEF Canada", false).hint(some("French", "Français")),
            choice("languages.none", "None of these", "Aucun de ces tests", false).as_exclusive(),
        ],
        one_name: field("one-name", "My passport shows only one name", "Mon passeport ne montre qu’un seul nom"),
        country: field("country", "Country where you live", "Pays où vous vivez"),
        countries: vec![
            choice("NG", "Nigeria", "Nigéria", true),
            choice("VC", "Saint Vincent and the Grenadines", "Saint-Vincent-et-les Grenadines", false),
        ],
        name: field("spouse", "Your spouse’s name", "Nom de votre époux")
            .hint(some("As the passport shows it.", "Tel qu’il figure dans le passeport.")),
        given: field("spouse.given", "Given names", "Prénoms"),
        middle: field("spouse.other", "Other names", "Autres noms").as_optional(),
        passport: field("passport", "Copy of your passport", "Copie de votre passeport"),
        files: vec![
            file("passport-scan.pdf", UploadState::Stored, Some("/nowhere")),
            file(
                "a-very-long-name-that-somebody-gave-to-a-file-without-any-space-2026-11-22.pdf",
                UploadState::Checking,
                None,
            ),
            file("holiday.exe", UploadState::Refused, None),
        ],
        secret: field("secret", "Choose a password", "Choisissez un mot de passe").hint(some(
            "At least 12 characters. Four random words are good.",
            "Au moins 12 caractères. Quatre mots au hasard conviennent.",
        )),
        family_cards: cards(s),
        rows: vec![
            row("Name", "Nom", &["Maya Okafor-Vaillancourt"], s("name", "nom")),
            row(
                "Home address",
                "Adresse du domicile",
                &["14 Awolowo Road", "Ikoyi, Lagos 101233", s("Nigeria", "Nigéria")],
                s("address", "adresse"),
            ),
            row("Citizenship", "Citoyenneté", &[], s("citizenship", "citoyenneté")),
        ],
        years: years(s),
        fees: Table {
            caption: s("What you pay", "Ce que vous payez").into(),
            heads: vec![
                s("Who", "Qui").into(),
                s("Processing", "Traitement").into(),
                s("Right of permanent residence", "Droit de résidence permanente").into(),
            ],
            rows: vec![
                vec![s("You", "Vous").into(), s("$950.00", "950,00 $").into(), s("$575.00", "575,00 $").into()],
                vec![s("Each child", "Chaque enfant").into(), s("$260.00", "260,00 $").into(), "–".into()],
            ],
            numeric: true,
        },
        events: vec![
            event(
                s("22 November 2026, 14:32", "22 novembre 2026, 14 h 32"),
                "2026-11-22",
                "Application received",
                "Demande reçue",
                false,
            ),
            event(
                s("23 November 2026", "23 novembre 2026"),
                "2026-11-23",
                "Completeness check",
                "Vérification du dossier",
                true,
            ),
        ],
        previous: Some(Turn {
            url: "/nowhere".into(),
            label: s("Who can apply", "Qui peut présenter une demande").into(),
        }),
        next: Some(Turn { url: "/nowhere".into(), label: s("What it costs", "Ce que cela coûte").into() }),
        frame: frame(lang, s, switch_form),
    }
}
