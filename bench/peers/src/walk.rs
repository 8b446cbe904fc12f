//! The form: an application's ten pages, posted and kept, at every server the same. Measured twice: the posts of pages alone,
//! and whole visits with every page that is led to. Each application is then filed, which shows that its answers were kept.

use std::{
    cell::RefCell,
    collections::{BTreeSet, VecDeque},
    net::SocketAddr,
    rc::Rc,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use overload::answers::{begin, encode, pages};
use tokio::{
    task::{JoinSet, LocalSet},
    time::timeout,
};

use crate::{
    browser::{Browser, Reply},
    measure::{Measured, Stopwatch},
};

/// How many people there are at once.
const PEOPLE: usize = 16;
/// Posts of a whole visit beside those of its pages: begin and file.
const OTHER_POSTS: usize = 2;
/// A server that hangs ends the run.
const LONGEST: Duration = Duration::from_mins(1);

/// A server with the form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site {
    pub(crate) server: SocketAddr,
    /// The hidden field that forms carry against forgery.
    pub(crate) token_field: &'static str,
}

/// An application on its way.
struct Draft {
    browser: Browser,
    /// Its path.
    base: String,
    /// The token as it stands in a form.
    token: String,
}

/// Posts the pages of this many applications, which were begun before; per post.
pub(crate) async fn posts(site: Site, applications: usize, processes: &[u32]) -> Result<Measured> {
    let pages = Rc::new(pages());
    let begun = all((0..applications).map(|_| site).collect(), async |site| {
        let mut draft = Draft::begin(site).await?;
        // People take up where they were on a connection of their own.
        draft.browser.hang_up();
        Ok(draft)
    })
    .await?;
    let stopwatch = Stopwatch::start(processes)?;
    let each = Rc::clone(&pages);
    let posted = all(begun, async move |mut draft: Draft| {
        for (number, (page, typed)) in each.iter().enumerate() {
            draft.save(page, typed, each.get(number + 1).map(|(next, _)| *next)).await?;
        }
        draft.browser.hang_up();
        Ok(draft)
    })
    .await?;
    let measured = stopwatch.stop(applications * pages.len())?;
    let receipts = all(posted, async |mut draft: Draft| {
        let review = draft.browser.get(&format!("{}/review", draft.base)).await?;
        draft.file(&review).await
    });
    different(receipts.await?)?;
    Ok(measured)
}

/// Makes this many whole visits, each page followed to the next one; per post.
pub(crate) async fn visits(site: Site, visits: usize, processes: &[u32]) -> Result<Measured> {
    let pages = Rc::new(pages());
    let stopwatch = Stopwatch::start(processes)?;
    let each = Rc::clone(&pages);
    let receipts = all((0..visits).map(|_| site).collect(), async move |site| {
        let mut draft = Draft::begin(site).await?;
        let mut page = None;
        for (number, (name, typed)) in each.iter().enumerate() {
            let next = draft.save(name, typed, each.get(number + 1).map(|(next, _)| *next)).await?;
            page = Some(draft.browser.get(&next).await?);
        }
        draft.file(&page.context("no page was walked")?).await
    })
    .await?;
    let measured = stopwatch.stop(visits * (pages.len() + OTHER_POSTS))?;
    different(receipts)?;
    Ok(measured)
}

/// Makes sure that the server refuses what it must: a post without the token, and a page with a day that does not exist.
pub(crate) async fn refusals(site: Site) -> Result<()> {
    let pages = pages();
    let (page, typed) = pages.first().context("the form has pages")?;
    let (second, _) = pages.get(1).context("the form has several pages")?;
    let mut draft = Draft::begin(site).await?;
    let wrong = typed.replace("birth-date.day=28", "birth-date.day=31");
    ensure!(wrong != *typed && draft.save(page, &wrong, Some(second)).await.is_err(), "31 February is taken for a day");
    let token = std::mem::take(&mut draft.token);
    ensure!(draft.save(page, typed, Some(second)).await.is_err(), "a form without its token is taken");
    draft.token = token;
    draft.save(page, typed, Some(second)).await.map(drop)
}

impl Draft {
    /// Begins an application.
    async fn begin(site: Site) -> Result<Self> {
        let mut browser = Browser::new(site.server);
        let begun = browser.post(&begin(), "").await?;
        let kept =
            begun.location.with_context(|| format!("beginning was answered {}: {}", begun.status, begun.body))?;
        let page = browser.get(&kept).await?;
        let token = hidden(&page, site.token_field)?;
        let token = format!("{}={}", site.token_field, encode(token));
        let base = kept.rsplit_once('/').context("an application has a path")?.0.to_owned();
        Ok(Self { browser, base, token })
    }

    /// Posts a page's answers: where that leads, which must be the next page.
    async fn save(&mut self, page: &str, typed: &str, next: Option<&str>) -> Result<String> {
        let form = format!("{}&{typed}&then=continue", self.token);
        let saved = self.browser.post(&format!("{}/page/{page}", self.base), &form).await?;
        let next = next.map_or_else(|| format!("{}/review", self.base), |next| format!("{}/page/{next}", self.base));
        let led = (300..400).contains(&saved.status) && saved.location.as_deref() == Some(&next);
        ensure!(led, "page {page} was answered {} {:?}: {}", saved.status, saved.location, saved.body);
        Ok(next)
    }

    /// Files it from its review page: the number on the receipt.
    async fn file(&mut self, review: &Reply) -> Result<String> {
        let form = format!("{}&version={}", self.token, encode(hidden(review, "version")?));
        let filed = self.browser.post(&format!("{}/file", self.base), &form).await?;
        let receipt =
            filed.location.with_context(|| format!("filing was answered {}: {}", filed.status, filed.body))?;
        let page = self.browser.get(&receipt).await?;
        let from = page.body.find("LF-").with_context(|| format!("no receipt: {}", page.body))?;
        let number = page.body.get(from..).unwrap_or_default();
        let number = number.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').next();
        Ok(number.unwrap_or_default().to_owned())
    }
}

/// The value of a hidden field of a page.
fn hidden<'a>(page: &'a Reply, name: &str) -> Result<&'a str> {
    let rest = page.body.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest);
    let value = rest.and_then(|rest| rest.split('"').next());
    value.with_context(|| format!("a page has no {name}: {} {}", page.status, page.body))
}

/// Every receipt has a number of its own.
fn different(receipts: Vec<String>) -> Result<()> {
    let count = receipts.len();
    ensure!(receipts.into_iter().collect::<BTreeSet<_>>().len() == count, "two applications have one receipt");
    Ok(())
}

/// Hands each of these to one of the people, a few at once; what came of all.
async fn all<T: 'static, U: 'static>(work: Vec<T>, each: impl AsyncFn(T) -> Result<U> + 'static) -> Result<Vec<U>> {
    let (local, each) = (LocalSet::new(), Rc::new(each));
    let work = Rc::new(RefCell::new(VecDeque::from(work)));
    let mut people = JoinSet::new();
    for _ in 0..PEOPLE {
        let (work, each) = (Rc::clone(&work), Rc::clone(&each));
        people.spawn_local_on(
            async move {
                let mut done = Vec::new();
                loop {
                    let Some(next) = work.borrow_mut().pop_front() else { return Ok::<_, anyhow::Error>(done) };
                    done.push(each(next).await?);
                }
            },
            &local,
        );
    }
    let finish = async {
        let mut done = Vec::new();
        while let Some(person) = people.join_next().await {
            done.extend(person??);
        }
        Ok(done)
    };
    timeout(LONGEST, local.run_until(finish)).await?
}
