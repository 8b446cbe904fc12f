//! A surge that is announced: told to everybody with its time, and what can wait is held back while it is near.

use super::{becomes, publish, says, withdraw};
use crate::{
    operations::{operator_after, plain, until},
    walk::short_site,
};
use jiff::{SignedDuration, Timestamp};

/// The moment in so many minutes, as it is typed.
fn in_minutes(minutes: i64) -> String {
    (Timestamp::now() + SignedDuration::from_mins(minutes)).to_string()
}

fn announce(landfall: &testkit::Landfall, from: i64, until: i64) -> String {
    let (from, until) = (in_minutes(from), in_minutes(until));
    publish(landfall, "publish", &["--surge", "--starts", &from, "--ends", &until])
}

#[test]
fn a_surge_ahead_is_told_with_its_time_and_what_can_wait_waits_from_an_hour_before() {
    let mut landfall = short_site().environment("LANDFALL_OPERATIONS", "127.0.0.1:0").start();
    let far = announce(&landfall, 120, 240);
    let mut visitor = landfall.visitor();
    becomes("it is told", || says(&visitor.open("/en/service-status"), "Many people are expected between"));
    becomes("in French, too", || says(&visitor.open("/fr/etat-du-service"), "Beaucoup de monde est attendu entre le"));
    let json = visitor.open("/service-status.json");
    let json: serde_json::Value = serde_json::from_slice(json.body()).expect("JSON");
    assert!(json["surge"]["from"].is_string() && json["surge"]["until"].is_string(), "{json}");
    let mut operator = operator_after(&landfall, 0);
    until("it is two hours away", || {
        let metrics = plain(&operator.open("/metrics"));
        (metrics.contains("landfall_surge_near 0") && metrics.contains("landfall_surge_expected_timestamp_seconds "))
            .then_some(())
    });
    let held = "retention waits until the surge";

    // Another one, near enough, and a process that starts then.
    withdraw(&landfall, &far);
    landfall.stop();
    announce(&landfall, 30, 60);
    landfall.start_again();
    let mut operator = operator_after(&landfall, 1);
    until("it is near", || plain(&operator.open("/metrics")).contains("landfall_surge_near 1").then_some(()));
    until("what can wait waits", || landfall.output().iter().any(|line| line.contains(held)).then_some(()));
    assert!(plain(&operator.open("/")).contains("what can wait is held back"));
    let first = landfall.visitor().open("/en/service-status");
    assert!(first.says("Many people are expected between"), "{}", first.text());
}
