//! The pool: connections that are set up, checked for durability, kept young, and dropped together after a failover.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, PoolError, RecyclingMethod, Runtime, TimeoutType};
use tokio_postgres::{Client, Config, config::TargetSessionAttrs};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{address::Address, failure::Failure, session::Session, tls};
use crate::{
    error::{Error, OpenError, Result},
    limits, migrations,
    queue::Queue,
};

/// Begins a change that sees the store as of one moment, and cannot overwrite what it has not seen.
pub(super) const SEE_ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";
/// Begins a change that waits for others at the rows they share ([`crate::Op::WRITES_FIRST`]).
pub(super) const WAIT_FOR_OTHERS: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
/// Begins a question.
pub(super) const ONLY_READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// What every connection is told when it is made.
const SET_UP: &str = "SET statement_timeout = '5s'; \
                      SET lock_timeout = '3s'; \
                      SET idle_in_transaction_session_timeout = '10s'";

/// The connections to one PostgreSQL database.
#[derive(Debug)]
pub(super) struct Pool {
    connections: deadpool_postgres::Pool,
    /// Work that waits for a connection.
    pub(super) queue: Queue,
    /// Grows when connections have turned out to lead nowhere, or to a server that can only be read from.
    generation: AtomicU64,
}

impl Pool {
    pub(super) async fn open(address: Address) -> Result<Pool, OpenError> {
        let (config, tls) = way_to(address)?;
        Pool::prepare(&config, tls.clone()).await?;
        let manager = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, tls, manager);
        let connections = deadpool_postgres::Pool::builder(manager)
            .max_size(limits::CONNECTIONS)
            .wait_timeout(Some(limits::CONNECTION_WAIT))
            .create_timeout(Some(limits::CONNECT_WAIT))
            .runtime(Runtime::Tokio1)
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async move {
                    let set_up = async {
                        client.batch_execute(SET_UP).await?;
                        lossy_setting(client).await
                    };
                    match set_up.await.map_err(HookError::Backend)? {
                        None => Ok(()),
                        Some((setting, value)) => Err(HookError::message(format!("PostgreSQL's {setting} is {value}"))),
                    }
                })
            }))
            .pre_recycle(Hook::sync_fn(|_, metrics| {
                // Made together, they do not all grow old together: each use may be the one that finds it old enough.
                let early = limits::CONNECTION_AGE / 64 * u32::try_from(metrics.recycle_count % 16).unwrap_or(0);
                if metrics.age() + early > limits::CONNECTION_AGE {
                    return Err(HookError::message("it is old"));
                }
                Ok(())
            }))
            .build()
            .map_err(|source| OpenError::Database(source.into()))?;
        Ok(Pool { connections, queue: Queue::default(), generation: AtomicU64::new(0) })
    }

    /// Checks the server's settings on a connection of its own, where they can be named, and brings the tables up to date.
    async fn prepare(config: &Config, tls: MakeRustlsConnect) -> Result<(), OpenError> {
        let database = |source: tokio_postgres::Error| OpenError::Database(source.into());
        let (mut client, connection) = config.connect(tls).await.map_err(tls::refused)?;
        let connected = tokio::spawn(connection);
        if let Some((setting, value)) = lossy_setting(&client).await.map_err(database)? {
            return Err(OpenError::NotDurable { setting, value });
        }
        migrations::run_on_postgres(&mut client).await?;
        connected.abort();
        Ok(())
    }

    /// Takes a connection for a transaction that begins with `begin`.
    pub(super) async fn session(&self, begin: &'static str) -> Result<Session<'_>, Failure> {
        let waits = Waits(&self.queue, self.queue.join());
        let connection = self.connections.get().await;
        drop(waits);
        match connection {
            Ok(connection) => Ok(Session::new(connection, begin, &self.generation)),
            Err(PoolError::Timeout(TimeoutType::Wait)) => Err(Failure::Final(Error::Busy)),
            Err(PoolError::Backend(error)) => Err(Failure::Lost(Error::unavailable(error))),
            Err(other) => Err(Failure::Lost(Error::unavailable(other))),
        }
    }

    /// Lets every connection go: they lead to a server that is gone, or no longer the primary. Those in use go when they
    /// are done.
    pub(super) fn forget_all(&self, because: &Error) {
        self.generation.fetch_add(1, Relaxed);
        let forgotten = self.connections.retain(|_, _| false).removed.len();
        tracing::warn!(error = because as &dyn std::error::Error, forgotten, "connecting to PostgreSQL anew");
    }
}

/// How the database is connected to.
fn way_to(address: Address) -> Result<(Config, MakeRustlsConnect), OpenError> {
    let tls = tls::connector(&address)?;
    let mut config = address.config;
    config.connect_timeout(limits::CONNECT_WAIT);
    config.tcp_user_timeout(limits::DEAD_PEER);
    config.keepalives_idle(limits::DEAD_PEER);
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    config.application_name("landfall");
    Ok((config, tls))
}

/// One connection outside of any pool, which may take its time.
pub(crate) async fn connect(address: &str) -> Result<Client, OpenError> {
    let (config, tls) = way_to(Address::parse(address)?)?;
    let (client, connection) = config.connect(tls).await.map_err(tls::refused)?;
    tokio::spawn(connection);
    Ok(client)
}

/// Work that waits for a connection, until it has one or gives up.
struct Waits<'a>(&'a Queue, Instant);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.begin(self.1);
    }
}

/// A setting under which a confirmed filing could be lost, if there is one.
async fn lossy_setting(client: &Client) -> Result<Option<(&'static str, String)>, tokio_postgres::Error> {
    for setting in ["synchronous_commit", "fsync", "full_page_writes"] {
        let value: String = client.query_one("SELECT current_setting($1)", &[&setting]).await?.get(0);
        if value == "off" || value == "local" {
            return Ok(Some((setting, value)));
        }
    }
    Ok(None)
}
