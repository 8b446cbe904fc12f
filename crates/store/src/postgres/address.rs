//! The address of a database: what tokio-postgres reads in it, and what libpq knows besides about TLS.

use std::{net::IpAddr, path::PathBuf};

use percent_encoding::percent_decode_str;
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};

use crate::error::OpenError;

/// Where the database is. The mode of TLS is one of two: none, or TLS with a server that proves who it is.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) config: Config,
    /// A file with the certificates of those who may vouch for the server.
    pub(super) authorities: Option<PathBuf>,
}

impl Address {
    pub(super) fn parse(text: &str) -> Result<Address, OpenError> {
        let mut ours = Ours::default();
        let rest = if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            ours.take_from_url(text)
        } else {
            ours.take_from_pairs(text)
        };
        let mut config: Config = rest.parse().map_err(OpenError::Address)?;
        if ours.verify_full {
            config.ssl_mode(SslMode::Require);
        }
        if config.get_ssl_mode() == SslMode::Prefer {
            // To prefer TLS is to go without when somebody in between says that there is none.
            if let Some(host) = other_machine(&config) {
                return Err(OpenError::Plain { host });
            }
            config.ssl_mode(SslMode::Disable);
        }
        Ok(Address { config, authorities: ours.authorities })
    }
}

/// The options that tokio-postgres does not know.
#[derive(Default)]
struct Ours {
    authorities: Option<PathBuf>,
    /// `sslmode=verify-full`. With us `require` is no less.
    verify_full: bool,
}

impl Ours {
    /// Takes an option that is one of these.
    fn takes(&mut self, key: &str, value: &str) -> bool {
        match (key, value) {
            ("sslrootcert", file) => self.authorities = Some(file.into()),
            ("sslmode", "verify-full") => self.verify_full = true,
            _ => return false,
        }
        true
    }

    /// Takes them out of `postgres://user@host/database?key=value&…`.
    fn take_from_url(&mut self, url: &str) -> String {
        // A password may hold a question mark.
        let host = url.find('@').unwrap_or(0);
        let Some(question) = url[host..].find('?') else { return url.to_owned() };
        let (before, options) = url.split_at(host + question);
        let others = options[1..].split('&').filter(|option| {
            let (key, value) = option.split_once('=').unwrap_or((option, ""));
            !self.takes(key, &percent_decode_str(value).decode_utf8_lossy())
        });
        format!("{before}?{}", others.collect::<Vec<_>>().join("&"))
    }

    /// Takes them out of `key=value key='value'`. What is not of that form is left to whoever reads the rest.
    fn take_from_pairs(&mut self, text: &str) -> String {
        let mut others = String::new();
        let mut rest = text;
        while let Some((key, after)) = rest.split_once('=')
            && let Some((value, after)) = value(after.trim_start())
        {
            if !self.takes(key.trim(), &value) {
                others.push_str(&rest[..rest.len() - after.len()]);
            }
            rest = after;
        }
        others + rest
    }
}

/// The value at the beginning of `text`, without its quotes and backslashes, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut letters = text.char_indices().skip(quoted.into());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => value.push(letters.next()?.1),
            '\'' if quoted => return Some((value, &text[at + 1..])),
            space if !quoted && space.is_whitespace() => return Some((value, &text[at..])),
            letter => value.push(letter),
        }
    }
    (!quoted).then_some((value, ""))
}

/// A host that is not this machine.
fn other_machine(config: &Config) -> Option<String> {
    let loopback = |name: &str| name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    let host = config.get_hosts().iter().find_map(|host| match host {
        Host::Tcp(name) if !loopback(name) => Some(name.clone()),
        _ => None,
    });
    let address = || config.get_hostaddrs().iter().find(|address| !address.is_loopback()).map(ToString::to_string);
    host.or_else(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_machine_is_spoken_to_in_plain_text_only_when_the_operator_says_so() {
        for (address, plain) in [
            ("postgres://u@localhost/d", Ok(true)),
            ("postgres://u@127.0.0.1/d", Ok(true)),
            ("postgres://u@[::1]/d", Ok(true)),
            ("host=/run/postgresql user=u", Ok(true)),
            ("postgres://u@db.example/d?sslmode=disable", Ok(true)),
            ("postgres://u@db.example/d?sslmode=require", Ok(false)),
            ("postgres://u@db.example/d?sslmode=verify-full", Ok(false)),
            ("host=db.example user=u sslmode = verify-full", Ok(false)),
            ("host=db.example user=u sslmode=disable sslmode='verify-full'", Ok(false)),
            ("postgres://u@localhost/d?sslmode=require", Ok(false)),
            ("postgres://u@db.example/d", Err("db.example")),
            ("postgres://u@db.example/d?sslmode=prefer", Err("db.example")),
            ("postgres://u@db.example/d?sslrootcert=/ca.pem", Err("db.example")),
            ("postgres://u@localhost,db.example/d", Err("db.example")),
            ("host=localhost hostaddr=192.0.2.1 user=u", Err("192.0.2.1")),
        ] {
            let parsed = match Address::parse(address) {
                Ok(address) => Ok(address.config.get_ssl_mode() == SslMode::Disable),
                Err(OpenError::Plain { host }) => Err(host),
                Err(other) => panic!("{address}: {other}"),
            };
            assert_eq!(parsed, plain.map_err(str::to_owned), "{address}");
        }
    }

    #[test]
    fn the_file_of_authorities_is_taken_out_of_either_form() {
        for (address, file, rest) in [
            ("postgres://u@h/d?sslrootcert=/a.pem", Some("/a.pem"), "postgres://u@h/d?"),
            (
                "postgres://u:p?s@h/d?a=b&sslrootcert=/my%20ca.pem&sslmode=require",
                Some("/my ca.pem"),
                "postgres://u:p?s@h/d?a=b&sslmode=require",
            ),
            ("postgres://u@h/d", None, "postgres://u@h/d"),
            ("host=h sslrootcert=/a.pem user=u", Some("/a.pem"), "host=h user=u"),
            (r"sslrootcert = '/it\'s a.pem' host=h", Some("/it's a.pem"), " host=h"),
            (r"password='sslrootcert=/b.pem' sslrootcert=/a\ b.pem", Some("/a b.pem"), "password='sslrootcert=/b.pem'"),
            ("password='never closed sslrootcert=/a.pem", None, "password='never closed sslrootcert=/a.pem"),
            ("nonsense", None, "nonsense"),
        ] {
            let mut ours = Ours::default();
            let found =
                if address.contains("://") { ours.take_from_url(address) } else { ours.take_from_pairs(address) };
            assert_eq!(found, rest);
            assert_eq!(ours.authorities, file.map(PathBuf::from), "{address}");
        }
    }

    #[test]
    fn what_is_less_than_proof_of_who_the_server_is_is_not_understood() {
        for mode in ["allow", "verify-ca", "Require"] {
            let refused = Address::parse(&format!("postgres://u@db.example/d?sslmode={mode}"));
            assert!(matches!(refused, Err(OpenError::Address(_))), "{mode}");
        }
    }
}
