//! Programs as they were published: each version once, for good.

use jiff::Timestamp;

use crate::{
    actor::Actor,
    error::{Error, Result},
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// Records a version of a program. One that is recorded already stays as it is.
#[derive(Debug, Clone)]
pub struct Publish {
    /// Which program.
    pub program: String,
    /// Which version of it.
    pub version: String,
    /// SHA-256 of the definition.
    pub hash: [u8; 32],
    /// The whole definition, at most [`limits::PUBLICATION_BYTES`].
    pub definition: String,
    /// Now.
    pub now: Timestamp,
}

impl Op for Publish {
    /// The hash that stands: another one when the version was published with another definition.
    type Out = [u8; 32];

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<[u8; 32]> {
        actor.must_be_system()?;
        if self.definition.len() > limits::PUBLICATION_BYTES {
            return Err(Error::Full { of: "bytes of a program", limit: limits::PUBLICATION_BYTES as u64 });
        }
        let (program, version) = (limits::text(self.program)?, limits::text(self.version)?);
        let stands = "SELECT hash FROM publications WHERE program = $1 AND version = $2";
        let key = values![program.as_str(), version.as_str()];
        // Nearly every start finds what an earlier one recorded: a definition is not sent for nothing.
        if let Some(mut row) = tx.optional(stands, key).await? {
            return row.take(0);
        }
        tx.execute(
            "INSERT INTO publications (program, version, hash, definition, published) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (program, version) DO NOTHING",
            values![program.as_str(), version.as_str(), self.hash, self.definition.into_bytes(), self.now],
        )
        .await?;
        tx.one(stands, key).await?.take(0)
    }
}

/// The definition of a version of a program; `None` when it was never published here. It is public, whoever asks.
#[derive(Debug, Clone)]
pub struct LoadPublication {
    /// Which program.
    pub program: String,
    /// Which version of it.
    pub version: String,
}

impl Query for LoadPublication {
    type Out = Option<String>;

    async fn run<R: Read>(self, _: &Actor, read: &mut R) -> Result<Option<String>> {
        // What cannot be kept was never published.
        let (Ok(program), Ok(version)) = (limits::text(self.program), limits::text(self.version)) else {
            return Ok(None);
        };
        let sql = "SELECT definition FROM publications WHERE program = $1 AND version = $2";
        let Some(mut row) = read.optional(sql, values![program, version]).await? else { return Ok(None) };
        let definition = String::from_utf8(row.take(0)?);
        definition.map(Some).map_err(|_| Error::Corrupt("a publication is not text".to_owned()))
    }
}
