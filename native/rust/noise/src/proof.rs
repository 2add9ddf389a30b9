//! The error bound of the transform, computed in rational arithmetic from the constants that it uses.
//!
//! u is 2^-53: an IEEE operation rounded to nearest is off by at most u times its result's magnitude, and no result here
//! is subnormal. Every multiply-add is taken with two roundings, which bounds the fused one too. Where something is exact
//! the code's comments or the text beside it say why.

use crate::exact::{HALF_PI, LN_2};
use crate::transform::{
    COSINE, ERROR_OF_LOG, ERROR_OF_RADIUS, ERROR_OF_UNIFORM, LOG, MARGIN, ROOT_HALF_BITS, SINE,
};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Rounds up: far above the error of an irrational constant, far below anything that matters.
const TINY: i32 = -140;

fn rational(value: f64) -> BigRational {
    BigRational::from_float(value).expect("a finite number")
}

fn integer(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

fn power_of_two(exponent: i32) -> BigRational {
    rational(2f64.powi(exponent))
}

fn u() -> BigRational {
    power_of_two(-53)
}

fn constant(limbs: &[u64; 19]) -> BigRational {
    let all = limbs
        .iter()
        .fold(BigInt::zero(), |sum, &limb| (sum << 64u32) + limb);
    BigRational::new(all, BigInt::one() << (64 * 18u32))
}

/// sqrt(1/2), within 2^-399.
fn root_half() -> BigRational {
    BigRational::new((BigInt::one() << 799u32).sqrt(), BigInt::one() << 400u32)
}

/// Upper bound on |sum of c_k t^k| for t in [0, end]: the sum of the magnitudes of its Chebyshev coefficients.
fn largest(coefficients: &[BigRational], end: &BigRational) -> BigRational {
    // t = (end / 2) (1 + x) for x in [-1, 1], by Horner over polynomials in the Chebyshev basis, where
    // 2 x T_k = T_(k - 1) + T_(k + 1).
    let half = end / integer(2);
    let mut sum: Vec<BigRational> = Vec::new();
    for coefficient in coefficients.iter().rev() {
        let mut next = vec![BigRational::zero(); sum.len() + 1];
        for (k, c) in sum.iter().enumerate() {
            next[k] += c;
            if k == 0 {
                next[1] += c;
            } else {
                next[k + 1] += c / integer(2);
                next[k - 1] += c / integer(2);
            }
        }
        next.iter_mut().for_each(|c| *c *= &half);
        next[0] += coefficient;
        sum = next;
    }
    sum.iter().map(Signed::abs).sum()
}

/// Largest distance of a polynomial from a power series of which so much is given and the rest is below 2^-100.
fn distance(polynomial: &[f64], series: &[BigRational], end: &BigRational) -> BigRational {
    let difference: Vec<BigRational> = (0..series.len())
        .map(|k| {
            polynomial
                .get(k)
                .map_or(BigRational::zero(), |&c| rational(c))
                - &series[k]
        })
        .collect();
    largest(&difference, end) + power_of_two(-100)
}

/// A computed quantity: the most that its exact counterpart is in magnitude, and the most that it is off.
#[derive(Clone)]
struct Computed {
    most: BigRational,
    error: BigRational,
}

impl Computed {
    fn exact(most: BigRational) -> Self {
        Computed {
            most,
            error: BigRational::zero(),
        }
    }

    fn rounded(self) -> Self {
        let rounding = (&self.most + &self.error) * u();
        Computed {
            error: self.error + rounding,
            ..self
        }
    }

    fn times(&self, other: &Self) -> Self {
        let error = &self.error * (&other.most + &other.error) + &self.most * &other.error;
        Computed {
            most: &self.most * &other.most,
            error,
        }
        .rounded()
    }

    /// The sum, whose magnitude is known to be at most so much.
    fn plus(&self, other: &Self, most: BigRational) -> Self {
        Computed {
            most,
            error: &self.error + &other.error,
        }
        .rounded()
    }

    /// The same, as a value of a function that the exact counterpart is within so much of.
    fn approximates(self, distance: BigRational) -> Self {
        Computed {
            error: self.error + &distance,
            most: self.most + distance,
        }
    }
}

/// A polynomial by Horner's scheme, against the same polynomial of the exact argument in [0, x.most].
fn horner(coefficients: &[f64], x: &Computed) -> Computed {
    let exact: Vec<BigRational> = coefficients.iter().map(|&c| rational(c)).collect();
    let last = exact.len() - 1;
    let mut sum = Computed::exact(exact[last].abs());
    for k in (0..last).rev() {
        let term = Computed::exact(exact[k].abs());
        sum = sum.times(x).plus(&term, largest(&exact[k..], &x.most));
    }
    sum
}

/// Error of the computed cosine and sine of the middle of what 52 bits leave open, in units of u.
fn error_of_trigonometry() -> BigRational {
    let half_pi = constant(&HALF_PI);
    let end = rational(0.25);
    let mut cosine = Vec::new();
    let mut sine = Vec::new();
    let mut term = root_half(); // (pi / 2)^k / (k! sqrt(2)) with its sign
    for k in 0..16 {
        cosine.push(term.clone());
        term = term * &half_pi / integer(2 * k + 1);
        sine.push(term.clone());
        term = -term * &half_pi / integer(2 * k + 2);
    }
    // The middle and its distance from 1/2 are multiples of 2^-53 below 1, hence exact.
    let turn = Computed::exact(rational(0.5));
    let square = turn.times(&turn);
    let computed_cosine = horner(&COSINE, &square).approximates(distance(&COSINE, &cosine, &end));
    let computed_sine = horner(&SINE, &square)
        .approximates(distance(&SINE, &sine, &end))
        .times(&turn);
    // Their sum and difference are a sine and a cosine.
    computed_cosine
        .plus(&computed_sine, BigRational::one())
        .error
        / u()
}

/// Bounds on |q| and its relative error, q = (1 - m) / (1 + m).
fn quotient() -> Computed {
    let least = rational(f64::from_bits(ROOT_HALF_BITS));
    let below = (BigRational::one() - &least) / (BigRational::one() + &least);
    let most_m = rational(2.0 * f64::from_bits(ROOT_HALF_BITS));
    let above = (&most_m - BigRational::one()) / (&most_m + BigRational::one());
    let most = if below > above { below } else { above };
    // 1 - m is exact as m is between 1/2 and 2; the sum and the quotient are rounded: (1 + u) / (1 - u).
    let relative = integer(2) * u() / (BigRational::one() - u());
    Computed {
        error: &most * relative,
        most,
    }
}

/// Error of the computed -log m, in units of u.
fn error_of_fraction_log() -> BigRational {
    let q = quotient();
    let square = q.times(&q);
    let series: Vec<BigRational> = (0..32).map(|k| integer(2) / integer(2 * k + 3)).collect();
    let of_log = distance(&LOG, &series, &square.most);
    let mut whole = vec![2.0];
    whole.extend(LOG);
    let factor = horner(&whole, &square).approximates(of_log * &square.most);
    factor.times(&q).error / u()
}

#[test]
fn the_series_are_long_enough() {
    let end = rational(0.25);
    let half_pi = constant(&HALF_PI);
    // Alternating and falling: the first term left out bounds the rest. 32! > 2^117.
    let left_out = (0..16).fold(BigRational::one(), |x, _| x * &half_pi * &half_pi * &end);
    assert!(left_out < BigRational::one());
    // A geometric series from 2 z^32 / 67 on.
    let z = quotient().most.pow(2);
    assert!(z.pow(32) < power_of_two(-150));
}

/// `|computed - exact| <= s u (ERROR_OF_RADIUS R + (ERROR_OF_LOG + ERROR_OF_UNIFORM 2^-E) / R)` with the computed R.
#[test]
fn errors_are_below_their_claims() {
    let slack = power_of_two(-18);
    let tight = BigRational::one() - &slack;
    let margin = rational(MARGIN);

    // U = 2^E m: half a cell of it, relative to its middle, which is at least the margin.
    let least_m = rational(f64::from_bits(ROOT_HALF_BITS));
    let of_uniform = BigRational::one() / least_m / (BigRational::one() - u() / &margin);
    assert!(of_uniform < rational(ERROR_OF_UNIFORM) * &tight);

    // The logarithm: at most (fixed + 3 L) u for every exponent.
    let log_2 = constant(&LN_2);
    let used = rational(std::f64::consts::LN_2);
    let of_constant = (&used - &log_2).abs() + power_of_two(TINY);
    let of_fraction = error_of_fraction_log();
    // |log m| is at most log(2) / 2 and a trifle.
    let half_log = &log_2 / integer(2) + power_of_two(-50);
    let mut fixed = BigRational::zero();
    for exponent in 0..=30 {
        let exponents = integer(exponent);
        let product = &exponents * &used * u() + &exponents * &of_constant;
        let before = product + &of_fraction * u();
        // L is at least this; the last rounding grows with it no faster than 3 L does.
        let least = (&exponents * &log_2 - &half_log).max(BigRational::zero());
        let error = &before + (&least + &before) * u();
        let beyond = error / u() - integer(3) * &least;
        fixed = fixed.max(beyond);
    }

    // From L to R: |dR| <= dL / R / (1 - dL / R^2), where R^2 = 2 L and dL is largest over L next to U = 1.
    let of_log = &fixed + integer(3);
    let least_log = &margin * &tight;
    let next_to_one = (&of_log + rational(ERROR_OF_UNIFORM)) * u() / &least_log;
    assert!(next_to_one < &slack / integer(4));
    // Elsewhere L is at least log(4/3) > 1/4, and dL at most (110 + 1.5 / MARGIN) u.
    assert!(
        (integer(110) + rational(ERROR_OF_UNIFORM) / &margin) * u() * integer(4)
            < &slack / integer(4)
    );

    // Half a unit of each claim is left for the last addition of the test against 1/2, whose rounding is at most u / 2:
    // (R + 1 / R) / 2 is at least 1.
    let half = rational(0.5);
    assert!(&fixed + &half < rational(ERROR_OF_LOG) * &tight);

    let half_pi = constant(&HALF_PI) + power_of_two(TINY);
    let trigonometry = error_of_trigonometry();
    // Of the root 1; of 3 L over R half of 3; half a cell of the angle; cosine or sine; two products.
    let radius = integer(1) + rational(1.5) + half_pi + &trigonometry + integer(2);
    assert!(&radius + &half < rational(ERROR_OF_RADIUS) * &tight);

    for (name, value) in [
        ("half a cell of U", of_uniform),
        ("-log m", of_fraction),
        ("the logarithm, beyond 3 L", fixed),
        ("cosine and sine", trigonometry),
        ("R", radius),
    ] {
        println!("{name}: {:.3} u", value.to_f64().unwrap_or(f64::NAN));
    }
}

/// What the bound is computed with bounds what it should: a sampled maximum is below it, and not far.
#[test]
fn largest_bounds_a_polynomial() {
    let coefficients = [0.25, -3.0, 0.5, 7.0].map(rational);
    let end = rational(0.75);
    let bound = largest(&coefficients, &end);
    let sampled = (0..=300)
        .map(|i| {
            let t = &end * integer(i) / integer(300);
            coefficients
                .iter()
                .rev()
                .fold(BigRational::zero(), |sum, c| sum * &t + c)
                .abs()
        })
        .max()
        .expect("some");
    assert!(sampled <= bound && bound < sampled * integer(3));
}
