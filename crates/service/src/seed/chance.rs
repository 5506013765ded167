//! Chance that comes out the same everywhere: one stream of numbers per thing that is made up.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

/// What a stream belongs to, so that an order and a customer of the same index do not share theirs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    Order,
    Customer,
    Goods,
}

/// The source of all streams of one seed.
#[derive(Clone, Debug)]
pub(super) struct Source {
    seed: u64,
    start: ChaCha8Rng,
}

impl Source {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, start: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// The stream of the `index`-th thing of its kind. What it gives depends on the seed and these two alone.
    pub(super) fn stream(&self, stream: Stream, index: u64) -> Chance {
        let mut rng = self.start.clone();
        rng.set_stream(index << 2 | stream as u64);
        Chance(rng)
    }

    /// A number that runs through 0 to 2³² evenly as `index` counts up (a Weyl sequence), so that a share of one in a hundred comes
    /// about once in every hundred and not by luck.
    pub(super) fn evenly(&self, index: u64) -> u32 {
        const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
        let start = self.seed.wrapping_mul(0xd134_2543_de82_ef95);
        (index.wrapping_mul(GOLDEN).wrapping_add(start) >> 32) as u32
    }
}

/// A stream of chances. Only the generator's raw numbers are used: how a library turns them into ranges may change.
#[derive(Clone, Debug)]
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// 0 up to, but not, `end`; 0 when that is 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        scaled(self.0.next_u32(), end)
    }

    /// From `low` up to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(super) fn per_mille(&mut self, times: u32) -> bool {
        self.below(1000) < times
    }

    /// 0 up to, but not, 1.
    pub(super) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    /// One of several, each as likely.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.index(of.len())]
    }

    /// The index of one of `count`.
    pub(super) fn index(&mut self, count: usize) -> usize {
        // No list of the demo's is that long.
        self.below(u32::try_from(count).unwrap_or(u32::MAX)) as usize
    }

    /// The index of one of several, as likely as its weight says.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        by_weight(self.0.next_u32(), weights)
    }

    /// So many digits, the first not 0.
    pub(super) fn digits(&mut self, count: u32) -> String {
        (0..count)
            .map(|i| char::from(b'0' + if i == 0 { self.between(1, 9) } else { self.below(10) } as u8))
            .collect()
    }
}

/// The index of one of several, by a number of the whole 32 bits.
pub(super) fn by_weight(number: u32, weights: impl Iterator<Item = u32> + Clone) -> usize {
    let mut left = scaled(number, weights.clone().sum());
    for (i, weight) in weights.enumerate() {
        if left < weight {
            return i;
        }
        left -= weight;
    }
    0
}

fn scaled(number: u32, end: u32) -> u32 {
    ((u64::from(number) * u64::from(end)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_a_stream_depends_on_nothing_but_seed_kind_and_index() {
        let numbers = |seed, stream, index| {
            let mut chance = Source::new(seed).stream(stream, index);
            [chance.below(1_000_000), chance.below(1_000_000)]
        };
        assert_eq!(numbers(1, Stream::Order, 7), numbers(1, Stream::Order, 7));
        assert_ne!(numbers(1, Stream::Order, 7), numbers(1, Stream::Order, 8));
        assert_ne!(numbers(1, Stream::Order, 7), numbers(1, Stream::Customer, 7));
        assert_ne!(numbers(1, Stream::Order, 7), numbers(2, Stream::Order, 7));
        // Written down, so that no update of a library changes everybody's demo unseen.
        assert_eq!(numbers(1, Stream::Order, 7), [614_586, 256_303]);
    }

    #[test]
    fn ops_01_weights_are_met() {
        let source = Source::new(3);
        let mut hits = [0; 3];
        for index in 0..1000 {
            hits[by_weight(source.evenly(index), [1, 0, 9].into_iter())] += 1;
        }
        assert!((98..=102).contains(&hits[0]), "{hits:?}");
        assert_eq!(hits[1], 0);
    }
}
