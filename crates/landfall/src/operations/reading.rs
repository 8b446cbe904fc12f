//! All measurements as of one moment.

use super::names::Metric;
use std::time::Duration;
use store::TimesRead;

/// A measurement's labels, by position; what it does not have is empty.
pub(crate) type Labels = [&'static str; 2];

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Times(TimesRead),
}

/// One value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) metric: &'static Metric,
    pub(crate) labels: Labels,
    pub(crate) value: Value,
}

/// All measurements as of one moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// Since the process started.
    pub(crate) at: Duration,
    /// Seconds since 1970.
    pub(crate) clock: f64,
    pub(crate) samples: Vec<Sample>,
}

impl Reading {
    pub(crate) fn put<const N: usize>(&mut self, metric: &'static Metric, labels: [&'static str; N], value: f64) {
        self.add(metric, labels, Value::Number(value));
    }

    pub(crate) fn put_times<const N: usize>(
        &mut self,
        metric: &'static Metric,
        labels: [&'static str; N],
        times: TimesRead,
    ) {
        self.add(metric, labels, Value::Times(times));
    }

    fn add<const N: usize>(&mut self, metric: &'static Metric, labels: [&'static str; N], value: Value) {
        debug_assert_eq!(metric.labels.len(), N, "{}", metric.name);
        let labels = std::array::from_fn(|at| labels.get(at).copied().unwrap_or_default());
        self.samples.push(Sample { metric, labels, value });
    }

    /// The numbers of a measurement whose labels are these, where one is asked for (`""` asks for any).
    pub(crate) fn numbers<'r>(&'r self, metric: &'static Metric, labels: &'r [&str]) -> impl Iterator<Item = f64> + 'r {
        self.of(metric, labels).filter_map(|value| match value {
            Value::Number(number) => Some(number),
            Value::Times(_) => None,
        })
    }

    /// The sum of these numbers. `None` where there is none.
    pub(crate) fn sum(&self, metric: &'static Metric, labels: &[&str]) -> Option<f64> {
        self.numbers(metric, labels).reduce(|sum, number| sum + number)
    }

    /// All the times of a measurement together.
    pub(crate) fn times(&self, metric: &'static Metric, labels: &[&str]) -> TimesRead {
        self.of(metric, labels).fold(TimesRead::default(), |sum, value| match value {
            Value::Times(times) => sum.plus(&times),
            Value::Number(_) => sum,
        })
    }

    fn of<'r>(&'r self, metric: &'static Metric, labels: &'r [&str]) -> impl Iterator<Item = Value> + 'r {
        let fits = |own: &Labels| labels.iter().zip(own).all(|(wanted, own)| wanted.is_empty() || wanted == own);
        self.samples
            .iter()
            .filter(move |sample| sample.metric.name == metric.name && fits(&sample.labels))
            .map(|sample| sample.value)
    }
}
