//! What settings may say, and that each of them is told of.

use super::*;

fn operations(file: &str, argument: Option<&str>) -> Result<Option<SocketAddr>, String> {
    let file: OperationsFile = toml::from_str(file).expect("settings");
    let argument = argument.map(|address| address.parse().expect("an address"));
    Operations::new(file, argument).map(|made| made.map(|o| o.listen)).map_err(|error| error.to_string())
}

#[test]
fn the_operations_listener_is_off_by_default_and_leaves_this_machine_only_when_told_to() {
    let at = |address: &str| Ok(Some(address.parse().expect("an address")));
    assert_eq!(operations("", None), Ok(None));
    assert_eq!(operations("listen = '127.0.0.1:9464'", None), at("127.0.0.1:9464"));
    assert_eq!(operations("listen = '127.0.0.1:9464'", Some("[::1]:7")), at("[::1]:7"));
    for address in ["0.0.0.0:9464", "[::]:9464", "10.0.0.5:9464", "203.0.113.9:9464"] {
        let refused = operations("", Some(address)).expect_err("an open address");
        assert!(refused.contains("beyond_this_machine"), "{refused}");
        assert_eq!(operations("beyond_this_machine = true", Some(address)), at(address));
    }
}

#[test]
fn a_country_is_told_by_a_trusted_proxy_or_a_file_and_not_by_both() {
    let read = |file: &str, has_proxies| {
        let file = toml::from_str(file).expect("settings");
        Visitors::new(file, has_proxies).map(|visitors| visitors.country_header).map_err(|error| error.to_string())
    };
    assert_eq!(read("", false), Ok(None));
    assert_eq!(read("country_file = '/x.mmdb'", false), Ok(None));
    assert_eq!(read("country_header = 'CF-IPCountry'", true), Ok(Some(HeaderName::from_static("cf-ipcountry"))));
    assert!(read("country_header = 'CF-IPCountry'", false).expect_err("nobody").contains("trusted_proxies"));
    assert!(read("country_header = 'two words'", true).expect_err("no name").contains("name of a header"));
    assert!(read("country_header = 'X'\ncountry_file = '/x'", true).expect_err("both").contains("one of them"));
}

#[test]
fn the_synthetic_filing_comes_every_five_minutes_or_as_told_or_never() {
    let read = |environment, file| synthetic_filing(environment, file).map_err(|error| error.to_string());
    let minutes = |minutes| Ok(Some(Duration::from_mins(minutes)));
    assert_eq!(read(None, None), minutes(5));
    assert_eq!(read(None, Some(12.0)), minutes(12));
    assert_eq!(read(Some("1"), Some(12.0)), minutes(1));
    assert_eq!(read(Some("0.5"), None), Ok(Some(Duration::from_secs(30))));
    assert_eq!((read(Some("0"), Some(12.0)), read(None, Some(0.0))), (Ok(None), Ok(None)));
    assert!(read(Some("off"), None).expect_err("no number").contains("LANDFALL_SYNTHETIC_FILING_MINUTES"));
    for wrong in [-1.0, 1_441.0, f64::NAN, f64::INFINITY] {
        assert!(read(None, Some(wrong)).expect_err("no time").contains("1440"), "{wrong}");
    }
}

#[test]
fn certificates_are_fetched_for_plain_names_by_somebody_who_has_agreed() {
    let acme = |text: &str| Acme::new(toml::from_str(text).expect("settings")).map_err(|error| error.to_string());
    let good = acme("names = ['portal.example.org']\nagree_to_terms = true").expect("settings");
    assert!(good.directory.contains("letsencrypt"));
    for (text, words) in [
        ("names = ['a.example']", "agree_to_terms"),
        ("names = []\nagree_to_terms = true", "1 to 100"),
        ("names = ['*.example.org']\nagree_to_terms = true", "*.example.org"),
        ("names = ['localhost']\nagree_to_terms = true", "localhost"),
        ("names = ['a.example']\nagree_to_terms = true\ndirectory = 'http://a.example'", "https://"),
    ] {
        let refused = acme(text).expect_err(text);
        assert!(refused.contains(words), "{refused}");
    }
}

/// The keys that a table of the settings file may have: whoever writes another is told them.
fn keys<T: serde::de::DeserializeOwned>() -> Vec<String> {
    let refused = toml::from_str::<T>("no-such-key = 1").err().expect("no such key").to_string();
    let (_, expected) = refused.split_once("expected").expect("those there are");
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_setting_that_is_read_is_in_the_help_and_in_the_handbook() {
    let help = <crate::args::Arguments as clap::CommandFactory>::command()
        .find_subcommand_mut("serve")
        .expect("the command")
        .render_long_help()
        .to_string();
    let handbook = include_str!("../../../../docs/operations.md");
    let tables = [keys::<File>(), keys::<AcmeFile>(), keys::<OperationsFile>(), keys::<VisitorsFile>()];
    assert!(tables.iter().all(|keys| keys.len() > 1) && tables[0].len() > 15, "{tables:?}");
    let environment = include_str!("../config.rs").split("secret(\"LANDFALL_").skip(1);
    let environment = environment.filter_map(|rest| Some(format!("LANDFALL_{}", rest.split_once('"')?.0)));
    let environment: Vec<String> = environment.collect();
    assert!(environment.len() > 5, "{environment:?}");
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for setting in tables.into_iter().flatten().chain(environment) {
        for (place, text) in [("serve --help", help.as_str()), ("docs/operations.md", handbook)] {
            assert!(text.split(|c| !is_word(c)).any(|word| word == setting), "{place} does not name {setting}");
        }
    }
}

#[test]
fn a_log_is_text_or_json_and_nothing_else() {
    assert!(!is_json("").expect("the default") && is_json("json").expect("json"));
    assert!(is_json("xml").expect_err("unknown").to_string().contains("json"));
}
