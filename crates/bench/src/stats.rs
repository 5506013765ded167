//! What is said of many times.

use std::time::Duration;

use serde::Serialize;

/// The times of one case, in milliseconds.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The middle one.
    pub median: f64,
    /// 95 of 100 are not above it.
    pub p95: f64,
    /// 99 of 100 are not above it.
    pub p99: f64,
    /// Answers a second, of all clients together.
    pub per_second: f64,
    /// How far the medians of the rounds lie apart, as a share of the median.
    pub noise: f64,
    /// How many were timed.
    pub count: usize,
}

/// The times of one case, round by round.
#[derive(Debug, Default)]
pub struct Times {
    rounds: Vec<Vec<Duration>>,
    spent: Duration,
}

impl Times {
    /// Adds a round: what each answer took, and how long the round was.
    pub fn add(&mut self, round: Vec<Duration>, spent: Duration) {
        self.rounds.push(round);
        self.spent += spent;
    }

    /// What is said of them.
    pub fn figures(self) -> Figures {
        let mut medians: Vec<f64> =
            self.rounds.iter().cloned().map(|round| at(&sorted(round), 0.5)).collect();
        medians.sort_by(f64::total_cmp);
        let all = sorted(self.rounds.into_iter().flatten().collect());
        let median = at(&all, 0.5);
        let apart = medians.last().copied().unwrap_or(0.0) - medians.first().copied().unwrap_or(0.0);
        Figures {
            median: rounded(median),
            p95: rounded(at(&all, 0.95)),
            p99: rounded(at(&all, 0.99)),
            per_second: rounded(all.len() as f64 / self.spent.as_secs_f64().max(f64::MIN_POSITIVE)),
            noise: rounded(if median > 0.0 { apart / median } else { 0.0 }),
            count: all.len(),
        }
    }
}

fn sorted(mut times: Vec<Duration>) -> Vec<Duration> {
    times.sort_unstable();
    times
}

/// The time at a share of sorted ones, in milliseconds (nearest rank).
fn at(sorted: &[Duration], share: f64) -> f64 {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// To a thousandth.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(times: &[u64]) -> Vec<Duration> {
        times.iter().map(|ms| Duration::from_millis(*ms)).collect()
    }

    #[test]
    fn percentiles_are_by_nearest_rank_and_noise_is_the_spread_of_the_rounds() {
        let mut times = Times::default();
        times.add(ms(&(1..=100).rev().collect::<Vec<_>>()), Duration::from_secs(1));
        times.add(ms(&[40; 100]), Duration::from_secs(1));
        let figures = times.figures();
        assert_eq!((figures.median, figures.p99, figures.count), (40.0, 98.0, 200));
        assert_eq!(figures.per_second, 100.0);
        assert_eq!(figures.noise, 0.25);
    }

    #[test]
    fn no_times_are_no_figures() {
        assert_eq!(Times::default().figures().count, 0);
    }
}
