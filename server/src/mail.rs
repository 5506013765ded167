//! Sends the outbox's notices by SMTP (NTF-02).

use std::time::Duration;

use anyhow::Context as _;
use lettre::message::{Mailbox, header};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::response::{Category, Code, Severity};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use service::Services;
use service::notices::{Due, NotSent, settle, take_due};

use crate::shutdown::Shutdown;

/// The outbox is looked into so often.
const EVERY: Duration = Duration::from_secs(1);
/// A mail is sent within this time, which is less than its lease.
const LONGEST: Duration = Duration::from_secs(90);
/// A mail server answers each command within this time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The mail server, and whom mails are from.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer by its settings.
    ///
    /// # Errors
    /// What is wrong with them. The URL is not repeated: it holds a password.
    pub fn new(url: &str, from: Option<&str>) -> anyhow::Result<Self> {
        let from = from.context("whom mails are from is missing: say it with --mail-from")?;
        let from = from.parse().with_context(|| format!("--mail-from: {from:?} is no mail address"))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| anyhow::anyhow!("--smtp-url can't be understood: {error}"))?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Self { transport, from })
    }

    async fn send(&self, due: &Due) -> Result<(), NotSent> {
        let to: Address =
            due.to.parse().map_err(|error| NotSent::Never(format!("no mail address: {error}")))?;
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&due.mail.subject)
            // The same each time: who gets a mail twice, because an answer was lost, can tell.
            .message_id(Some(format!("<notice-{}@{domain}>", due.id)))
            .header(header::ContentType::TEXT_PLAIN)
            .body(due.mail.body.clone())
            .map_err(|error| NotSent::Never(error.to_string()))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            // What is wrong with the sign-in is wrong with every mail, and will be mended (RFC 4954: 530, 534, 535, 538).
            Err(error) if error.is_permanent() && !error.status().is_some_and(is_sign_in) => {
                Err(NotSent::Never(said(&error)))
            }
            Err(error) => Err(NotSent::Later(said(&error))),
        }
    }
}

/// Whether an answer is about who sends, and not about the mail.
fn is_sign_in(code: Code) -> bool {
    code.severity == Severity::PermanentNegativeCompletion && code.category == Category::Unspecified3
}

/// An error with its causes.
fn said(error: &SmtpError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text = format!("{text}: {next_text}");
        }
        cause = next.source();
    }
    text
}

/// Sends what is due until the server is asked to end; what is being sent then is finished.
pub async fn work(services: Services, shutdown: Shutdown, mailer: Mailer) {
    loop {
        let due = match take_due(&services).await {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(%error, "the outbox can't be read");
                None
            }
        };
        let rest = if due.is_some() { Duration::ZERO } else { EVERY };
        if let Some(due) = due {
            let late = Err(NotSent::Later("the mail server takes too long".to_owned()));
            let sent = tokio::time::timeout(LONGEST, mailer.send(&due)).await.unwrap_or(late);
            if let Err(problem) = &sent {
                tracing::warn!(notice = due.id.0, ?problem, "a notice was not sent");
            }
            // What was sent must not be forgotten because the database is busy: it would be sent again.
            while let Err(error) = settle(&services, &due, sent.clone()).await {
                tracing::error!(notice = due.id.0, %error, "what came of a notice can't be written down now");
                tokio::time::sleep(EVERY).await;
            }
        }
        if shutdown.asked_during(tokio::time::sleep(rest)).await {
            return;
        }
    }
}
