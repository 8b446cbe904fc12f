//! The comparison of information pages: Landfall's own page, the same bytes at nginx, the same text shown by the frameworks.

use std::{fs, net::SocketAddr, rc::Rc, time::Duration};

use anyhow::{Context as _, Result, bail, ensure};
use testkit::{Landfall, Setup};
use tokio::time::sleep;
use tokio_rustls::TlsConnector;

use crate::{
    Bench,
    page::{self, Page, Way},
    report::{self, Arm},
    rival::{self, Rival},
    tls::Certificate,
};

/// A page of the repository's own site; nginx serves the same bytes under the same name.
pub(crate) const PAGE: &str = "/en/live-in-canada/express-entry";
/// Where the frameworks show it.
const FRAMEWORKS_PAGE: &str = "/en/information";
/// How often, every 100 ms, one looks whether the page has been compressed as small as it gets.
const TRIES: u32 = 300;
/// What is in the entity tag of the smallest form.
const SMALLEST: &str = "b11";

/// The servers with pages only.
pub(crate) struct Pages {
    nginx: Rival,
    nginx_secure: SocketAddr,
    plain: Landfall,
    secure: Landfall,
    connector: TlsConnector,
    whole: Rc<[u8]>,
    small: Rc<[u8]>,
}

impl Pages {
    /// Starts them, and gives nginx the bytes that Landfall answers.
    pub(crate) fn start(bench: &Bench) -> Result<Self> {
        let certificate = Certificate::new(&bench.folder)?;
        let connector = certificate.connector()?;
        let settings = bench.folder.join("tls.toml");
        let (file, key) = (certificate.file.display(), certificate.key.display());
        fs::write(&settings, format!("tls_certificate = \"{file}\"\ntls_key = \"{key}\"\n"))?;
        // Pages name the address that people reach the site at: both are to serve the same.
        let landfall =
            || Setup::new(&bench.binary).within(&bench.folder).argument("--base-url").argument("http://localhost");
        let plain = landfall().start();
        let secure = landfall().argument("--config").argument(&settings.display().to_string()).start();
        let small = bench.runtime.block_on(smallest(address(&plain)?, None))?;
        let same = bench.runtime.block_on(smallest(address(&secure)?, Some(&connector)))?;
        ensure!(small == same, "Landfall answers other bytes by TLS");
        let (_, whole) = bench.runtime.block_on(page::fetch(address(&plain)?, PAGE, false, None))?;

        let file = bench.folder.join("files").join(PAGE.trim_start_matches('/'));
        fs::create_dir_all(file.parent().context("the page lies in a folder")?)?;
        fs::write(&file, &whole)?;
        fs::write(file.with_extension("br"), &small)?;
        let (nginx, nginx_secure) = rival::nginx(&bench.folder, &certificate)?;
        Ok(Self { nginx, nginx_secure, plain, secure, connector, whole: whole.into(), small: small.into() })
    }

    pub(crate) fn nginx(&self) -> &Rival {
        &self.nginx
    }

    pub(crate) fn plain(&self) -> &Landfall {
        &self.plain
    }

    /// The page's text.
    pub(crate) fn text(&self) -> &[u8] {
        &self.whole
    }

    /// Measures all ways to come to the page, and prints them; the `frameworks` by their names, over kept connections alone.
    pub(crate) fn measure(&self, bench: &Bench, frameworks: &[(&'static str, &Rival)]) -> Result<()> {
        let sizes = (self.whole.len(), self.small.len());
        println!("\nAn information page of {} bytes, {} in brotli's coding", sizes.0, sizes.1);
        let packed = |server| Page { server, path: PAGE, brotli: true, body: Rc::clone(&self.small) };
        let shown = |server| Page { server, path: FRAMEWORKS_PAGE, brotli: false, body: Rc::clone(&self.whole) };
        let nginx = |server| Arm::new("nginx", packed(server), vec![self.nginx.process()]);
        let landfall =
            |landfall: &Landfall| anyhow::Ok(Arm::new("Landfall", packed(address(landfall)?), vec![landfall.pid()]));
        let framework =
            |&(name, rival): &(&'static str, &Rival)| Arm::new(name, shown(rival.address), vec![rival.process()]);

        let mut arms = vec![nginx(self.nginx.address), landfall(&self.plain)?];
        arms.extend(frameworks.iter().map(framework));
        compare(bench, "keep-alive", &Way::KeepAlive, arms)?;
        let arms = vec![nginx(self.nginx.address), landfall(&self.plain)?];
        compare(bench, "a new connection each time", &Way::NewConnection, arms)?;
        let arms = vec![nginx(self.nginx_secure), landfall(&self.secure)?];
        compare(bench, "a full TLS 1.3 handshake each time", &Way::Tls(self.connector.clone()), arms)
    }
}

fn compare(bench: &Bench, name: &str, way: &Way, mut arms: Vec<Arm<Page>>) -> Result<()> {
    for round in 0..=bench.rounds {
        for arm in &mut arms {
            let measured = bench.runtime.block_on(page::measure(&arm.what, way, &arm.processes));
            arm.put(round, measured)?;
        }
    }
    report::table(name, "nginx", &arms);
    Ok(())
}

/// Where it serves.
pub(crate) fn address(landfall: &Landfall) -> Result<SocketAddr> {
    Ok(landfall.url().trim_start_matches("http://").parse()?)
}

/// The page as small as it gets: compressing it goes on for a while after the start.
async fn smallest(server: SocketAddr, tls: Option<&TlsConnector>) -> Result<Vec<u8>> {
    for _ in 0..TRIES {
        let (tag, body) = page::fetch(server, PAGE, true, tls).await?;
        if tag.contains(SMALLEST) {
            return Ok(body);
        }
        sleep(Duration::from_millis(100)).await;
    }
    bail!("Landfall does not come to compress its page")
}
