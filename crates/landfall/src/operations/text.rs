//! Measurements as text: in the OpenMetrics form, or in Prometheus' older one for whoever does not ask for that.

use super::{
    names::{ALL, Kind},
    reading::{Reading, Value},
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, MetricEncoder, NoLabelSet, text::encode},
    metrics::MetricType,
    registry::Registry,
};
use std::{fmt, sync::Arc};
use store::TimesRead;

/// The content type of the newer form, and what a client that wants it names in Accept.
pub(crate) const OPEN_METRICS: &str = "application/openmetrics-text";
/// The content types of both.
pub(crate) const OPEN_METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
pub(crate) const PROMETHEUS_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The OpenMetrics form.
pub(crate) fn open_metrics(reading: Arc<Reading>) -> Result<String, fmt::Error> {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(Collected(reading)));
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

/// The older form. There a counter's name in its head is that of its samples, and there is no mark at the end.
pub(crate) fn prometheus(reading: Arc<Reading>) -> Result<String, fmt::Error> {
    let counters: Vec<&str> = ALL.iter().filter_map(|metric| metric.name.strip_suffix("_total")).collect();
    let text = open_metrics(reading)?;
    let lines = text.lines().filter(|line| *line != "# EOF").map(|line| {
        let mut words = line.splitn(4, ' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("#"), Some(what), Some(name), Some(rest)) if counters.contains(&name) => {
                format!("# {what} {name}_total {rest}\n")
            }
            _ => format!("{line}\n"),
        }
    });
    Ok(lines.collect())
}

#[derive(Debug)]
struct Collected(Arc<Reading>);

impl Collector for Collected {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        for metric in ALL {
            let kind = match metric.kind {
                Kind::Counter => MetricType::Counter,
                Kind::Gauge => MetricType::Gauge,
                Kind::Histogram => MetricType::Histogram,
            };
            let name = metric.name.strip_suffix("_total").unwrap_or(metric.name);
            let mut family = encoder.encode_descriptor(name, metric.help, None, kind)?;
            for sample in self.0.samples.iter().filter(|sample| sample.metric.name == metric.name) {
                if metric.labels.is_empty() {
                    one(&mut family, metric.kind, sample.value)?;
                } else {
                    let labels: Vec<(&str, &str)> = metric.labels.iter().copied().zip(sample.labels).collect();
                    one(&mut family.encode_family(&labels)?, metric.kind, sample.value)?;
                }
            }
        }
        Ok(())
    }
}

/// Writes one value.
fn one(to: &mut MetricEncoder<'_>, kind: Kind, value: Value) -> fmt::Result {
    match value {
        Value::Number(number) if kind == Kind::Counter => to.encode_counter::<NoLabelSet, _, f64>(&number, None),
        Value::Number(number) => to.encode_gauge(&number),
        #[expect(clippy::cast_precision_loss, reason = "microseconds far below 2^52")]
        Value::Times(times) => {
            to.encode_histogram::<NoLabelSet>(times.micros as f64 / 1e6, times.count(), &buckets(&times), None)
        }
    }
}

/// Ranges as the crate takes them: not yet summed up, the last without an upper bound.
fn buckets(times: &TimesRead) -> Vec<(f64, u64)> {
    TimesRead::BOUNDS.into_iter().chain([f64::INFINITY]).zip(times.counts).collect()
}
