//! Uniform bits that nobody without the key can tell from random ones.

use aes::Aes256;
use chacha20::ChaCha20Legacy;
use ctr::cipher::{KeyIvInit, StreamCipher};
use ctr::Ctr128BE;
use zeroize::Zeroize;

/// The ciphers that a key stream is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// AES-256 in counter mode, on the processor's own AES instructions.
    Aes256Ctr,
    /// ChaCha20 with its 64-bit counter.
    ChaCha20,
}

impl Generator {
    /// AES where the processor computes it, in constant time and fastest; ChaCha20 elsewhere.
    pub fn preferred() -> Self {
        if has_aes_instructions() {
            Generator::Aes256Ctr
        } else {
            Generator::ChaCha20
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn has_aes_instructions() -> bool {
    std::arch::is_x86_feature_detected!("aes")
}

#[cfg(target_arch = "aarch64")]
fn has_aes_instructions() -> bool {
    std::arch::is_aarch64_feature_detected!("aes")
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn has_aes_instructions() -> bool {
    false
}

/// The stream of one key from counter 0; each key is used for one stream. Both ciphers wipe their state when dropped.
pub(crate) enum KeyStream {
    Aes(Box<Ctr128BE<Aes256>>),
    ChaCha(Box<ChaCha20Legacy>),
}

impl KeyStream {
    /// A stream under a fresh key from the operating system.
    pub(crate) fn secure(generator: Generator) -> Result<Self, getrandom::Error> {
        let mut key = [0u8; 32];
        getrandom::fill(&mut key)?;
        let stream = KeyStream::under(generator, &key);
        key.zeroize();
        Ok(stream)
    }

    pub(crate) fn under(generator: Generator, key: &[u8; 32]) -> Self {
        match generator {
            Generator::Aes256Ctr => {
                KeyStream::Aes(Box::new(Ctr128BE::new(key.into(), &[0; 16].into())))
            }
            Generator::ChaCha20 => {
                KeyStream::ChaCha(Box::new(ChaCha20Legacy::new(key.into(), &[0; 8].into())))
            }
        }
    }

    /// The next words of the stream, little-endian.
    pub(crate) fn fill(&mut self, words: &mut [u64]) {
        // SAFETY: any bytes are valid words, a byte needs no alignment, and the length is the words' own.
        let bytes = unsafe {
            std::slice::from_raw_parts_mut(words.as_mut_ptr().cast::<u8>(), size_of_val(words))
        };
        match self {
            KeyStream::Aes(cipher) => cipher.write_keystream(bytes),
            KeyStream::ChaCha(cipher) => cipher.write_keystream(bytes),
        }
        if cfg!(target_endian = "big") {
            words.iter_mut().for_each(|word| *word = word.swap_bytes());
        }
    }

    pub(crate) fn next(&mut self) -> u64 {
        let mut word = [0];
        self.fill(&mut word);
        word[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST's vector for the block cipher: the all-zero block under the all-zero key of 256 bits.
    #[test]
    fn starts_with_the_zero_block_encrypted() {
        let mut stream = KeyStream::under(Generator::Aes256Ctr, &[0; 32]);
        assert_eq!(
            stream.next().to_le_bytes(),
            [0xdc, 0x95, 0xc0, 0x78, 0xa2, 0x40, 0x89, 0x89]
        );
    }

    /// The first words of the ECRYPT vector for an all-zero key and nonce.
    #[test]
    fn is_chacha20_with_twenty_rounds() {
        let mut stream = KeyStream::under(Generator::ChaCha20, &[0; 32]);
        assert_eq!(
            stream.next().to_le_bytes(),
            [0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90]
        );
    }

    #[test]
    fn does_not_depend_on_how_it_is_cut() {
        for generator in [Generator::Aes256Ctr, Generator::ChaCha20] {
            let mut whole = [0; 1001];
            KeyStream::under(generator, &[3; 32]).fill(&mut whole);
            let mut stream = KeyStream::under(generator, &[3; 32]);
            let mut cut = [0; 1001];
            for part in cut.chunks_mut(37) {
                stream.fill(part);
            }
            assert_eq!(whole, cut);
        }
    }

    #[test]
    fn every_secure_stream_has_its_own_key() {
        let mut first =
            KeyStream::secure(Generator::preferred()).expect("the system has a generator");
        let mut second =
            KeyStream::secure(Generator::preferred()).expect("the system has a generator");
        assert_ne!([first.next(), first.next()], [second.next(), second.next()]);
    }
}
