//! The site's certificate: from files, or fetched from an authority by ACME (RFC 8555), renewed in time and put in place while
//! the site runs.

mod files;
mod order;

use crate::config::{Acme, Config};
use anyhow::{Context, Result, anyhow};
use files::Files;
use jiff::Timestamp;
use serve::Tls;
use std::{ops::Range, path::Path, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use web::Clock;

/// Within the keys folder, which no backup holds.
const FOLDER: &str = "acme";
/// The pause after the first failure; each one after is twice as long. Let's Encrypt lets a name fail five times an hour.
const FIRST_PAUSE: Duration = Duration::from_mins(15);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_hours(12);
/// How long a certificate is served before a new one is fetched, in thirds of its life: of 90 days, 30 are left for failures.
const THIRDS: u32 = 2;
/// How often the clock is looked at, for one that is set meanwhile.
const LOOK: Duration = Duration::from_mins(10);

/// The certificate to begin with. Where none has been fetched yet, one that nobody vouches for stands in.
pub(crate) fn open(config: &Config, now: Timestamp) -> Result<Option<Tls>> {
    if let Some((certificate, key)) = &config.tls {
        let read = |path: &Path| std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()));
        return Tls::from_pem(&read(certificate)?, &read(key)?).map(Some).map_err(|error| anyhow!(error));
    }
    let Some(acme) = &config.acme else { return Ok(None) };
    // One for other names is better than one that nobody vouches for, until there is one for these.
    let pem = match Files::open(&config.keys.join(FOLDER))?.certificate()? {
        Some(pem) => pem,
        None => order::stand_in(&acme.names, now)?,
    };
    Tls::from_pem(pem.as_bytes(), pem.as_bytes()).map(Some).map_err(|error| anyhow!(error))
}

/// Fetches a certificate when there is none, and a new one before each ends, until told to stop. A failure is logged and tried
/// again after a pause; the site goes on with the certificate it has.
pub(crate) async fn keep(config: Config, tls: Tls, clock: Arc<dyn Clock>, stop: CancellationToken) {
    let Some(acme) = &config.acme else { return };
    let tried = async {
        let files = Files::open(&config.keys.join(FOLDER))?;
        loop {
            let wait = match due(tls.validity(), &files, acme, clock.now()) {
                Ok(wait) if wait.is_zero() => match renew(acme, &files, &tls, clock.now()).await {
                    Ok(()) => continue,
                    Err(error) => unwritten(&error),
                },
                Ok(wait) => wait.min(LOOK),
                Err(error) => unwritten(&error),
            };
            tokio::time::sleep(wait).await;
        }
    };
    let ended: Option<Result<()>> = stop.run_until_cancelled(tried).await;
    if let Some(Err(error)) = ended {
        tracing::error!(cause = format!("{error:#}"), "no certificate is fetched, until the next start");
    }
}

/// What is kept cannot be read or written, as on a full disk: nothing more is ordered for a while, since nothing could be
/// remembered of it.
fn unwritten(error: &anyhow::Error) -> Duration {
    tracing::error!(
        cause = format!("{error:#}"),
        next_try_in_minutes = LONGEST_PAUSE.as_secs() / 60,
        "what is to be remembered of certificates cannot be kept"
    );
    LONGEST_PAUSE
}

/// How long to wait with the next try. What was written by a clock that was ahead counts as written now.
fn due(validity: Option<Range<Duration>>, files: &Files, acme: &Acme, now: Timestamp) -> Result<Duration> {
    let now = Duration::from_secs(u64::try_from(now.as_second()).unwrap_or_default());
    let renewal = match (validity, files.fetched(&acme.names)?) {
        (Some(valid), Some(fetched)) => {
            let third = valid.end.saturating_sub(valid.start) / 3;
            // With a clock that is far ahead, each new one would seem to be over too; one that was fetched by such a clock says
            // nothing.
            let rests = if fetched <= now { fetched + third } else { Duration::ZERO };
            (valid.start + third * THIRDS).max(rests)
        }
        _ => Duration::ZERO,
    };
    let (failures, last) = files.failures()?;
    let pause = if failures == 0 { Duration::ZERO } else { pause(failures) };
    Ok(renewal.max(last.min(now) + pause).saturating_sub(now))
}

fn pause(failures: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1))).min(LONGEST_PAUSE)
}

/// Fetches a certificate and puts it in place. Only what keeps the next try from being remembered is an error.
async fn renew(acme: &Acme, files: &Files, tls: &Tls, now: Timestamp) -> Result<()> {
    let fetched = order::fetch(acme, files, tls).await;
    tls.prove_nothing();
    let placed = fetched.and_then(|pem| {
        tls.replace(pem.as_bytes(), pem.as_bytes()).map_err(|error| anyhow!(error))?;
        files.keep_certificate(&acme.names, &pem, now)
    });
    match placed {
        Ok(()) => {
            tracing::info!("a new certificate is in place");
            files.forget_failures()
        }
        Err(error) => {
            let (failures, _) = files.failures()?;
            tracing::warn!(
                cause = format!("{error:#}"),
                next_try_in_minutes = pause(failures + 1).as_secs() / 60,
                "no certificate could be fetched; the site goes on with the one it has"
            );
            files.keep_failure(failures + 1, now)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 86_400;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_second(seconds.cast_signed()).expect("a time")
    }

    #[test]
    fn a_certificate_is_renewed_after_two_thirds_of_its_life_and_failures_wait_longer_each_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path()).expect("a folder");
        let names = vec!["portal.example.org".to_owned()];
        let acme = Acme { names: names.clone(), contact: None, directory: String::new(), authority: None };
        let life = || Some(seconds(100 * DAY)..seconds(190 * DAY));
        let due = |day| due(life(), &files, &acme, at(day * DAY)).expect("a time");
        assert_eq!(due(100), Duration::ZERO, "nothing was fetched yet");
        files.keep_certificate(&names, "a certificate", at(100 * DAY)).expect("kept");
        assert_eq!((due(100), due(159), due(160), due(200)), (seconds(60 * DAY), seconds(DAY), seconds(0), seconds(0)));
        let mut pauses = Vec::new();
        for failures in 1..=8 {
            files.keep_failure(failures, at(165 * DAY)).expect("kept");
            pauses.push(due(165).as_secs() / 60);
        }
        assert_eq!(pauses, [15, 30, 60, 120, 240, 480, 720, 720]);
        files.forget_failures().expect("forgotten");
        assert_eq!(due(165), Duration::ZERO);
        files.keep_certificate(&names, "a certificate", at(400 * DAY)).expect("kept");
        assert_eq!(due(400), seconds(30 * DAY), "a clock that is ahead has one fetched after the other");
        // The same clock, right again.
        assert_eq!(due(165), Duration::ZERO);
        files.keep_failure(1, at(530 * DAY)).expect("kept");
        assert_eq!(due(165), FIRST_PAUSE);
        files.forget_failures().expect("forgotten");
    }

    #[test]
    fn a_certificate_for_other_names_is_none() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = Files::open(folder.path()).expect("a folder");
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        files.keep_certificate(&names(&["a.example", "b.example"]), "pem", at(0)).expect("kept");
        assert!(files.fetched(&names(&["a.example", "b.example"])).expect("read").is_some());
        assert!(files.fetched(&names(&["a.example"])).expect("read").is_none());
        assert!(files.certificate().expect("read").is_some(), "and is served until there is one for these");
    }
}
