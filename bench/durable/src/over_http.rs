//! Filings as people send them: the built binary, a draft and a session for each, and the form of its review page.
//!
//! About as many bytes as in [`crate::filing`], in one page of answers and a signature. Nothing was uploaded, and nobody is
//! sent a confirmation.

use std::{
    collections::BTreeSet,
    env,
    path::Path,
    sync::{Arc, Mutex},
};

use anyhow::{Context, Result, anyhow, ensure};
use rusqlite::Connection;
use serde_json::Value;
use testkit::{Landfall, Setup, postgres::Database};

use crate::{
    PREPARING,
    beside::Backups,
    client::{Answer, Client},
    measure::Measured,
    submit,
};

/// What the applicant tells, again and again, in letters that need no encoding.
const SENTENCE: &str = "We+moved+twice+and+then+came+here.+";
/// How often: the answers of a full application.
const SENTENCES: usize = 170;

/// A draft that only has to be filed.
struct Draft {
    /// The application's path.
    path: String,
    cookie: String,
    /// The fields of the review page's form.
    form: String,
}

/// Measures filings over HTTP, on SQLite when no other database is given, and looks for every receipt. `backs_up` says whether
/// backups are taken meanwhile.
pub(crate) async fn measure(
    binary: &Path,
    folder: &Path,
    database: Option<&Database>,
    submitters: u64,
    filings: u64,
    backs_up: bool,
) -> Result<Measured> {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("site");
    let mut setup = Setup::new(binary).site(site).within(folder);
    let mut processes = Vec::new();
    if let Some(database) = database {
        setup = setup.environment("LANDFALL_DATABASE_URL", &database.address());
        processes.extend(database.server_process());
    }
    let mut landfall = setup.start();
    let url = landfall.url();
    let host = url.trim_start_matches("http://");

    let drafts = Arc::new(prepare(host, filings).await?);
    // Opened anew with an empty log, as the store is before it is measured.
    landfall.restart();
    processes.push(landfall.pid());
    let client = Client::connect(host, submitters).await?;
    let file = {
        let drafts = Arc::clone(&drafts);
        move |number| {
            let (client, drafts) = (client.clone(), Arc::clone(&drafts));
            async move {
                let draft = nth(&drafts, number)?;
                let answer = client.post(&format!("{}/file", draft.path), &draft.cookie, draft.form.clone()).await?;
                let receipt = format!("{}/receipt", draft.path);
                ensure!(answer.location == receipt, "filing was answered {}: {}", answer.status, answer.text);
                Ok(())
            }
        }
    };
    let backups = backs_up.then(|| Backups::start(binary, &landfall, folder));
    let measured = submit(submitters, filings, &processes, file).await;
    if let Some(backups) = backups {
        println!("{} backups begun meanwhile", backups.end()?);
    }
    let measured = measured?;

    let receipts = receipts(host, drafts).await?;
    let cases = cases(&landfall, database)?;
    ensure!(receipts == filings && cases == filings, "{filings} filings, {receipts} receipts, {cases} cases");
    Ok(measured)
}

fn nth(drafts: &[Draft], number: u64) -> Result<&Draft> {
    drafts.get(usize::try_from(number)?).context("no such draft")
}

/// Begins and fills in what is to be filed.
async fn prepare(host: &str, filings: u64) -> Result<Vec<Draft>> {
    let client = Client::connect(host, PREPARING).await?;
    let drafts = Arc::new(Mutex::new(Vec::new()));
    let fill = {
        let drafts = Arc::clone(&drafts);
        move |_| {
            let (client, drafts) = (client.clone(), Arc::clone(&drafts));
            async move {
                let draft = draft(&client).await?;
                drafts.lock().map_err(|_| anyhow!("another preparation panicked"))?.push(draft);
                Ok(())
            }
        }
    };
    submit(PREPARING, filings, &[], fill).await?;
    let mut drafts = drafts.lock().map_err(|_| anyhow!("a preparation panicked"))?;
    Ok(std::mem::take(&mut *drafts))
}

async fn draft(client: &Client) -> Result<Draft> {
    let begun = client.post("/en/apply/whole", "", "form_token=".to_owned()).await?;
    let session =
        begun.cookies.iter().find(|cookie| cookie.starts_with("landfall=")).with_context(|| unlike(&begun))?;
    let cookie = session.split(';').next().unwrap_or_default().to_owned();
    let path = begun.location.rsplit_once('/').with_context(|| unlike(&begun))?.0.to_owned();
    let kept = client.get(&begun.location, &cookie).await?;
    let token = hidden(&kept, "form_token")?;
    let story = SENTENCE.repeat(SENTENCES);
    for (page, fields) in [
        ("about", format!("name.family=Roy&name.given=Zoe&story={story}")),
        ("signature", "signature.agree=on&signature.name=Zoe+Roy".to_owned()),
    ] {
        let fields = format!("form_token={token}&then=continue&{fields}");
        let saved = client.post(&format!("{path}/page/{page}"), &cookie, fields).await?;
        ensure!(saved.status.is_redirection(), unlike(&saved));
    }
    let review = client.get(&format!("{path}/review"), &cookie).await?;
    let form = format!("form_token={}&version={}", hidden(&review, "form_token")?, hidden(&review, "version")?);
    Ok(Draft { path, cookie, form })
}

/// The value of a hidden control of a page.
fn hidden<'a>(page: &'a Answer, name: &str) -> Result<&'a str> {
    let after = page.text.split_once(&format!(r#"name="{name}" value=""#)).with_context(|| unlike(page))?.1;
    after.split('"').next().with_context(|| unlike(page))
}

fn unlike(answer: &Answer) -> String {
    format!("a page is not as expected: {} {} {}", answer.status, answer.location, answer.text)
}

/// Opens every receipt and counts their numbers, each of which may be there once.
async fn receipts(host: &str, drafts: Arc<Vec<Draft>>) -> Result<u64> {
    let client = Client::connect(host, PREPARING).await?;
    let numbers = Arc::new(Mutex::new(BTreeSet::new()));
    let filings = u64::try_from(drafts.len())?;
    let look = {
        let numbers = Arc::clone(&numbers);
        move |number| {
            let (client, drafts, numbers) = (client.clone(), Arc::clone(&drafts), Arc::clone(&numbers));
            async move {
                let draft = nth(&drafts, number)?;
                let path = format!("{}/receipt", draft.path);
                let page = client.get(&path, &draft.cookie).await?;
                let receipt = client.get(&format!("{path}/receipt.json"), &draft.cookie).await?;
                let receipt: Value = serde_json::from_str(&receipt.text).with_context(|| unlike(&receipt))?;
                let number = receipt["number"].as_str().context("a receipt without a number")?;
                ensure!(page.status.is_success() && page.text.contains(number), unlike(&page));
                let new = numbers.lock().map_err(|_| anyhow!("another look panicked"))?.insert(number.to_owned());
                ensure!(new, "two applications have the receipt {number}");
                Ok(())
            }
        }
    };
    submit(PREPARING, filings, &[], look).await?;
    let numbers = numbers.lock().map_err(|_| anyhow!("a look panicked"))?;
    Ok(u64::try_from(numbers.len())?)
}

/// How many cases the database has.
fn cases(landfall: &Landfall, database: Option<&Database>) -> Result<u64> {
    const COUNT: &str = "SELECT count(*) FROM cases";
    if let Some(database) = database {
        return Ok(database.sql(COUNT).parse()?);
    }
    let sqlite = Connection::open(landfall.data().join("landfall.sqlite3"))?;
    Ok(sqlite.query_row(COUNT, [], |row| row.get::<_, u32>(0))?.into())
}
