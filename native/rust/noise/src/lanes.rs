//! Vectors of doubles that the transform is written over, one type for each instruction set.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;

#[cfg(target_arch = "x86_64")]
pub(crate) use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) use avx512::Avx512;
pub(crate) use portable::Portable;

/// Some doubles, each also seen as its 64 bits. Every operation is IEEE 754's, rounded to nearest.
///
/// # Safety
/// Every method needs a processor that has the instruction set that the type is named for.
pub(crate) trait Lanes: Copy {
    const COUNT: usize;

    unsafe fn splat(value: f64) -> Self;
    unsafe fn splat_bits(bits: u64) -> Self;
    /// The even and the odd ones of 2 COUNT words. Lane 2j holds pair j, lane 2j + 1 pair COUNT / 2 + j.
    unsafe fn load_pairs(from: *const u64) -> (Self, Self);
    /// Writes two vectors of words as [`load_pairs`](Lanes::load_pairs) reads them.
    unsafe fn store_pairs(even: Self, odd: Self, to: *mut i64);

    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn mul(self, other: Self) -> Self;
    unsafe fn div(self, other: Self) -> Self;
    unsafe fn sqrt(self) -> Self;
    /// `self * factor + term`, with one rounding or with two: the error bound allows for both.
    unsafe fn mul_add(self, factor: Self, term: Self) -> Self;
    unsafe fn max(self, other: Self) -> Self;

    unsafe fn and(self, other: Self) -> Self;
    unsafe fn or(self, other: Self) -> Self;
    unsafe fn xor(self, other: Self) -> Self;
    unsafe fn shift_left<const BITS: i32>(self) -> Self;
    unsafe fn shift_right<const BITS: i32>(self) -> Self;
    /// Sum of the bits as integers, modulo 2^64.
    unsafe fn add_bits(self, other: Self) -> Self;
    unsafe fn sub_bits(self, other: Self) -> Self;
    /// A bit for every lane where `a < b` and `c < d`; none where one of them is not a number.
    unsafe fn both_less(a: Self, b: Self, c: Self, d: Self) -> u32;
}
