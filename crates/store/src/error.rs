//! Why the store did not do what was asked, in the few ways a caller must tell apart.

use std::{fmt, sync::Arc};

/// What every operation and query answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation or a query gave no answer. After any of these nothing was changed, with one exception that is said
/// at [`Error::Unavailable`].
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is another person's: the two are one answer, so that guessing teaches nothing.
    #[error("there is no such thing, or it belongs to somebody else")]
    NotFound,
    /// An actor of this kind may never do this. Show the same page as for [`Error::NotFound`].
    #[error("an actor of this kind may not do this")]
    NotYours,
    /// It was changed by somebody else since it was read; read it again.
    #[error("it has changed since it was read")]
    Conflict,
    /// It has reached a state that takes no such change any more, for instance a filed application.
    #[error("it is closed to this change")]
    Closed,
    /// As many are filed as the program's cap allows.
    #[error("every place of the program is taken")]
    CapReached,
    /// A named limit is reached.
    #[error("the limit of {limit} {of} is reached")]
    Full {
        /// What there may be no more of.
        of: &'static str,
        /// How many there may be.
        limit: u64,
    },
    /// A value that can never be stored.
    #[error("this cannot be stored: {0}")]
    Unfit(&'static str),
    /// More work is waiting than may wait; asked again a little later it may be done.
    #[error("more work is waiting for the store than may wait")]
    Busy,
    /// The database or the disk did not answer as it should. Whether the change was made may be unknown; asking again
    /// with the same operation is always safe.
    #[error("the store cannot answer now")]
    Unavailable(#[source] Cause),
    /// What is stored is not what this program could have written.
    #[error("what is stored is not as it should be: {0}")]
    Corrupt(String),
    /// A fault of this program: an operation panicked or waited for something other than its transaction.
    #[error("an operation broke: {0}")]
    Broken(String),
}

/// The error below an [`Error::Unavailable`], for the log.
#[derive(Debug, Clone)]
pub struct Cause(Arc<dyn std::error::Error + Send + Sync>);

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl Error {
    /// [`Error::Unavailable`] because of `cause`.
    pub fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Unavailable(Cause(Arc::from(cause.into())))
    }
}

/// Why a store could not be opened. Each says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds the store.
    #[error(
        "the store in {place} is in use by another process. Stop that process, or give this one another --data folder"
    )]
    InUse {
        /// The folder.
        place: String,
    },
    /// The tables were written by a later release.
    #[error(
        "the store's tables are version {found}, and this program knows versions up to {known}. Start the newer program \
         that wrote them, or restore a backup from before the upgrade"
    )]
    Newer {
        /// The version of the tables.
        found: i64,
        /// The latest version this program knows.
        known: i64,
    },
    /// PostgreSQL is set so that a confirmed filing could be lost.
    #[error(
        "PostgreSQL's {setting} is \"{value}\": a confirmed filing could be lost. Set it to on for this user or server"
    )]
    NotDurable {
        /// The setting.
        setting: &'static str,
        /// What it is.
        value: String,
    },
    /// The database is on another machine, and its address does not say how to go there.
    #[error(
        "the connection to PostgreSQL on {host} might not be encrypted. Add sslmode=require to its address; on a private \
         network that you trust, sslmode=disable"
    )]
    Plain {
        /// The other machine.
        host: String,
    },
    /// The file named by `sslrootcert` is not there or holds no certificates.
    #[error(
        "{file}, named by sslrootcert in the database address, cannot be used. It should be readable, and hold the \
         certificates of authorities in PEM form"
    )]
    Authorities {
        /// The file.
        file: String,
        /// What is wrong with it.
        #[source]
        source: rustls::pki_types::pem::Error,
    },
    /// The address asks for TLS, and the server has none.
    #[error(
        "the database address asks for TLS, and PostgreSQL does not speak it there. Set ssl = on at the server; for a local \
         socket or a private network that you trust, write sslmode=disable"
    )]
    NoTls,
    /// Nobody who is trusted signed the server's certificate.
    #[error(
        "PostgreSQL's certificate is signed by no authority that is trusted. Name the file with the right one's certificate \
         in the database address, as sslrootcert=FILE; if that is done, find out who answers in the server's place"
    )]
    UnknownAuthority(#[source] tokio_postgres::Error),
    /// The server's certificate is another machine's.
    #[error(
        "PostgreSQL's certificate is for another host. Write the host in the database address as the certificate has it, or \
         give the server a certificate that has this host among its subjectAltNames"
    )]
    OtherHost(#[source] tokio_postgres::Error),
    /// The handshake failed for another reason, for instance a certificate that has ended.
    #[error(
        "no TLS connection to PostgreSQL can be made. If its certificate has ended, renew it; mend what is named here"
    )]
    Tls(#[source] tokio_postgres::Error),
    /// A copy is to be put into a database that holds something.
    #[error("the database holds a store already. Name an empty one")]
    NotEmpty,
    /// The address of the database cannot be understood.
    #[error("the database address cannot be understood. Write postgres://user@host/database")]
    Address(#[source] tokio_postgres::Error),
    /// The folder or a file in it cannot be used.
    #[error(
        "{place} cannot be used. Check that the folder exists, that it is this user's, and that the disk is not full"
    )]
    Place {
        /// The file or folder.
        place: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The tables could not be brought up to date.
    #[error("the store's tables could not be brought up to date")]
    Migration(#[source] Box<refinery::Error>),
    /// The database did not open or answer.
    #[error("the database does not answer")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
}
