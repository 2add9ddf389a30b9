//! The transform against the exact path: same bits, same integers, on every instruction set that is here.

use crate::exact;
use crate::gaussian::{RoundedGaussian, MAX_STANDARD_DEVIATION};
use crate::key_stream::{Generator, KeyStream};
use crate::lanes::{Lanes, Portable};
use crate::transform::{round_pairs, values, Path, MARGIN};

const CORNERS_OF_RADIUS: [u64; 16] = [
    0,
    1,
    (1 << 12) - 1,
    1 << 12,
    1 << 33,
    1 << 34,
    (1 << 34) + (1 << 12),
    1 << 53,
    0x5a82_799f_cef3_2423, // sqrt(1/8) and sqrt(1/2): where the logarithm changes its exponent
    0xb504_f333_f9de_6484,
    (1 << 63) - 1,
    1 << 63,
    u64::MAX - (1 << 34),
    u64::MAX - (1 << 33),
    u64::MAX - (1 << 12),
    u64::MAX,
];
const CORNERS_OF_ANGLE: [u64; 8] = [
    0,
    1,
    1 << 10,
    (1 << 61) - 1,
    1 << 61,
    (1 << 62) - (1 << 10),
    (1 << 62) - 1,
    u64::MAX,
];

fn paths() -> impl Iterator<Item = Path> {
    [Path::Portable, Path::Avx2, Path::Avx512]
        .into_iter()
        .filter(|path| path.is_available())
}

fn corners() -> Vec<u64> {
    CORNERS_OF_RADIUS
        .iter()
        .flat_map(|&radius| {
            CORNERS_OF_ANGLE
                .iter()
                .flat_map(move |&angle| [radius, angle])
        })
        .collect()
}

/// Bits that are mostly random, with runs of zeros and ones at the front of every third.
fn skewed(seed: u8, pairs: usize) -> Vec<u64> {
    let mut bits = KeyStream::under(Generator::ChaCha20, &[seed; 32]);
    (0..2 * pairs)
        .map(|i| match i % 6 {
            0 => bits.next() >> (bits.next() % 40),
            2 => !(bits.next() >> (bits.next() % 40)),
            5 => bits.next() >> (bits.next() % 62),
            _ => bits.next(),
        })
        .collect()
}

/// Compares where the transform decides; the share of pairs that it leaves.
fn left_by(path: Path, deviation: f64, words: &[u64]) -> f64 {
    let mut out = vec![0; words.len()];
    let mut undecided = Vec::new();
    round_pairs(path, deviation, words, &mut out, &mut undecided);
    let mut more = KeyStream::under(Generator::ChaCha20, &[77; 32]);
    let left = undecided.len();
    undecided.sort_unstable();
    let mut undecided = undecided.into_iter().peekable();
    for (pair, bits) in words.chunks(2).enumerate() {
        if undecided.next_if_eq(&pair).is_none() {
            let exact = exact::draw(deviation, bits[0], bits[1], || more.next());
            assert_eq!(
                out[2 * pair..2 * pair + 2],
                exact,
                "{path:?} {deviation:e} {bits:x?}"
            );
        }
    }
    assert_eq!(undecided.next(), None, "each is noted once");
    2.0 * left as f64 / words.len() as f64
}

#[test]
fn both_paths_agree_at_the_corners() {
    for path in paths() {
        for exponent in 0..=45 {
            left_by(path, 2f64.powi(exponent), &corners());
            left_by(path, 1.9 * 2f64.powi(exponent.min(44)), &corners());
        }
    }
}

#[test]
fn both_paths_agree_on_millions_of_bits() {
    for path in paths() {
        for (seed, deviation) in [(1, 1.0), (2, 1.5), (3, 1e4), (4, 1e9), (5, 3e10), (6, 1e13)] {
            let left = left_by(path, deviation, &skewed(seed, 1 << 17));
            assert!(
                left < if deviation > 1e12 { 0.8 } else { 0.4 },
                "{path:?} {deviation:e} {left}"
            );
        }
    }
}

/// Deviations at which a value lies within a few ulps of a half-integer: the transform must not guess.
#[test]
fn leaves_what_is_next_to_a_boundary() {
    let words = skewed(9, 1 << 12);
    for path in paths() {
        let mut left = 0.0;
        for group in words.chunks(16) {
            let radius = (-2.0 * ((group[0] >> 11) as f64 / 2f64.powi(53)).ln()).sqrt();
            let angle = (group[1] << 2 >> 11) as f64 / 2f64.powi(53) * std::f64::consts::FRAC_PI_2;
            let boundary = (group[2] >> 44) as f64 + 0.5;
            let deviation = boundary / (radius * angle.cos());
            for ulps in -2..=2 {
                let near = deviation * (1.0 + f64::from(ulps) * f64::EPSILON);
                if (1.0..=MAX_STANDARD_DEVIATION).contains(&near) {
                    left += left_by(path, near, group);
                }
            }
        }
        assert!(left > 100.0, "{path:?} {left}");
    }
}

#[test]
fn few_pairs_are_left_at_a_models_deviation() {
    let mut words = vec![0; 1 << 21];
    KeyStream::under(Generator::ChaCha20, &[8; 32]).fill(&mut words);
    for path in paths() {
        let mut undecided = Vec::new();
        let mut out = vec![0; words.len()];
        round_pairs(path, 2f64.powi(30), &words, &mut out, &mut undecided);
        assert!(undecided.len() < 100, "{path:?} {}", undecided.len());
    }
}

/// Errors are measured against the exact path at a deviation of 2^52, whose integers are 2^-52 apart.
#[test]
fn errors_stay_below_their_bound_and_come_near_it() {
    let unit = 2f64.powi(52);
    let mut words = skewed(10, 1 << 16);
    words.extend(corners());
    let mut worst: f64 = 0.0;
    for group in words.chunks(2 * Portable::COUNT) {
        let (mut x, mut error) = ([0i64; 8], [0i64; 8]);
        let mut uniform = [0i64; 8];
        // SAFETY: every processor has what Portable needs, and the slices hold eight words.
        unsafe {
            let found = values::<Portable>(1.0, group.as_ptr());
            Portable::store_pairs(found.x, found.y, x.as_mut_ptr());
            Portable::store_pairs(found.error, found.error, error.as_mut_ptr());
            Portable::store_pairs(found.uniform, found.uniform, uniform.as_mut_ptr());
        }
        let double = |bits: i64| f64::from_bits(bits.cast_unsigned());
        for pair in (0..8).step_by(2) {
            if (double(uniform[pair]) - 0.5).abs() >= 0.5 - MARGIN {
                continue;
            }
            for (ones, fill) in [(0, 0), (1, u64::MAX)] {
                let exact = exact::draw(unit, group[pair], group[pair + 1], || fill);
                for i in 0..2 {
                    let computed = (double(x[pair + i]) * unit) as i64 as f64;
                    // In units of 2^-53; a unit each for the integer of either.
                    let off = 2.0 * ((computed - exact[i] as f64).abs() - 1.0);
                    let claim = double(error[pair]);
                    assert!(off <= claim, "{group:x?} {ones} {off} {claim}");
                    worst = worst.max(off / claim);
                }
            }
        }
    }
    assert!(
        worst > 0.3,
        "a bound that nothing comes near is not what is tested: {worst}"
    );
}

#[test]
fn every_path_draws_the_same_from_the_same_key() {
    for generator in [Generator::Aes256Ctr, Generator::ChaCha20] {
        for (count, deviation) in [(1, 1e6), (1023, 2.0), (1025, 1e9), (300_001, 2f64.powi(35))] {
            let all: Vec<Vec<i64>> = paths()
                .map(|path| {
                    let mut noise = RoundedGaussian::under_known_key(generator, path, &[5; 32]);
                    let mut out = vec![0; count];
                    noise.fill(deviation, &mut out);
                    out
                })
                .collect();
            assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }
}

#[test]
fn draws_are_given_out_once() {
    let mut noise =
        RoundedGaussian::secure(Generator::preferred(), Path::widest()).expect("random bytes");
    let mut other =
        RoundedGaussian::secure(Generator::preferred(), Path::widest()).expect("random bytes");
    let mut seen = std::collections::HashSet::new();
    let mut out = [0; 100];
    for _ in 0..50 {
        for source in [&mut noise, &mut other] {
            source.fill(MAX_STANDARD_DEVIATION, &mut out);
            // At this deviation two of ten thousand fresh draws are equal with a chance below 2^-18.
            assert!(out.iter().all(|draw| seen.insert(*draw)));
        }
    }
}

#[test]
fn a_receiver_that_fails_ends_the_drawing() {
    let mut noise =
        RoundedGaussian::secure(Generator::preferred(), Path::Portable).expect("random bytes");
    let mut calls = 0;
    let outcome = noise.draw(10.0, 5000, |_, _| {
        calls += 1;
        Err("full")
    });
    assert_eq!((outcome, calls), (Err("full"), 1));
}

#[test]
fn refuses_a_deviation_outside_its_range() {
    for deviation in [
        0.0,
        0.999,
        -5.0,
        1.000001 * MAX_STANDARD_DEVIATION,
        f64::NAN,
        f64::INFINITY,
    ] {
        let outcome = std::panic::catch_unwind(|| {
            RoundedGaussian::under_known_key(Generator::ChaCha20, Path::Portable, &[0; 32])
                .fill(deviation, &mut [0; 4]);
        });
        assert!(outcome.is_err(), "{deviation}");
    }
}
