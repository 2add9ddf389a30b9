//! The source of draws: a key stream, cut into pairs of words, each made into a pair of integers once.

use crate::exact;
use crate::key_stream::{Generator, KeyStream};
use crate::transform::{round_pairs, Path, PAIRS_AT_ONCE};
use zeroize::Zeroize;

/// In grid steps.
pub const MIN_STANDARD_DEVIATION: f64 = 1.0;
/// In grid steps: 2^45.
pub const MAX_STANDARD_DEVIATION: f64 = (1u64 << 45) as f64;

/// Words that are drawn at once: they and their values stay in the first-level cache.
const BLOCK: usize = 1 << 10;

/// Independent draws of `round(s Z)` under a secret key, none of them given out twice.
pub struct RoundedGaussian {
    stream: KeyStream,
    generator: Generator,
    path: Path,
    words: Box<[u64; BLOCK]>,
    values: Box<[i64; BLOCK]>,
    undecided: Vec<usize>,
}

impl RoundedGaussian {
    /// Draws under a fresh key from the operating system.
    ///
    /// # Errors
    /// If the operating system has no random bytes to give.
    pub fn secure(generator: Generator, path: Path) -> Result<Self, getrandom::Error> {
        Ok(Self::new(generator, path, KeyStream::secure(generator)?))
    }

    /// Draws that whoever knows the key can repeat: for tests.
    pub fn under_known_key(generator: Generator, path: Path, key: &[u8; 32]) -> Self {
        Self::new(generator, path, KeyStream::under(generator, key))
    }

    fn new(generator: Generator, path: Path, stream: KeyStream) -> Self {
        assert!(path.is_available(), "this processor has no {path:?}");
        RoundedGaussian {
            stream,
            generator,
            path,
            words: Box::new([0; BLOCK]),
            values: Box::new([0; BLOCK]),
            // As many as there can be, so that it never grows and leaves a copy behind.
            undecided: Vec::with_capacity(BLOCK / 2),
        }
    }

    pub fn generator(&self) -> Generator {
        self.generator
    }

    pub fn path(&self) -> Path {
        self.path
    }

    /// Fills `out` with fresh draws.
    ///
    /// # Panics
    /// If the standard deviation is not within its range.
    pub fn fill(&mut self, deviation: f64, out: &mut [i64]) {
        self.draw(deviation, out.len(), |from, values| {
            out[from..from + values.len()].copy_from_slice(values);
            Ok::<(), std::convert::Infallible>(())
        })
        .unwrap_or_else(|never| match never {});
    }

    /// Hands out so many fresh draws in parts, each with the place of its first.
    ///
    /// # Errors
    /// The receiver's first; draws that it did not get are gone.
    ///
    /// # Panics
    /// If the standard deviation is not within its range.
    pub fn draw<E>(
        &mut self,
        deviation: f64,
        count: usize,
        mut receive: impl FnMut(usize, &[i64]) -> Result<(), E>,
    ) -> Result<(), E> {
        assert!(
            (MIN_STANDARD_DEVIATION..=MAX_STANDARD_DEVIATION).contains(&deviation),
            "the standard deviation must be from 1 to 2^45 grid steps, got {deviation}"
        );
        let mut outcome = Ok(());
        for from in (0..count).step_by(BLOCK) {
            let wanted = BLOCK.min(count - from);
            self.draw_block(deviation, wanted.next_multiple_of(2 * PAIRS_AT_ONCE));
            outcome = receive(from, &self.values[..wanted]);
            if outcome.is_err() {
                break;
            }
        }
        self.wipe(BLOCK.min(count.next_multiple_of(2 * PAIRS_AT_ONCE)));
        outcome
    }

    fn draw_block(&mut self, deviation: f64, count: usize) {
        let words = &mut self.words[..count];
        let values = &mut self.values[..count];
        self.stream.fill(words);
        round_pairs(self.path, deviation, words, values, &mut self.undecided);
        for pair in self.undecided.drain(..) {
            let (first, second) = (words[2 * pair], words[2 * pair + 1]);
            let exact = exact::draw(deviation, first, second, || self.stream.next());
            values[2 * pair..2 * pair + 2].copy_from_slice(&exact);
        }
    }

    fn wipe(&mut self, used: usize) {
        self.words[..used].zeroize();
        self.values[..used].zeroize();
    }
}

impl Drop for RoundedGaussian {
    fn drop(&mut self) {
        self.wipe(BLOCK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wipes_bits_and_draws_before_it_returns() {
        let mut noise =
            RoundedGaussian::under_known_key(Generator::ChaCha20, Path::Portable, &[6; 32]);
        for count in [1, 17, BLOCK, BLOCK + 3, 3 * BLOCK] {
            // At the largest deviation many pairs take the exact path.
            noise.fill(MAX_STANDARD_DEVIATION, &mut vec![0; count]);
            assert!(noise.words.iter().all(|&word| word == 0));
            assert!(noise.values.iter().all(|&value| value == 0));
            assert!(noise.undecided.is_empty() && noise.undecided.capacity() == BLOCK / 2);
        }
        let refused = noise.draw(10.0, 2 * BLOCK, |_, _| Err(()));
        assert!(refused.is_err() && noise.words.iter().all(|&word| word == 0));
    }
}
