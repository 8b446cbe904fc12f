//! People with an account: signed up, and their address confirmed by the mail they were sent.

use std::{fs, thread, time::Duration};

use anyhow::{Result, bail};
use testkit::{Form, Landfall};

/// Few enough to prepare in half a minute, enough that nobody signs in from many places at once.
const ACCOUNTS: usize = 500;
const PASSWORD: &str = "fourteen quays along the river";
/// How often, every 100 ms, one looks whether all mail is there.
const TRIES: u32 = 600;
/// What stands before the secret in the mail.
const CONFIRM: &str = "/en/confirm-address/";

/// Makes them: addresses, each with its password.
pub(crate) fn prepare(landfall: &Landfall) -> Result<Vec<(String, String)>> {
    let addresses: Vec<String> = (0..ACCOUNTS).map(|number| format!("person{number}@landfall.example")).collect();
    for address in &addresses {
        post(landfall, "/en/create-account", &[("email", address), ("password", PASSWORD)])?;
    }
    for path in confirmations(landfall)? {
        post(landfall, &path, &[])?;
    }
    Ok(addresses.into_iter().map(|address| (address, PASSWORD.to_owned())).collect())
}

/// The addresses in the mails, one for each account.
fn confirmations(landfall: &Landfall) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for _ in 0..TRIES {
        found.clear();
        for mail in fs::read_dir(landfall.data().join("mail")).into_iter().flatten() {
            let text = fs::read_to_string(mail?.path()).unwrap_or_default();
            let secret = text.split_once(CONFIRM).map(|(_, rest)| rest);
            let letters = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
            let secret = secret.and_then(|rest| rest.split(|letter: char| !letters(letter)).next());
            found.extend(secret.map(|secret| format!("{CONFIRM}{secret}")));
        }
        if found.len() == ACCOUNTS {
            return Ok(found);
        }
        thread::sleep(Duration::from_millis(100));
    }
    bail!("{} mails of {ACCOUNTS} are there", found.len())
}

fn post(landfall: &Landfall, path: &str, fields: &[(&str, &str)]) -> Result<()> {
    let form = fields.iter().fold(Form::forged(path), |form, (name, value)| form.forge(name, value));
    match landfall.visitor().try_submit(path, &form) {
        Ok(answer) if answer.status() < 400 => Ok(()),
        Ok(answer) => bail!("{path}: {} {}", answer.status(), answer.text()),
        Err(error) => bail!("{path}: {error}"),
    }
}
