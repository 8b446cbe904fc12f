//! The measurements: the name, kind, labels and meaning of each, once. docs/metrics.md is compared with this in a test.

/// What is measured.
#[derive(Debug)]
pub(crate) struct Metric {
    /// As Prometheus knows it. What it ends in is its unit: `_seconds`, `_bytes`, `_ratio`; otherwise it is a count.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// The names of its labels, each of which takes one of a few fixed values.
    pub(crate) labels: &'static [&'static str],
    pub(crate) help: &'static str,
}

/// How a measurement moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts of how long things took.
    Histogram,
}

macro_rules! metrics {
    ($($name:ident: $kind:ident $called:literal $labels:expr, $help:literal;)*) => {
        $(
            #[doc = $help]
            pub(crate) static $name: Metric =
                Metric { name: $called, kind: Kind::$kind, labels: &$labels, help: $help };
        )*

        /// Every measurement, in the order in which they are served.
        pub(crate) static ALL: &[&Metric] = &[$(&$name),*];
    };
}

metrics! {
    REQUESTS: Counter "landfall_requests_total" ["class", "outcome"],
        "Answers as people saw them: by what was asked for, and whether they saw the page, the waiting room, that too many came at once (shed), that something about their request is wrong (problem), or that something is broken (error)";
    REQUEST_SECONDS: Histogram "landfall_request_duration_seconds" ["class"],
        "From a request's head until its answer was ready, public pages left out, which take no time worth a clock; a body counts with it, so uploads take what people's lines take";
    ROUTE_COST: Gauge "landfall_route_cost_seconds" ["route"],
        "What one request takes of the processor and the store, as the door has learned it";
    VISITORS: Gauge "landfall_visitors" ["window"],
        "Different visitors of the last five minutes, of this hour and of today since 04:00, as far as this process has counted, in full tens; 0 while there are fewer than ten";
    VISITS_MISSED: Counter "landfall_visits_missed_total" [],
        "Pages asked for that could not be counted among the visits, because more came than could be fetched in time";
    VISITORS_BYTES: Gauge "landfall_visitors_sketch_bytes" [], "Memory that the sketches of visitors take";
    CONNECTIONS: Gauge "landfall_connections_open" [], "Connections open now";
    CONNECTIONS_IDLE: Gauge "landfall_connections_idle" [], "Open connections on which nothing is asked just now";
    CONNECTIONS_MOST: Gauge "landfall_connections_limit" [], "Connections that may be open at once";
    ACCEPTED: Counter "landfall_connections_accepted_total" [], "Connections accepted, refused ones included";
    REFUSED: Counter "landfall_connections_refused_total" ["how"],
        "Newcomers for whom there was no place: told so with a page, or dropped because too many were being told";
    MADE_ROOM: Counter "landfall_connections_closed_for_room_total" [],
        "Idle connections asked to close before their time, because places, memory or descriptors ran short";
    IDLED: Counter "landfall_connections_idle_closed_total" [], "Connections closed because nothing was asked on them for long";
    CUT: Counter "landfall_connections_cut_total" [], "Connections cut for taking too long: over a request's head, an answer's bytes, or a whole exchange";
    ACCEPT_FAILURES: Counter "landfall_accept_failures_total" [], "Times that accepting a connection failed for want of descriptors or memory";
    HANDSHAKE_FAILURES: Counter "landfall_tls_handshake_failures_total" [], "TLS handshakes that failed or took too long";
    LINE: Gauge "landfall_line_people" ["line"], "People who wait in each line of the waiting room";
    CALLED: Gauge "landfall_line_called_people" [], "People whose turn has come and who have not come back yet";
    INSIDE: Gauge "landfall_inside_people" [], "People inside who made a request in the last minute";
    ENTERED: Counter "landfall_entered_people_total" [], "People let in";
    REDEEMED: Counter "landfall_tickets_redeemed_total" [], "People let in who had a place in line";
    EXPIRED: Counter "landfall_tickets_expired_total" [], "Places shown after their day was over, or after they had been used";
    ROOM: Counter "landfall_room_shown_total" [], "Times the waiting room was shown, looking again included";
    SHED: Counter "landfall_shed_requests_total" [], "Requests turned away because too many wanted a turn at once";
    PACE: Gauge "landfall_admission_pace_ratio" [], "Work let in: seconds of processor and store for each second; about the number of cores when the machine is full";
    DELAY: Gauge "landfall_admission_delay_seconds" [], "The shortest delay of the last tenth of a second: what never got shorter is a queue";
    DELAY_AIM: Gauge "landfall_admission_delay_aim_seconds" [], "The delay above which nobody new comes in";
    RANGES: Gauge "landfall_line_ranges_held_ratio" [], "The share of waits that were within the range people were told; 0.8 is aimed for. Absent until somebody has waited";
    SIGNAL_SECONDS: Gauge "landfall_saturation_delay_seconds" ["signal"], "Each delay that is measured: how late work starts, how long requests wait for a turn, how long work waits for the store";
    SIGNAL_RATIO: Gauge "landfall_saturation_used_ratio" ["signal"], "The share of memory and of connections' places in use; nobody new comes in from 0.9 on";
    HELD: Counter "landfall_admission_held_seconds_total" ["signal"], "For how long newcomers were held, by the signal that held them";
    READY: Gauge "landfall_ready" [], "1 while this process can do its work: started, not stopping, and the store takes changes";
    STORE_READY: Gauge "landfall_store_ready" [], "1 while the store proves every two seconds that it takes changes";
    STORE_WAITING: Gauge "landfall_store_waiting" ["what"], "Changes and reads that wait for the store and have not begun";
    COMMIT_SECONDS: Histogram "landfall_store_commit_duration_seconds" [], "How long commits take, the disk's part included";
    CHANGES: Counter "landfall_store_changes_total" [], "Changes answered; divided by commits, how many share one";
    TURNED_AWAY: Counter "landfall_store_turned_away_total" [], "Changes and reads turned away because too many were waiting";
    UNANSWERED: Counter "landfall_store_unanswered_total" [], "Changes and reads that the database or the disk did not answer";
    FAILED_COMMITS: Counter "landfall_store_failed_commits_total" [], "Commits that failed on SQLite; everybody who waited for one was told so";
    RUN_AGAIN: Counter "landfall_store_run_again_total" [], "Changes and reads run again on PostgreSQL, for a conflict or a broken connection";
    LOG_BYTES: Gauge "landfall_store_log_bytes" [], "Length of SQLite's write-ahead log that is in use";
    JOBS: Gauge "landfall_jobs_waiting" ["kind"], "Jobs in the outbox, those that are to be tried again later included";
    JOBS_OVERDUE: Gauge "landfall_jobs_overdue_seconds" ["kind"], "How long the job that should have been done first has been due";
    JOBS_GIVEN_UP: Gauge "landfall_jobs_given_up" ["kind"], "Jobs that failed twelve times and wait for somebody to look";
    JOB_RUNS: Counter "landfall_job_runs_total" ["kind", "result"], "Jobs tried, by how it went";
    OUTBOX_COUNTED: Gauge "landfall_outbox_counted_timestamp_seconds" [], "When the outbox was last counted, in seconds since 1970; 0 before the first time";
    SCANS: Counter "landfall_document_scans_total" ["result"], "Documents scanned; those in which something was found are kept shut";
    PAYMENTS_OPEN: Gauge "landfall_payments_open" [], "Payments that the last reconciliation asked the provider about";
    PAYMENTS_UNSETTLED: Gauge "landfall_payments_unsettled" [], "Those of them that could not be settled";
    NOTICES: Gauge "landfall_notices_shown" [], "Notices that stand on pages now";
    NOTICE_FAULTS: Gauge "landfall_notice_faults" [], "Things wrong in the folder of notices; what was last right about each notice stands";
    SURGE: Gauge "landfall_surge_expected_timestamp_seconds" [], "When the next surge begins that a notice announces, or that is on, in seconds since 1970. Absent without one";
    SURGE_NEAR: Gauge "landfall_surge_near" [], "1 from an hour before that surge until it is over: what can wait is held back. Absent without one";
    SYNTHETIC: Counter "landfall_synthetic_filings_total" ["result"], "Applications that the service filed by itself to prove that people could, by how it went. They are in no other count";
    SYNTHETIC_PASSED: Gauge "landfall_synthetic_filing_passed" [], "1 if the last of them was filed and its receipt verified. Absent before the first";
    SYNTHETIC_SECONDS: Gauge "landfall_synthetic_filing_duration_seconds" [], "How long the last of them took, from the start of the application to the verified receipt";
    SYNTHETIC_BEGAN: Gauge "landfall_synthetic_filing_timestamp_seconds" [], "When the last of them began, in seconds since 1970";
    DISK_FREE: Gauge "landfall_data_disk_free_bytes" [], "Free space where the data folder lies";
    DISK_SIZE: Gauge "landfall_data_disk_size_bytes" [], "All space where the data folder lies";
    CERTIFICATE: Gauge "landfall_certificate_not_after_timestamp_seconds" [], "Until when the certificate is valid, in seconds since 1970. Absent without TLS";
    BUILD: Gauge "landfall_build_info" ["version"], "1; the label says which release this is";
    CPU: Counter "process_cpu_seconds_total" [], "Processor time this process has used";
    RESIDENT: Gauge "process_resident_memory_bytes" [], "Memory this process has";
    FDS: Gauge "process_open_fds" [], "Files and sockets open";
    FDS_MOST: Gauge "process_max_fds" [], "Files and sockets that may be open";
    STARTED: Gauge "process_start_time_seconds" [], "When this process started, in seconds since 1970";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_measurement_has_one_name_that_tells_its_kind() {
        assert_eq!(ALL.iter().map(|metric| metric.name).collect::<BTreeSet<_>>().len(), ALL.len());
        for metric in ALL {
            assert_eq!(metric.name.ends_with("_total"), metric.kind == Kind::Counter, "{}", metric.name);
            assert!(!metric.help.ends_with('.') && !metric.help.contains('|'), "{}", metric.name);
        }
    }
}
