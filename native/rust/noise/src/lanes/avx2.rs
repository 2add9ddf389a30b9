//! Four doubles in AVX2 with FMA.

use super::Lanes;
use std::arch::x86_64::*;

#[derive(Clone, Copy)]
pub(crate) struct Avx2(__m256d);

#[inline(always)]
unsafe fn bits(lanes: Avx2) -> __m256i {
    _mm256_castpd_si256(lanes.0)
}

#[inline(always)]
unsafe fn doubles(bits: __m256i) -> Avx2 {
    Avx2(_mm256_castsi256_pd(bits))
}

impl Lanes for Avx2 {
    const COUNT: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f64) -> Self {
        Avx2(_mm256_set1_pd(value))
    }

    #[inline(always)]
    unsafe fn splat_bits(bits: u64) -> Self {
        doubles(_mm256_set1_epi64x(bits.cast_signed()))
    }

    #[inline(always)]
    unsafe fn load_pairs(from: *const u64) -> (Self, Self) {
        let low = _mm256_loadu_si256(from.cast());
        let high = _mm256_loadu_si256(from.add(4).cast());
        (
            doubles(_mm256_unpacklo_epi64(low, high)),
            doubles(_mm256_unpackhi_epi64(low, high)),
        )
    }

    #[inline(always)]
    unsafe fn store_pairs(even: Self, odd: Self, to: *mut i64) {
        _mm256_storeu_si256(to.cast(), _mm256_unpacklo_epi64(bits(even), bits(odd)));
        _mm256_storeu_si256(
            to.add(4).cast(),
            _mm256_unpackhi_epi64(bits(even), bits(odd)),
        );
    }

    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        Avx2(_mm256_add_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        Avx2(_mm256_sub_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        Avx2(_mm256_mul_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        Avx2(_mm256_div_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn sqrt(self) -> Self {
        Avx2(_mm256_sqrt_pd(self.0))
    }

    #[inline(always)]
    unsafe fn mul_add(self, factor: Self, term: Self) -> Self {
        Avx2(_mm256_fmadd_pd(self.0, factor.0, term.0))
    }

    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        Avx2(_mm256_max_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        doubles(_mm256_and_si256(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        doubles(_mm256_or_si256(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        doubles(_mm256_xor_si256(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn shift_left<const BITS: i32>(self) -> Self {
        doubles(_mm256_slli_epi64::<BITS>(bits(self)))
    }

    #[inline(always)]
    unsafe fn shift_right<const BITS: i32>(self) -> Self {
        doubles(_mm256_srli_epi64::<BITS>(bits(self)))
    }

    #[inline(always)]
    unsafe fn add_bits(self, other: Self) -> Self {
        doubles(_mm256_add_epi64(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn sub_bits(self, other: Self) -> Self {
        doubles(_mm256_sub_epi64(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn both_less(a: Self, b: Self, c: Self, d: Self) -> u32 {
        let first = _mm256_cmp_pd::<_CMP_LT_OQ>(a.0, b.0);
        let second = _mm256_cmp_pd::<_CMP_LT_OQ>(c.0, d.0);
        _mm256_movemask_pd(_mm256_and_pd(first, second)).cast_unsigned()
    }
}
