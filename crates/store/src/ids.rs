//! Names of the things that are stored: one type for each, so that an account can never be passed as an application.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::value::{FromValue, Value};

macro_rules! id {
    ($(#[doc = $what:literal] $name:ident)*) => {$(
        #[doc = $what]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map($name)
            }
        }

        impl From<$name> for Value {
            fn from(id: $name) -> Value {
                Value::Bytes(id.0.as_bytes().to_vec())
            }
        }

        impl FromValue for $name {
            fn from_value(value: Value) -> Option<Self> {
                <[u8; 16]>::from_value(value).map(|bytes| $name(Uuid::from_bytes(bytes)))
            }
        }
    )*};
}

id! {
    /// An application, from its first saved page on; a filed one keeps its id as the id of its case.
    ApplicationId
    /// A person's account.
    AccountId
    /// An uploaded document; also the name its bytes are kept under.
    DocumentId
    /// A job in the outbox.
    JobId
    /// One session's hold on an application that it reaches by a resume link.
    HolderId
    /// One worker's hold on the jobs it has claimed.
    ClaimId
    /// One request of one visitor. It is written with a change, so that the same request asked twice changes once.
    RequestId
}
