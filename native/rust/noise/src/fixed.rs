//! Unsigned fixed-point numbers of one integer limb and as many fraction limbs as the precision needs.
//!
//! An ulp is the value of the lowest bit. Operations that cannot be exact round down, by less than one ulp.

use std::cmp::Ordering;

/// Limbs from the lowest to the integer limb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fixed<const N: usize>([u64; N]);

impl<const N: usize> Fixed<N> {
    pub(crate) const ZERO: Self = Fixed([0; N]);
    pub(crate) const ONE: Self = Fixed::of_integer(1);
    /// Bits after the point.
    pub(crate) const FRACTION: usize = 64 * (N - 1);

    pub(crate) const fn of_integer(value: u64) -> Self {
        let mut limbs = [0; N];
        limbs[N - 1] = value;
        Fixed(limbs)
    }

    /// So many ulps.
    pub(crate) fn of_ulps(count: u64) -> Self {
        let mut limbs = [0; N];
        limbs[0] = count;
        Fixed(limbs)
    }

    /// The number with these limbs, the integer limb first, cut to the precision.
    pub(crate) fn of_leading(limbs: &[u64]) -> Self {
        Fixed(std::array::from_fn(|i| {
            limbs.get(N - 1 - i).copied().unwrap_or(0)
        }))
    }

    /// `value`, exactly.
    ///
    /// # Panics
    /// If it is not a number from 1 to below 2^53.
    pub(crate) fn of_double(value: f64) -> Self {
        assert!((1.0..9007199254740992.0).contains(&value) && N > 1);
        let integer = value as u64;
        let fraction = (value - integer as f64) * 18446744073709551616.0;
        let mut fixed = Fixed::of_integer(integer);
        fixed.0[N - 2] = fraction as u64;
        fixed
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.iter().all(|&limb| limb == 0)
    }

    pub(crate) fn integer(&self) -> u64 {
        self.0[N - 1]
    }

    pub(crate) fn set_bit(&mut self, bit: usize) {
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }

    /// # Panics
    /// If the sum is 2^64 or more.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let mut carry = false;
        let sum = Fixed(std::array::from_fn(|i| {
            let (sum, first) = self.0[i].overflowing_add(other.0[i]);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            carry = first | second;
            sum
        }));
        assert!(!carry);
        sum
    }

    /// # Panics
    /// If the difference is negative.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let mut borrow = false;
        let difference = Fixed(std::array::from_fn(|i| {
            let (difference, first) = self.0[i].overflowing_sub(other.0[i]);
            let (difference, second) = difference.overflowing_sub(u64::from(borrow));
            borrow = first | second;
            difference
        }));
        assert!(!borrow);
        difference
    }

    /// The difference, or zero if it is negative.
    pub(crate) fn minus_or_zero(&self, other: &Self) -> Self {
        match self.compare(other) {
            Ordering::Greater => self.minus(other),
            _ => Fixed::ZERO,
        }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let mut low = [0u64; N];
        let mut high = [0u64; N];
        for i in 0..N {
            let mut carry = 0u128;
            for j in 0..N {
                let at = i + j;
                let limb = if at < N {
                    &mut low[at]
                } else {
                    &mut high[at - N]
                };
                carry += u128::from(self.0[i]) * u128::from(other.0[j]) + u128::from(*limb);
                *limb = carry as u64;
                carry >>= 64;
            }
            high[i] = carry as u64;
        }
        // The product has 2 (N - 1) fraction limbs, of which the upper N - 1 stay.
        assert!(high[N - 1] == 0);
        Fixed(std::array::from_fn(|i| {
            if i == 0 {
                low[N - 1]
            } else {
                high[i - 1]
            }
        }))
    }

    pub(crate) fn times_small(&self, factor: u64) -> Self {
        let mut carry = 0u128;
        let product = Fixed(std::array::from_fn(|i| {
            carry += u128::from(self.0[i]) * u128::from(factor);
            let limb = carry as u64;
            carry >>= 64;
            limb
        }));
        assert!(carry == 0);
        product
    }

    pub(crate) fn over_small(&self, divisor: u64) -> Self {
        let mut rest = 0u128;
        let mut quotient = [0; N];
        for i in (0..N).rev() {
            let part = rest << 64 | u128::from(self.0[i]);
            quotient[i] = (part / u128::from(divisor)) as u64;
            rest = part % u128::from(divisor);
        }
        Fixed(quotient)
    }

    /// # Panics
    /// Unless `self < divisor` and both are below 2^62.
    pub(crate) fn over(&self, divisor: &Self) -> Self {
        assert!(self.compare(divisor) == Ordering::Less && divisor.integer() < 1 << 62);
        let mut rest = *self;
        let mut quotient = Fixed::ZERO;
        for bit in (0..Self::FRACTION).rev() {
            rest = rest.shifted_left(1, 0);
            if rest.compare(divisor) != Ordering::Less {
                rest = rest.minus(divisor);
                quotient.set_bit(bit);
            }
        }
        quotient
    }

    /// The square root of a number below 2^60, digit by digit.
    pub(crate) fn root(&self) -> Self {
        assert!(self.integer() < 1 << 60);
        let mut rest = Fixed::<N>::ZERO;
        let mut root = Fixed::<N>::ZERO;
        // The root has a bit for every two of self followed by FRACTION zeros.
        for step in 0..(32 * N + Self::FRACTION / 2) {
            let digits = if step < 32 * N {
                let bit = 64 * N - 2 - 2 * step;
                self.0[bit / 64] >> (bit % 64) & 3
            } else {
                0
            };
            rest = rest.shifted_left(2, digits);
            let trial = root.shifted_left(2, 1);
            let fits = rest.compare(&trial) != Ordering::Less;
            if fits {
                rest = rest.minus(&trial);
            }
            root = root.shifted_left(1, u64::from(fits));
        }
        root
    }

    /// # Panics
    /// If a bit is lost.
    fn shifted_left(&self, bits: usize, fill: u64) -> Self {
        assert!(self.0[N - 1] >> (64 - bits) == 0);
        let mut from_below = fill;
        Fixed(std::array::from_fn(|i| {
            let limb = self.0[i] << bits | from_below;
            from_below = self.0[i] >> (64 - bits);
            limb
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_stream::{Generator, KeyStream};
    use num_bigint::BigUint;

    type Number = Fixed<4>;

    fn big(number: &Number) -> BigUint {
        number
            .0
            .iter()
            .rev()
            .fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
    }

    /// Numbers of all sizes below 2^30.
    fn numbers() -> impl Iterator<Item = Number> {
        let mut bits = KeyStream::under(Generator::ChaCha20, &[1; 32]);
        (0..2000).map(move |_| {
            let mut limbs = [bits.next(), bits.next(), bits.next(), bits.next() >> 34];
            let cut = bits.next() % 4;
            limbs[4 - cut as usize..].fill(0);
            limbs[3 - cut as usize] >>= bits.next() % 30;
            Fixed(limbs)
        })
    }

    #[test]
    fn agrees_with_big_integers() {
        let all: Vec<Number> = numbers().collect();
        for pair in all.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let (x, y) = (big(a), big(b));
            assert_eq!(big(&a.plus(b)), &x + &y);
            assert_eq!(big(&a.times(b)), (&x * &y) >> 192);
            assert_eq!(big(&a.times_small(12345)), &x * 12345u32);
            assert_eq!(big(&a.over_small(98765)), &x / 98765u32);
            assert_eq!(big(&a.root()), (x.clone() << 192u32).sqrt());
            assert_eq!(a.compare(b), x.cmp(&y));
            let (less, more) = if x < y { (a, b) } else { (b, a) };
            assert_eq!(big(&more.minus(less)), big(more) - big(less));
            assert!(less.minus_or_zero(more).is_zero());
            if x != y {
                assert_eq!(big(&less.over(more)), (big(less) << 192) / big(more));
            }
        }
    }

    #[test]
    fn takes_doubles_exactly() {
        for value in [
            1.0,
            1.5,
            3.0 + f64::EPSILON * 2.0,
            35184372088832.0,
            1e9 + 0.1,
        ] {
            let fixed = Number::of_double(value);
            let fraction = fixed.0[2] as f64 / 18446744073709551616.0;
            assert_eq!(fixed.integer() as f64 + fraction, value);
            assert_eq!(fixed.0[..2], [0, 0]);
        }
    }
}
