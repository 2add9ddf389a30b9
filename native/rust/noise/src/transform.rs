//! Box and Muller's transform over vectors of doubles, with a bound on the error of every value.
//!
//! A pair comes from two words. The first holds the leading 64 bits of U; of the second, the top bits are the signs
//! of the two values and the other 62 are the leading bits of F. With `R = sqrt(-2 log U)` and `theta = (pi / 2) F`
//! the values are `s R cos(theta)` and `s R sin(theta)` under their signs.
//!
//! Of each number 52 bits are used here, and the middle of what they leave open stands for it. In units of 2^-53,
//! computed values are off by at most
//!
//! `s (ERROR_OF_RADIUS R + (ERROR_OF_LOG + ERROR_OF_UNIFORM 2^-E) / R)`,
//!
//! where `U = 2^E m` and m is at least sqrt(1/2). `proof.rs` computes what each step contributes. A value further than
//! that from every half-integer is rounded as the exact value is; the other pairs, and those with U within 2^-30 of 0
//! or 1, are left to [`exact`](crate::exact).

use crate::lanes::{Lanes, Portable};

/// Error bounds in units of 2^-53, as used by the code; `proof.rs` shows that the true ones are smaller.
pub(crate) const ERROR_OF_RADIUS: f64 = 11.0;
pub(crate) const ERROR_OF_LOG: f64 = 2.5;
pub(crate) const ERROR_OF_UNIFORM: f64 = 1.5;
/// U nearer than this to 0 or 1 is not taken on.
pub(crate) const MARGIN: f64 = 1.0 / (1u64 << 30) as f64;

/// `cos((pi / 2) g) / sqrt(2)` for |g| <= 1/2, in powers of g^2.
pub(crate) const COSINE: [f64; 7] = [
    0.7071067811865475,
    -0.8723580249548468,
    0.17937142921624885,
    -0.014752708706835612,
    0.0006500149443476654,
    -1.7819186532194025e-05,
    3.291791502603771e-07,
];
/// `sin((pi / 2) g) / (g sqrt(2))`, in powers of g^2.
pub(crate) const SINE: [f64; 7] = [
    1.1107207345395915,
    -0.45676559374971354,
    0.05635119642914205,
    -0.0033105000948264454,
    0.00011344902567117628,
    -2.544625117965686e-06,
    3.983792781681386e-08,
];
/// `(2 atanh(q) / q - 2) / q^2` for |q| <= (sqrt(2) - 1) / (sqrt(2) + 1), in powers of q^2.
pub(crate) const LOG: [f64; 7] = [
    0.666666666666667,
    0.39999999999899505,
    0.28571428625975487,
    0.2222221113479508,
    0.18182889125261723,
    0.15331721600556042,
    0.14616449685043406,
];

const ULP: f64 = f64::EPSILON / 2.0;
const ONE_BITS: u64 = 0x3ff0_0000_0000_0000;
/// A double a little below sqrt(1/2).
pub(crate) const ROOT_HALF_BITS: u64 = 0x3fe6_a09e_667f_3bcc;
const FRACTION_BITS: u64 = (1 << 52) - 1;
const EXPONENT_BITS: u64 = 0x7ff0_0000_0000_0000;
const SIGN_BIT: u64 = 1 << 63;
/// Adding it leaves the nearest integer in the low bits, for magnitudes below 2^51.
const INTEGERS: f64 = 1.5 * (1u64 << 52) as f64;

/// The instruction sets that the transform is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    Portable,
    Avx2,
    Avx512,
}

impl Path {
    /// The widest that this processor has.
    pub fn widest() -> Self {
        [Path::Avx512, Path::Avx2]
            .into_iter()
            .find(|path| path.is_available())
            .unwrap_or(Path::Portable)
    }

    pub fn is_available(self) -> bool {
        match self {
            Path::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => {
                std::arch::is_x86_feature_detected!("avx2")
                    && std::arch::is_x86_feature_detected!("fma")
            }
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => std::arch::is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            Path::Avx2 | Path::Avx512 => false,
        }
    }
}

/// As many pairs as every path takes at once.
pub(crate) const PAIRS_AT_ONCE: usize = 8;

/// Rounds every pair that its bits decide and notes the numbers of the others, whose values are arbitrary.
///
/// # Panics
/// If the path is not available here, or the lengths are unequal or no multiple of two times [`PAIRS_AT_ONCE`].
pub(crate) fn round_pairs(
    path: Path,
    deviation: f64,
    words: &[u64],
    out: &mut [i64],
    undecided: &mut Vec<usize>,
) {
    assert!(path.is_available());
    assert!(words.len() == out.len() && words.len().is_multiple_of(2 * PAIRS_AT_ONCE));
    match path {
        // SAFETY: the processor has the instructions, as do all for Portable; the lengths were checked.
        Path::Portable => unsafe { round_all::<Portable>(deviation, words, out, undecided) },
        #[cfg(target_arch = "x86_64")]
        Path::Avx2 => unsafe { round_with_avx2(deviation, words, out, undecided) },
        #[cfg(target_arch = "x86_64")]
        Path::Avx512 => unsafe { round_with_avx512(deviation, words, out, undecided) },
        #[cfg(not(target_arch = "x86_64"))]
        Path::Avx2 | Path::Avx512 => unreachable!("not available"),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
unsafe fn round_with_avx2(
    deviation: f64,
    words: &[u64],
    out: &mut [i64],
    undecided: &mut Vec<usize>,
) {
    round_all::<crate::lanes::Avx2>(deviation, words, out, undecided);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
unsafe fn round_with_avx512(
    deviation: f64,
    words: &[u64],
    out: &mut [i64],
    undecided: &mut Vec<usize>,
) {
    round_all::<crate::lanes::Avx512>(deviation, words, out, undecided);
}

#[inline(always)]
unsafe fn round_all<V: Lanes>(
    deviation: f64,
    words: &[u64],
    out: &mut [i64],
    undecided: &mut Vec<usize>,
) {
    let all = (1u32 << V::COUNT) - 1;
    for at in (0..words.len()).step_by(2 * V::COUNT) {
        let decided = round_some::<V>(deviation, words.as_ptr().add(at), out.as_mut_ptr().add(at));
        if decided != all {
            note::<V>(at / 2, all & !decided, undecided);
        }
    }
}

#[cold]
fn note<V: Lanes>(first: usize, lanes: u32, undecided: &mut Vec<usize>) {
    let left = (0..V::COUNT).filter(|lane| lanes >> lane & 1 == 1);
    undecided.extend(left.map(|lane| first + lane / 2 + lane % 2 * (V::COUNT / 2)));
}

/// Rounds COUNT pairs; a bit of the result for each lane that is decided.
#[inline(always)]
unsafe fn round_some<V: Lanes>(deviation: f64, words: *const u64, out: *mut i64) -> u32 {
    let half = V::splat(0.5);
    let absolute = V::splat_bits(!SIGN_BIT);
    let integers = V::splat(INTEGERS);
    let pair = values::<V>(deviation, words);
    let shifted_x = pair.x.add(integers);
    let shifted_y = pair.y.add(integers);
    V::store_pairs(
        shifted_x.sub_bits(integers),
        shifted_y.sub_bits(integers),
        out,
    );
    // Both differences are exact.
    let rest_x = pair.x.sub(shifted_x.sub(integers)).and(absolute);
    let rest_y = pair.y.sub(shifted_y.sub(integers)).and(absolute);
    let reach = V::splat(deviation * ULP).mul_add(pair.error, rest_x.max(rest_y));
    let off_centre = pair.uniform.sub(half).and(absolute);
    V::both_less(reach, half, off_centre, V::splat(0.5 - MARGIN))
}

/// The values of some pairs, with a bound on their errors over s and in units of 2^-53 where U keeps its margin.
pub(crate) struct Values<V> {
    pub(crate) x: V,
    pub(crate) y: V,
    pub(crate) error: V,
    pub(crate) uniform: V,
}

#[inline(always)]
pub(crate) unsafe fn values<V: Lanes>(deviation: f64, words: *const u64) -> Values<V> {
    let (first, second) = V::load_pairs(words);
    let uniform = middle(first.shift_right::<12>());
    let (radius, error) = radius::<V>(uniform);

    let turn = middle(second.shift_left::<2>().shift_right::<12>()).sub(V::splat(0.5));
    let square = turn.mul(turn);
    let cosine = polynomial(square, &COSINE);
    let sine = polynomial(square, &SINE).mul(turn);

    let length = V::splat(deviation).mul(radius);
    let sign = V::splat_bits(SIGN_BIT);
    let x = cosine.sub(sine).mul(length);
    let y = cosine.add(sine).mul(length);
    Values {
        x: x.xor(second.and(sign)),
        y: y.xor(second.shift_left::<1>().and(sign)),
        error,
        uniform,
    }
}

/// The middle, in (0, 1), of what 52 bits in the low end leave open; exactly.
#[inline(always)]
unsafe fn middle<V: Lanes>(bits: V) -> V {
    bits.or(V::splat_bits(ONE_BITS)).sub(V::splat(1.0 - ULP))
}

/// `sqrt(-2 log u)`, and a bound, over s and in units of 2^-53, on the error of a value that it makes.
#[inline(always)]
unsafe fn radius<V: Lanes>(uniform: V) -> (V, V) {
    let one = V::splat(1.0);
    let two_52 = V::splat((1u64 << 52) as f64);
    // The exponent of the result is E, its fraction that of m: u = 2^E m with m in [sqrt(1/2), sqrt(2)).
    let parts = uniform.add_bits(V::splat_bits(ONE_BITS - ROOT_HALF_BITS));
    let m = parts
        .and(V::splat_bits(FRACTION_BITS))
        .add_bits(V::splat_bits(ROOT_HALF_BITS));
    let exponent = parts
        .shift_right::<52>()
        .or(two_52)
        .sub(V::splat((1u64 << 52) as f64 + 1023.0));
    let over_power = V::splat_bits(2046 << 52).sub_bits(parts.and(V::splat_bits(EXPONENT_BITS)));

    let q = one.sub(m).div(one.add(m));
    let square = q.mul(q);
    let minus_log_m = polynomial(square, &LOG)
        .mul_add(square, V::splat(2.0))
        .mul(q);
    let minus_log = exponent.mul_add(V::splat(-std::f64::consts::LN_2), minus_log_m);
    let radius = minus_log.add(minus_log).sqrt();

    let of_log = over_power.mul_add(V::splat(ERROR_OF_UNIFORM), V::splat(ERROR_OF_LOG));
    let error = of_log
        .mul(one.div(radius))
        .add(radius.mul(V::splat(ERROR_OF_RADIUS)));
    (radius, error)
}

/// Horner's scheme.
#[inline(always)]
unsafe fn polynomial<V: Lanes>(x: V, coefficients: &[f64; 7]) -> V {
    let mut sum = V::splat(coefficients[6]);
    for &coefficient in coefficients[..6].iter().rev() {
        sum = sum.mul_add(x, V::splat(coefficient));
    }
    sum
}
