//! `landfall payments`: what an operator does about payments while there are no officers' pages.

use super::serve::{SystemClock, open_store};
use crate::{
    args::{PaymentsCommand, ServeArguments},
    config::Config,
};
use anyhow::{Context, Result, anyhow, bail};
use std::{process::ExitCode, sync::Arc};
use store::{
    Actor, RequestId, Who,
    ops::payments::{ListPayments, StartRefund},
};
use vault::{Keys, ReceiptNumber, SystemRandom};
use web::{
    Clock,
    payments::{Demonstration, Till},
};

pub(crate) fn run(what: &PaymentsCommand, arguments: ServeArguments) -> Result<ExitCode> {
    let config = Config::read(arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.context("the work cannot be started")?.block_on(perform(what, &config))
}

async fn perform(what: &PaymentsCommand, config: &Config) -> Result<ExitCode> {
    let (store, keys) = open_store(config, &SystemRandom).await?;
    let clock = Arc::new(SystemClock);
    let now = clock.now();
    let provider = Demonstration::new(store.clone(), Keys::new(&keys.master), clock);
    let system = Actor { who: Who::System, request: RequestId(uuid::Uuid::nil()) };
    match what {
        PaymentsCommand::List => {
            for payment in store.read(&system, ListPayments).await? {
                let number = payment.number.as_deref().unwrap_or("not filed");
                println!("{number:<20} {:<11} {}", payment.state.name(), payment.changed);
            }
        }
        PaymentsCommand::Reconcile => {
            let till = Till { store: &store, provider: &provider, system, now };
            let reconciled = till.reconcile().await?;
            println!("{} asked about, {} of them not settled.", reconciled.asked, reconciled.failed);
            if reconciled.failed > 0 {
                return Ok(ExitCode::FAILURE);
            }
        }
        PaymentsCommand::Refund { receipt } => {
            let number =
                ReceiptNumber::parse(receipt).map_err(|error| anyhow!("{receipt} is no receipt number: {error}"))?;
            match store.exec(&system, StartRefund { number: number.to_string(), now }).await {
                Ok(()) => {}
                Err(store::Error::NotFound) => bail!("nothing that was paid with {number} can be given back"),
                Err(error) => return Err(error.into()),
            }
            let till = Till { store: &store, provider: &provider, system, now };
            till.reconcile().await?;
            println!("What was paid with {number} is being given back.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
