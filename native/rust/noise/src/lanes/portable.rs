//! What every processor has. Loops of this shape are vectorised by the compiler for the target's baseline.

use super::Lanes;

const COUNT: usize = 4;

#[derive(Clone, Copy)]
pub(crate) struct Portable([f64; COUNT]);

#[inline(always)]
fn each(a: Portable, b: Portable, op: impl Fn(f64, f64) -> f64) -> Portable {
    Portable(std::array::from_fn(|i| op(a.0[i], b.0[i])))
}

#[inline(always)]
fn each_bits(a: Portable, b: Portable, op: impl Fn(u64, u64) -> u64) -> Portable {
    each(a, b, |x, y| f64::from_bits(op(x.to_bits(), y.to_bits())))
}

impl Lanes for Portable {
    const COUNT: usize = COUNT;

    #[inline(always)]
    unsafe fn splat(value: f64) -> Self {
        Portable([value; COUNT])
    }

    #[inline(always)]
    unsafe fn splat_bits(bits: u64) -> Self {
        Portable([f64::from_bits(bits); COUNT])
    }

    #[inline(always)]
    unsafe fn load_pairs(from: *const u64) -> (Self, Self) {
        let words = std::slice::from_raw_parts(from, 2 * COUNT);
        let pair = |lane: usize| lane / 2 + lane % 2 * (COUNT / 2);
        (
            Portable(std::array::from_fn(|i| f64::from_bits(words[2 * pair(i)]))),
            Portable(std::array::from_fn(|i| {
                f64::from_bits(words[2 * pair(i) + 1])
            })),
        )
    }

    #[inline(always)]
    unsafe fn store_pairs(even: Self, odd: Self, to: *mut i64) {
        let words = std::slice::from_raw_parts_mut(to, 2 * COUNT);
        for i in 0..COUNT {
            let pair = i / 2 + i % 2 * (COUNT / 2);
            words[2 * pair] = even.0[i].to_bits().cast_signed();
            words[2 * pair + 1] = odd.0[i].to_bits().cast_signed();
        }
    }

    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        each(self, other, |a, b| a + b)
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        each(self, other, |a, b| a - b)
    }

    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        each(self, other, |a, b| a * b)
    }

    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        each(self, other, |a, b| a / b)
    }

    #[inline(always)]
    unsafe fn sqrt(self) -> Self {
        Portable(self.0.map(f64::sqrt))
    }

    #[inline(always)]
    unsafe fn mul_add(self, factor: Self, term: Self) -> Self {
        self.mul(factor).add(term)
    }

    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        each(self, other, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        each_bits(self, other, |a, b| a & b)
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        each_bits(self, other, |a, b| a | b)
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        each_bits(self, other, |a, b| a ^ b)
    }

    #[inline(always)]
    unsafe fn shift_left<const BITS: i32>(self) -> Self {
        each_bits(self, self, |a, _| a << BITS)
    }

    #[inline(always)]
    unsafe fn shift_right<const BITS: i32>(self) -> Self {
        each_bits(self, self, |a, _| a >> BITS)
    }

    #[inline(always)]
    unsafe fn add_bits(self, other: Self) -> Self {
        each_bits(self, other, u64::wrapping_add)
    }

    #[inline(always)]
    unsafe fn sub_bits(self, other: Self) -> Self {
        each_bits(self, other, u64::wrapping_sub)
    }

    #[inline(always)]
    unsafe fn both_less(a: Self, b: Self, c: Self, d: Self) -> u32 {
        (0..COUNT).fold(0, |mask, i| {
            mask | u32::from(a.0[i] < b.0[i] && c.0[i] < d.0[i]) << i
        })
    }
}
