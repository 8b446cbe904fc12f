//! Sending mail: by SMTP where it is set up, otherwise into files, for demonstration.

use super::tally::Tally;
use crate::config::Config;
use anyhow::{Context, Result, anyhow};
use letters::mail::Mail;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};
use std::path::PathBuf;
use store::JobId;
use web::App;

/// How mail leaves.
pub(crate) enum Transport {
    Smtp { relay: AsyncSmtpTransport<Tokio1Executor>, from: Mailbox },
    Files(PathBuf),
}

impl Transport {
    pub(super) fn new(config: &Config) -> Result<Self> {
        let Some(url) = &config.smtp_url else { return Ok(Self::Files(config.data.join("mail"))) };
        let relay = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .context("smtp_url cannot be understood: write smtps://user:password@host:465")?
            .build();
        let from = config
            .mail_from
            .as_deref()
            .context("mail_from is missing: with smtp_url, say what address mail comes from")?
            .parse()
            .context("mail_from is no address")?;
        Ok(Self::Smtp { relay, from })
    }

    /// Sends one mail. The job's id is the mail's own, so that a mail sent twice can be told.
    pub(super) async fn send(&self, app: &App, tally: &Tally, job: JobId, plain: &[u8]) -> Result<()> {
        let mail: Mail = serde_json::from_slice(plain).context("the mail cannot be read")?;
        match self {
            Self::Smtp { relay, from } => {
                let message = Message::builder()
                    .from(from.clone())
                    .to(mail.to.parse().context("the recipient is no address")?)
                    .subject(mail.subject)
                    .message_id(Some(format!("<{job}@{}>", from.email.domain())))
                    .header(ContentType::TEXT_PLAIN)
                    .body(mail.text)
                    .context("the mail cannot be written")?;
                let sent = relay.send(message).await;
                // A server that refuses this mail takes others.
                tally.mail_server(app.now(), sent.as_ref().err().is_none_or(smtp::Error::is_permanent));
                sent.map_err(|error| anyhow!(refusal(&error)))?;
                Ok(())
            }
            Self::Files(folder) => {
                let text = format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.subject, mail.text);
                let path = folder.join(format!("{job}.txt"));
                let unfinished = folder.join(format!("{job}.new"));
                tokio::fs::create_dir_all(folder)
                    .await
                    .with_context(|| format!("{} cannot be made", folder.display()))?;
                tokio::fs::write(&unfinished, text).await.context("the mail cannot be written")?;
                tokio::fs::rename(&unfinished, &path).await.context("the mail cannot be written")
            }
        }
    }
}

/// Why the mail server did not take a mail. A server's own words repeat the address, so that only their code is told; what the
/// library or the system says of the connection knows no address.
fn refusal(error: &smtp::Error) -> String {
    if let Some(code) = error.status() {
        return format!("the mail server did not take the mail: it answered {code}");
    }
    if error.is_response() {
        return "the mail server did not take the mail: its answer could not be understood".to_owned();
    }
    let mut told = "the mail server did not take the mail".to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(because) = cause {
        told = format!("{told}: {because}");
        cause = because.source();
    }
    told
}
