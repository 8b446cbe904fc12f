//! Each adult of a family signs by a link of their own, over HTTP: what belongs to whose entry, whatever becomes of the list.

use std::fs;

use language::Language;
use testkit::{Landfall, Page, Visitor};
use web::Place;

use super::{come_in, link, post, put};
use crate::{
    start::verify::verify,
    walk::{Applicant, form, png, short_site},
};

/// Somebody with an application for a household, in which everything outside of the family is answered.
fn begin(landfall: &Landfall) -> Applicant {
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, "household");
    put(&mut applicant, "about", &[("name.family", "Roy"), ("name.given", "Zoë")]);
    put(&mut applicant, "home", &[("place", "Chéticamp")]);
    applicant
}

/// Adds an entry to the family, and gives its path: `family/k3f9x2`.
fn entry(applicant: &mut Applicant) -> String {
    let added = put(applicant, "family", &[("family", "yes")]);
    let entry = added.path().split("/page/").nth(1).and_then(|path| path.strip_suffix("/member"));
    entry.unwrap_or_else(|| panic!("no entry was added: {}", added.path())).to_owned()
}

/// Adds an adult born in a year.
fn add(applicant: &mut Applicant, given: &str, born: &str) -> String {
    let entry = entry(applicant);
    describe(applicant, &entry, given, born);
    put(applicant, &format!("{entry}/work"), &[("work", "Baker")]);
    put(applicant, &format!("{entry}/papers"), &[]);
    entry
}

fn describe(applicant: &mut Applicant, entry: &str, given: &str, born: &str) {
    let name = [("name.family", "Roy"), ("name.given", given)];
    let born = [("born.year", born), ("born.month", "4"), ("born.day", "9")];
    put(applicant, &format!("{entry}/member"), &[name.as_slice(), &born].concat());
}

/// Nobody more, and the applicant's own signature.
fn end(applicant: &mut Applicant) {
    put(applicant, "family", &[("family", "no")]);
    put(applicant, "signature", &[("signature.agree", "on"), ("signature.name", "Zoë Roy")]);
}

/// What the adult of an entry is called in invitations.
fn key(entry: &str) -> String {
    entry.replacen("family/", "adult.", 1)
}

/// Somebody of the family, invited and looking at what is to be signed.
fn invited(landfall: &Landfall, applicant: &mut Applicant, entry: &str) -> (Visitor, Page) {
    let link = link(applicant, &format!("signer-{}", key(entry)));
    come_in(landfall, &link)
}

fn sign(visitor: &mut Visitor, page: &Page, name: &str) -> Page {
    let form = page.form_with("shown").set("adult.agree", "on").set("adult.name", name);
    visitor.submit(page, &form.forge("do", "sign"))
}

/// How the review says that a person's signature stands.
fn stands(applicant: &mut Applicant, says: &str) -> bool {
    applicant.open(Place::Review).says(says)
}

#[test]
fn filing_waits_for_each_adult_of_the_family_whom_receipt_and_verifier_name() {
    let landfall = short_site().start();
    let mut applicant = begin(&landfall);
    let ana = add(&mut applicant, "Ana", "1980");
    let bea = add(&mut applicant, "Bea", "1990");
    // A child answers fewer questions, and signs nothing.
    let cleo = entry(&mut applicant);
    describe(&mut applicant, &cleo, "Cleo", "2020");
    put(&mut applicant, &format!("{cleo}/papers"), &[]);
    end(&mut applicant);
    let review = applicant.open(Place::Review);
    assert!(review.says("You cannot file yet"), "{}", review.text());
    for name in ["Ana", "Bea"] {
        assert!(review.says(&format!("Adult of the family: {name} Roy Not invited yet")), "{}", review.text());
    }
    assert!(!review.says("Adult of the family: Cleo"), "{}", review.text());

    let (mut of_ana, page) = invited(&landfall, &mut applicant, &ana);
    assert!(page.says("Zoë Roy asks you") && page.says("You sign for yourself: Ana Roy"), "{}", page.text());
    assert!(page.says("Chéticamp") && page.says("Baker") && !page.says("Bea") && !page.says("Cleo"), "{}", page.text());
    assert_eq!(sign(&mut of_ana, &page, "Bea Roy").status(), 422);
    let page = of_ana.open(page.path());
    assert!(sign(&mut of_ana, &page, "Ana Roy").says("You signed as Ana Roy"));
    let review = applicant.open(Place::Review);
    assert!(review.says("Adult of the family: Ana Roy Signed by Ana Roy"), "{}", review.text());
    assert!(review.says("Adult of the family: Bea Roy Not invited yet"), "{}", review.text());
    assert!(review.says("You cannot file yet") && !review.forms().iter().any(|form| form.has("version")));

    let (mut of_bea, page) = invited(&landfall, &mut applicant, &bea);
    sign(&mut of_bea, &page, "Bea Roy");
    let held = applicant.file(&landfall);
    let filing: casework::Filing = serde_json::from_slice(&held.filing).expect("a filing");
    let who: Vec<String> = filing.signatures.iter().map(casework::Signature::who).collect();
    let id = |entry: &str| entry.replacen("family/", "adult ", 1);
    assert_eq!(who, [id(&ana), id(&bea)]);
    assert_eq!(filing.signatures[1].shown, ["place".to_owned(), bea.clone()]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a written file");
        path
    };
    let published = file("key.txt", landfall.visitor().open("/receipt-key.txt").body());
    let (receipt, filed) = (file("receipt.json", held.receipt.as_bytes()), file("filing.json", &held.filing));
    let verified = verify(&published, &receipt, Some(&filed));
    for said in [format!("by Ana Roy ({})", id(&ana)), format!("by Bea Roy ({})", id(&bea))] {
        assert!(verified.succeeded && verified.said.contains(&said), "{}", verified.said);
    }
}

#[test]
fn the_link_of_one_entry_reaches_nothing_of_another() {
    let landfall = short_site().start();
    let mut applicant = begin(&landfall);
    let ana = add(&mut applicant, "Ana", "1980");
    let bea = add(&mut applicant, "Bea", "1990");
    let papers = applicant.page_path(&format!("{bea}/papers"));
    let page = applicant.visitor.open(&papers);
    applicant.visitor.submit(&page, &form(&page).attach("papers", png()));
    end(&mut applicant);
    let (mut of_ana, page) = invited(&landfall, &mut applicant, &ana);
    // Bea is invited too, so there is something to reach.
    let (mut of_bea, of_beas) = invited(&landfall, &mut applicant, &bea);
    let paper = of_beas.link("photo.png");
    let document = paper.strip_prefix(of_beas.path()).expect("an address under hers");
    assert_eq!(of_bea.open(paper).body(), png().bytes);
    assert_eq!(of_ana.open(paper).status(), 404);
    assert_eq!(of_ana.open(&format!("{}{document}", page.path())).status(), 404);
    let own = page.form_with("shown");
    let (token, shown) = (own.value("form_token").expect("a token"), own.value("shown").expect("a hash"));
    let beas_shown = of_beas.form_with("shown").value("shown").expect("a hash").to_owned();
    let ids = |entry: &str| entry.strip_prefix("family/").expect("an entry").to_owned();
    let others = [
        key(&bea),
        "adult".to_owned(),
        "adult.".to_owned(),
        "adult.zzzzzz".to_owned(),
        format!("{}.{}", key(&ana), ids(&bea)),
        format!("child.{}", ids(&ana)),
        ids(&bea),
    ];
    for other in others {
        let path = Place::Sign(applicant.reference.clone(), other).path(Language::En);
        assert_eq!(of_ana.open(&path).status(), 404, "{path}");
        let fields = [("do", "sign"), ("adult.agree", "on"), ("adult.name", "Bea Roy"), ("shown", beas_shown.as_str())];
        assert_eq!(post(&mut of_ana, &path, token, &fields), 404, "{path}");
        assert_eq!(post(&mut of_ana, &path, token, &[("do", "object"), ("remark", "forged")]), 404, "{path}");
    }
    // Nor is what one was shown signed by the other.
    let fields = [("do", "sign"), ("adult.agree", "on"), ("adult.name", "Ana Roy"), ("shown", beas_shown.as_str())];
    assert_eq!(post(&mut of_ana, page.path(), token, &fields), 409);
    assert_ne!(shown, beas_shown);
    assert!(stands(&mut applicant, "Adult of the family: Bea Roy Opened the link"));
    assert!(sign(&mut of_bea, &of_beas, "Bea Roy").says("You signed as Bea Roy"));
    assert!(!applicant.open(Place::People).says("forged"));
}

#[test]
fn a_signature_stays_with_its_entry_whatever_becomes_of_the_others() {
    let landfall = short_site().start();
    let mut applicant = begin(&landfall);
    let ana = add(&mut applicant, "Ana", "1980");
    let bea = add(&mut applicant, "Bea", "1990");
    end(&mut applicant);
    let (mut of_ana, anas) = invited(&landfall, &mut applicant, &ana);
    let (mut of_bea, page) = invited(&landfall, &mut applicant, &bea);
    sign(&mut of_bea, &page, "Bea Roy");
    let (signed, again) =
        ("Adult of the family: Bea Roy Signed by Bea Roy", "Adult of the family: Bea Roy Has to sign again");

    // Bea comes first now, and then has Dora after her.
    let list = applicant.page_path("family");
    let asked = |applicant: &mut Applicant, entry: &str| {
        let id = entry.strip_prefix("family/").expect("an entry");
        applicant.visitor.open(&format!("{list}?remove={id}"))
    };
    let remove = |applicant: &mut Applicant, entry: &str| {
        let page = asked(applicant, entry);
        applicant.visitor.submit(&page, &page.form_with("remove"));
    };
    assert!(asked(&mut applicant, &bea).says("Already signed: Adult of the family: Bea Roy."));
    assert!(!asked(&mut applicant, &ana).says("Already signed"));
    remove(&mut applicant, &ana);
    assert!(stands(&mut applicant, signed));
    assert!(of_ana.open(anas.path()).says("not needed any more"));
    put(&mut applicant, "family", &[("family", "no")]);
    assert!(applicant.open(Place::Review).forms().iter().any(|form| form.has("version")), "nobody else has to sign");
    let dora = add(&mut applicant, "Dora", "1985");
    end(&mut applicant);
    assert!(stands(&mut applicant, signed) && stands(&mut applicant, "Adult of the family: Dora Roy Not invited yet"));
    // Ana's link has nothing to do with whoever stands where she stood.
    let (mut of_dora, page_of_dora) = invited(&landfall, &mut applicant, &dora);
    assert!(page_of_dora.says("Dora") && !page_of_dora.says("Ana"));
    sign(&mut of_dora, &page_of_dora, "Dora Roy");

    // What is said of somebody else does not matter, what is said of Bea does, and so does what she was shown besides.
    put(&mut applicant, &format!("{dora}/work"), &[("work", "Diver")]);
    assert!(
        stands(&mut applicant, signed) && stands(&mut applicant, "Adult of the family: Dora Roy Has to sign again")
    );
    put(&mut applicant, &format!("{bea}/work"), &[("work", "Pilot")]);
    assert!(stands(&mut applicant, again));
    assert!(of_bea.open(page.path()).says("Something has changed since you signed"));
    put(&mut applicant, &format!("{bea}/work"), &[("work", "Baker")]);
    assert!(stands(&mut applicant, signed));
    put(&mut applicant, "home", &[("place", "Inverness")]);
    assert!(stands(&mut applicant, again));
    put(&mut applicant, "home", &[("place", "Chéticamp")]);

    // Not an adult after all; and then one again, as she was when she signed.
    describe(&mut applicant, &bea, "Bea", "2020");
    assert!(!stands(&mut applicant, "Bea Roy Signed") && of_bea.open(page.path()).says("not needed any more"));
    describe(&mut applicant, &bea, "Bea", "1990");
    assert!(stands(&mut applicant, signed));

    // Written down anew she is somebody else, and her old link leads nowhere.
    remove(&mut applicant, &bea);
    add(&mut applicant, "Bea", "1990");
    end(&mut applicant);
    assert!(stands(&mut applicant, "Adult of the family: Bea Roy Not invited yet"));
    assert!(of_bea.open(page.path()).says("not needed any more"));
}

/// Changes the program's file, and starts the site anew.
fn publish(landfall: &mut Landfall, changes: &[(&str, &str)]) {
    let file = landfall.site().join("programs/household.toml");
    let program = fs::read_to_string(&file).expect("the program");
    let changed = [("version = \"2026-11-22\"", "version = \"2026-11-22.2\"")].iter().chain(changes);
    let changed = changed.fold(program, |program, (from, to)| {
        assert_eq!(program.matches(from).count(), 1, "{from}");
        program.replace(from, to)
    });
    fs::write(&file, changed).expect("a site of our own");
    landfall.restart();
}

#[test]
fn what_an_entry_is_called_is_shown_as_it_was_typed_and_never_as_markup() {
    let mut landfall = short_site().start();
    publish(&mut landfall, &[("summary = [\"name\"]", "summary = [\"name\", \"work\"]")]);
    let mut applicant = begin(&landfall);
    let ana = add(&mut applicant, "Ana", "1980");
    let odd = "</h2><script>alert(1)</script> & \u{202e}\"co\"";
    put(&mut applicant, &format!("{ana}/work"), &[("work", odd)]);
    end(&mut applicant);
    let (mut of_ana, page) = invited(&landfall, &mut applicant, &ana);
    let signed = sign(&mut of_ana, &page, "Ana Roy");
    let people = applicant.open(Place::People);
    let review = applicant.open(Place::Review);
    for page in [page, signed, people, review] {
        assert!(page.says("Ana Roy, </h2><script>alert(1)</script> &"), "{}: {}", page.path(), page.text());
        assert_eq!(page.markup_faults(), [] as [String; 0], "{}", page.path());
        assert!(!String::from_utf8_lossy(page.body()).contains("<script>alert"), "{}", page.path());
    }
    assert_eq!(applicant.file(&landfall).filed()["signatures"][0]["name"], "Ana Roy");
}

#[test]
fn a_new_version_of_the_program_ends_the_signatures_of_entries_and_keeps_their_links() {
    let mut landfall = short_site().start();
    let mut applicant = begin(&landfall);
    let ana = add(&mut applicant, "Ana", "1980");
    end(&mut applicant);
    let (mut of_ana, page) = invited(&landfall, &mut applicant, &ana);
    sign(&mut of_ana, &page, "Ana Roy");
    publish(&mut landfall, &[("What is said of me is true.", "It is true.")]);
    assert!(stands(&mut applicant, "Adult of the family: Ana Roy Has to sign again"));
    let page = of_ana.open(page.path());
    assert!(page.says("Something has changed since you signed") && page.says("It is true."), "{}", page.text());
    assert!(sign(&mut of_ana, &page, "Ana Roy").says("You signed as Ana Roy"));
    assert!(stands(&mut applicant, "Adult of the family: Ana Roy Signed by Ana Roy"));
}
