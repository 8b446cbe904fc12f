//! `landfall verify`: checks a receipt with nothing but the public key.

use anyhow::{Context, Result, anyhow};
use casework::{Filing, Receipt};
use std::{path::Path, process::ExitCode};
use vault::PublicKey;

pub(crate) fn run(key: &Path, filing: Option<&Path>, receipt: &Path) -> Result<ExitCode> {
    let read =
        |path: &Path| std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let key =
        PublicKey::parse(&read(key)?).map_err(|error| anyhow!("{} is not a public key: {error}", key.display()))?;
    let holds = Receipt::parse(&read(receipt)?).and_then(|receipt| {
        receipt.verify(&key.key_id(), |message, signature| key.verify(message, signature)).map(|()| receipt)
    });
    let statement = match holds {
        Ok(receipt) => receipt.statement,
        Err(fault) => {
            println!("NOT VALID: {fault}.");
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut signatures = Vec::new();
    if let Some(path) = filing {
        let filing = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let salt = salt(&statement.salt).context("the receipt's salt is not 16 bytes in hex")?;
        if Filing::salted_hash(&filing, &salt, vault::sha256) != statement.filing_sha256 {
            println!("NOT VALID: the receipt is genuine, but {} is not what was filed.", path.display());
            return Ok(ExitCode::FAILURE);
        }
        // A later release may file what this one cannot read; the hash tells all the same that it was filed.
        let filed: Option<Filing> = serde_json::from_slice(&filing).ok();
        if let Some(signature) = filed.as_ref().and_then(|filed| filed.unsound_signature(vault::sha256)) {
            let who = signature.who();
            println!("NOT VALID: the receipt is genuine, but the signature of “{who}” is not over what was filed.");
            return Ok(ExitCode::FAILURE);
        }
        signatures = filed.map(|filed| filed.signatures).unwrap_or_default();
    }
    println!("VALID: {} was filed for {} at {}.", statement.number, statement.program, statement.filed_at);
    if let Some(arrived_at) = statement.arrived_at {
        println!("Its deadline passed while the applicant waited: the arrival at {arrived_at} counts.");
    }
    println!("Program edition {}, signed with key {}.", statement.program_version, statement.key_id);
    if filing.is_some() {
        println!("The filing given is exactly what was filed.");
    }
    for signature in signatures {
        println!("Signed as well by {} ({}) at {}.", signature.name, signature.who(), signature.signed_at);
    }
    Ok(ExitCode::SUCCESS)
}

fn salt(hex: &str) -> Option<[u8; 16]> {
    let mut salt = [0; 16];
    if hex.len() != 32 || !hex.is_ascii() {
        return None;
    }
    for (index, byte) in salt.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(salt)
}
