//! The receipt as its holder sees it: fetched, and verified with nothing but the public key.

use casework::{Filing, Receipt};
use serde_json::Value;
use testkit::Landfall;
use vault::PublicKey;
use web::Place;

use super::Applicant;

/// A receipt that holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    pub(crate) number: String,
    /// The receipt file.
    pub(crate) receipt: String,
    /// What was filed, in canonical form.
    pub(crate) filing: Vec<u8>,
}

/// The key the site publishes.
pub(crate) fn public_key(landfall: &Landfall) -> PublicKey {
    let page = landfall.visitor().open("/receipt-key.txt");
    PublicKey::parse(&String::from_utf8_lossy(page.body())).expect("the site publishes its key")
}

impl Held {
    /// Fetches receipt and filing and verifies both; errors say what does not hold.
    pub(crate) fn fetch(applicant: &mut Applicant, key: &PublicKey) -> Result<Held, String> {
        let folder = applicant.path(Place::Receipt);
        let mut get = |name: &str| -> Result<Vec<u8>, String> {
            let page = applicant.visitor.try_send("GET", &format!("{folder}{name}"), &[], Vec::new())?;
            match page.status() {
                200 => Ok(page.body().to_vec()),
                status => Err(format!("{folder}{name} answers {status}: {}", page.text())),
            }
        };
        let shown = get("")?;
        let text = String::from_utf8(get("/receipt.json")?).map_err(|error| error.to_string())?;
        let filing = get("/filing.json")?;
        let receipt = Receipt::parse(&text).map_err(|fault| fault.to_string())?;
        receipt
            .verify(&key.key_id(), |message, signature| key.verify(message, signature))
            .map_err(|fault| fault.to_string())?;
        let statement = receipt.statement;
        let salt = vault::encoding::from_hex(&statement.salt).and_then(|salt| salt.try_into().ok());
        let salt = salt.ok_or("the salt is not 16 bytes in hex")?;
        if Filing::salted_hash(&filing, &salt, vault::sha256) != statement.filing_sha256 {
            return Err("the filing is not what the receipt states".to_owned());
        }
        if !String::from_utf8_lossy(&shown).contains(&statement.number) {
            return Err(format!("the page does not show the number {}", statement.number));
        }
        let held = Held { number: statement.number, receipt: text, filing };
        if held.filed()["application"] != applicant.reference.as_str() {
            return Err(format!("the filing is that of {}", held.filed()["application"]));
        }
        Ok(held)
    }

    /// What was filed, read.
    pub(crate) fn filed(&self) -> Value {
        serde_json::from_slice(&self.filing).expect("a filing is JSON")
    }
}
