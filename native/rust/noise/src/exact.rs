//! One pair by interval arithmetic on as many random bits as its rounding needs, up to 1024 of each expansion.
//!
//! Each function is computed at one end of what the bits leave open and widened by its largest change over the rest
//! and by `SLACK` ulps, far above the error of one evaluation, so that the interval holds the real value. Still undecided
//! at 1024 bits means that U begins with 400 zeros, or with 400 ones, or that the value lies within 2^-550 of one of
//! the half-integers, of which fewer than 2^51 are in reach and near each of which a normal of deviation s has density
//! at most 0.4 / s. The probability is below 2^-398, so 2^-200 bounds the distance with a wide margin.

use crate::fixed::Fixed;
use std::cmp::Ordering;
use zeroize::Zeroize;

/// Bound on the total variation distance of one value from the exact law, given ideal bits.
pub const DISTANCE_PER_VALUE: f64 = 1.0 / (1u128 << 100) as f64 / (1u128 << 100) as f64;

const MOST_WORDS: usize = 16;
/// Beyond the bits of the uniform numbers; a slack of 2^16 ulps then weighs 2^-112 of what the bits leave open.
const GUARD_BITS: usize = 128;
/// In ulps. A logarithm is off by at most 2^12: 1024 from log 2, 4 from each of 2 * 230 terms, 3 from its argument. A
/// cosine or sine by at most 2^10: 6 from each of 100 terms, 2 from its argument.
const SLACK: u64 = 1 << 16;

/// Both values for these first words of the two expansions; `more` gives further words, for U and F in turn.
pub(crate) fn draw(
    deviation: f64,
    first: u64,
    second: u64,
    mut more: impl FnMut() -> u64,
) -> [i64; 2] {
    let mut of_radius = [0; MOST_WORDS];
    let mut of_angle = [0; MOST_WORDS];
    (of_radius[0], of_angle[0]) = (first, second);
    let mut seen = 1;
    let magnitudes = loop {
        let bits = Bits {
            of_radius: &of_radius[..seen],
            of_angle: &of_angle[..seen],
        };
        let decided = match seen {
            1 => decide::<4>(deviation, &bits),
            2 => decide::<5>(deviation, &bits),
            4 => decide::<7>(deviation, &bits),
            8 => decide::<11>(deviation, &bits),
            _ => decide::<19>(deviation, &bits),
        };
        if let Some(magnitudes) = decided {
            break magnitudes;
        }
        for at in seen..2 * seen {
            of_radius[at] = more();
            of_angle[at] = more();
        }
        seen *= 2;
    };
    of_radius.zeroize();
    of_angle.zeroize();
    let signed = |value: u64, negative: bool| {
        let value = value.cast_signed();
        if negative {
            -value
        } else {
            value
        }
    };
    [
        signed(magnitudes[0], second >> 63 == 1),
        signed(magnitudes[1], second >> 62 & 1 == 1),
    ]
}

/// The same number of words of both expansions; the top two bits of the angle's are the signs.
struct Bits<'a> {
    of_radius: &'a [u64],
    of_angle: &'a [u64],
}

/// Both rounded magnitudes, or none while the bits leave one open and more may be drawn.
fn decide<const N: usize>(deviation: f64, bits: &Bits) -> Option<[u64; 2]> {
    let seen = 64 * bits.of_radius.len();
    let last = bits.of_radius.len() == MOST_WORDS;
    debug_assert!(Fixed::<N>::FRACTION >= seen + GUARD_BITS);
    let slack = Fixed::<N>::of_ulps(SLACK);
    let ulp = Fixed::of_ulps(1);
    let deviation = Fixed::of_double(deviation);

    let mut leading = [0; MOST_WORDS + 1];
    leading[1..=bits.of_radius.len()].copy_from_slice(bits.of_radius);
    let uniform = Fixed::<N>::of_leading(&leading);
    let log = minus_log(&uniform.plus(&power(seen)));
    // log(1 + 1 / A) <= 1 / A for the integer A that was seen; where it is zero, nothing bounds the logarithm yet.
    let zeros = bits.of_radius.iter().take_while(|&&word| word == 0).count();
    let zeros = 64 * zeros
        + bits
            .of_radius
            .get(zeros)
            .map_or(0, |word| word.leading_zeros() as usize);
    if zeros == seen && !last {
        return None;
    }
    let open = if zeros == seen {
        Fixed::ZERO
    } else {
        power(seen - 1 - zeros)
    };
    let low_log = log.minus_or_zero(&slack);
    let high_log = log.plus(&open).plus(&slack);
    let low_radius = low_log.plus(&low_log).root();
    let high_radius = high_log.plus(&high_log).root().plus(&ulp);

    for (at, word) in bits.of_angle.iter().enumerate() {
        let next = bits.of_angle.get(at + 1).copied().unwrap_or(0);
        leading[at + 1] = word << 2 | next >> 62;
    }
    let angle = Fixed::of_leading(&HALF_PI).times(&Fixed::<N>::of_leading(&leading));
    leading.zeroize();
    // pi / 2 times 2^-(seen - 2), rounded up.
    let turn = power::<N>(seen - 3);
    let cosine = series(&angle, Fixed::ONE, 1);
    let sine = series(&angle, angle, 2);
    let legs = [
        (
            cosine.minus_or_zero(&turn.plus(&slack)),
            cosine.plus(&slack),
        ),
        (sine.minus_or_zero(&slack), sine.plus(&turn).plus(&slack)),
    ];
    let low = legs.map(|(low, _)| nearest(&deviation.times(&low_radius.times(&low))));
    let high = legs.map(|(_, high)| {
        let value = high_radius.times(&high).plus(&ulp);
        nearest(&deviation.times(&value).plus(&ulp))
    });
    (low == high || last).then_some(low)
}

/// `2^-exponent`.
fn power<const N: usize>(exponent: usize) -> Fixed<N> {
    let mut power = Fixed::ZERO;
    power.set_bit(Fixed::<N>::FRACTION - exponent);
    power
}

/// `floor(value + 1/2)`.
fn nearest<const N: usize>(value: &Fixed<N>) -> u64 {
    value.plus(&power(1)).integer()
}

/// `-log(value)` for a value in (0, 1], within 2^12 ulps.
fn minus_log<const N: usize>(value: &Fixed<N>) -> Fixed<N> {
    let mut m = *value;
    let mut exponent = 0;
    while m.integer() == 0 {
        m = m.plus(&m);
        exponent += 1;
    }
    // value = m / 2^exponent with m in [1, 2); the series is taken on the side of 1 that m is nearer to.
    let two = Fixed::of_integer(2);
    let log_2 = Fixed::<N>::of_leading(&LN_2);
    if m.compare(&Fixed::of_leading(&[1, ROOT_TWO])) == Ordering::Less {
        let log = twice_atanh(&m.minus(&Fixed::ONE).over(&m.plus(&Fixed::ONE)));
        log_2.times_small(exponent).minus_or_zero(&log)
    } else {
        let log = twice_atanh(&two.minus(&m).over(&two.plus(&m)));
        log_2.times_small(exponent - 1).plus(&log)
    }
}

/// `2 (q + q^3 / 3 + q^5 / 5 + ...)` for q below 0.18.
fn twice_atanh<const N: usize>(q: &Fixed<N>) -> Fixed<N> {
    let square = q.times(q);
    let mut power = *q;
    let mut sum = Fixed::ZERO;
    let mut divisor = 1;
    while !power.is_zero() {
        sum = sum.plus(&power.over_small(divisor));
        power = power.times(&square);
        divisor += 2;
    }
    sum.plus(&sum)
}

/// `first (1 - x^2 / (n (n + 1)) + x^4 / (n (n + 1) (n + 2) (n + 3)) - ...)`: the cosine from 1 and n = 1, the sine from x
/// and n = 2.
fn series<const N: usize>(x: &Fixed<N>, first: Fixed<N>, mut n: u64) -> Fixed<N> {
    let square = x.times(x);
    let mut sums = [Fixed::ZERO, Fixed::ZERO];
    let mut term = first;
    let mut negative = 0;
    while !term.is_zero() {
        sums[negative] = sums[negative].plus(&term);
        term = term.times(&square).over_small(n * (n + 1));
        n += 2;
        negative = 1 - negative;
    }
    sums[0].minus_or_zero(&sums[1])
}

/// The leading fraction limb of sqrt(2); only where the series is cut depends on it.
const ROOT_TWO: u64 = 0x6a09_e667_f3bc_c908;
/// log 2, rounded down, the integer limb first.
pub(crate) const LN_2: [u64; 19] = [
    0x0000_0000_0000_0000,
    0xb172_17f7_d1cf_79ab,
    0xc9e3_b398_03f2_f6af,
    0x40f3_4326_7298_b62d,
    0x8a0d_175b_8baa_fa2b,
    0xe7b8_7620_6deb_ac98,
    0x5595_52fb_4afa_1b10,
    0xed2e_ae35_c138_2144,
    0x2757_3b29_1169_b825,
    0x3e96_ca16_224a_e8c5,
    0x1acb_da11_317c_387e,
    0xb9ea_9bc3_b136_603b,
    0x256f_a0ec_7657_f74b,
    0x72ce_87b1_9d65_48ca,
    0xf5df_a6bd_3830_3248,
    0x655f_a187_2f20_e3a2,
    0xda2d_97c5_0f3f_d5c6,
    0x07f4_ca11_fb5b_fb90,
    0x610d_30f8_8fe5_51a2,
];
/// pi / 2, rounded down, the integer limb first.
pub(crate) const HALF_PI: [u64; 19] = [
    0x0000_0000_0000_0001,
    0x921f_b544_42d1_8469,
    0x898c_c517_01b8_39a2,
    0x5204_9c11_14cf_98e8,
    0x0417_7d4c_7627_3644,
    0xa294_10f3_1c68_09bb,
    0xdf2a_3367_9a74_8636,
    0x6056_14db_e4be_286e,
    0x9fc2_6ada_daa3_848b,
    0xc90b_6aec_c4bc_fd8d,
    0xe898_85d3_4c6f_dad6,
    0x17fe_b96d_e80d_6fdb,
    0xdc70_d7f6_b513_3f4b,
    0x5d3e_4822_f896_3fcc,
    0x9250_cca3_d9c8_b67b,
    0x8400_f971_42c7_7e0b,
    0x31b4_906c_38ab_a734,
    0xd22c_7f51_fa49_9ebf,
    0x06ca_ba47_b947_5b2c,
];

#[cfg(test)]
mod tests {
    use super::*;

    type Wide = Fixed<19>;

    /// Far from an ulp's size, near a constant's last limb.
    fn close(a: &Wide, b: &Wide) -> bool {
        let off = a.minus_or_zero(b).plus(&b.minus_or_zero(a));
        off.compare(&Fixed::of_ulps(SLACK)) == Ordering::Less
    }

    /// `atan(1 / x)` by its series.
    fn arctangent(x: u64) -> Wide {
        let mut sums = [Wide::ZERO, Wide::ZERO];
        let mut power = Wide::ONE.over_small(x);
        let mut n = 1;
        while !power.is_zero() {
            let sum = &mut sums[(n / 2 % 2) as usize];
            *sum = sum.plus(&power.over_small(n));
            power = power.over_small(x * x);
            n += 2;
        }
        sums[0].minus(&sums[1])
    }

    #[test]
    fn its_constants_are_machins_and_eulers() {
        let half_pi = arctangent(5)
            .times_small(8)
            .minus(&arctangent(239).times_small(2));
        assert!(close(&half_pi, &Fixed::of_leading(&HALF_PI)));
        let log_2 = twice_atanh(&Wide::ONE.over_small(3));
        assert!(close(&log_2, &Fixed::of_leading(&LN_2)));
    }

    #[test]
    fn its_functions_obey_their_laws() {
        for word in [
            1,
            1 << 20,
            1 << 63,
            0x5555_5555_5555_5555,
            ROOT_TWO,
            u64::MAX - 1,
            u64::MAX,
        ] {
            let x = Wide::of_leading(&[0, word]);
            assert!(
                close(&minus_log(&x.times(&x)), &minus_log(&x).times_small(2)),
                "{word:x}"
            );
            let angle = Wide::of_leading(&HALF_PI).times(&x);
            let (cosine, sine) = (series(&angle, Fixed::ONE, 1), series(&angle, angle, 2));
            assert!(close(
                &cosine.times(&cosine).plus(&sine.times(&sine)),
                &Wide::ONE
            ));
            let rest = Wide::of_leading(&HALF_PI).minus(&angle);
            assert!(close(&series(&rest, Fixed::ONE, 1), &sine), "{word:x}");
        }
        assert!(minus_log(&Wide::ONE).is_zero());
    }

    #[test]
    fn what_it_computes_is_near_doubles() {
        let (first, second) = (0x8123_4567_89ab_cdef, 0x4edc_ba98_7654_3210);
        let values = draw(1e9, first, second, || {
            unreachable!("64 bits decide this pair")
        });
        let radius = (-2.0 * (first as f64 / 18446744073709551616.0).ln()).sqrt();
        let angle = (second << 2) as f64 / 18446744073709551616.0 * std::f64::consts::FRAC_PI_2;
        assert!((values[0] as f64 - 1e9 * radius * angle.cos()).abs() < 1.0);
        assert!((values[1] as f64 + 1e9 * radius * angle.sin()).abs() < 1.0);
    }

    #[test]
    fn decides_all_zeros_and_all_ones_within_its_cap() {
        for word in [0, u64::MAX] {
            for deviation in [1.0, 35184372088832.0] {
                let mut drawn = 0;
                let pair = draw(deviation, word, word, || {
                    drawn += 1;
                    word
                });
                assert!(drawn <= 2 * (MOST_WORDS - 1));
                assert!(pair.iter().all(|value| value.unsigned_abs() < 1 << 51));
            }
        }
    }

    /// Zeros only tell nothing of how far out the value is: more bits are always drawn.
    #[test]
    fn goes_on_where_only_zeros_were_seen() {
        let mut drawn = 0;
        draw(1.0, 0, 1 << 61, || {
            drawn += 1;
            0x1234_5678_9abc_def0
        });
        assert!(drawn >= 2);
    }
}
