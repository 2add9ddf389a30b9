//! Eight doubles in AVX-512F.

use super::Lanes;
use std::arch::x86_64::*;

#[derive(Clone, Copy)]
pub(crate) struct Avx512(__m512d);

#[inline(always)]
unsafe fn bits(lanes: Avx512) -> __m512i {
    _mm512_castpd_si512(lanes.0)
}

#[inline(always)]
unsafe fn doubles(bits: __m512i) -> Avx512 {
    Avx512(_mm512_castsi512_pd(bits))
}

impl Lanes for Avx512 {
    const COUNT: usize = 8;

    #[inline(always)]
    unsafe fn splat(value: f64) -> Self {
        Avx512(_mm512_set1_pd(value))
    }

    #[inline(always)]
    unsafe fn splat_bits(bits: u64) -> Self {
        doubles(_mm512_set1_epi64(bits.cast_signed()))
    }

    #[inline(always)]
    unsafe fn load_pairs(from: *const u64) -> (Self, Self) {
        let low = _mm512_loadu_si512(from.cast());
        let high = _mm512_loadu_si512(from.add(8).cast());
        (
            doubles(_mm512_unpacklo_epi64(low, high)),
            doubles(_mm512_unpackhi_epi64(low, high)),
        )
    }

    #[inline(always)]
    unsafe fn store_pairs(even: Self, odd: Self, to: *mut i64) {
        _mm512_storeu_si512(to.cast(), _mm512_unpacklo_epi64(bits(even), bits(odd)));
        _mm512_storeu_si512(
            to.add(8).cast(),
            _mm512_unpackhi_epi64(bits(even), bits(odd)),
        );
    }

    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        Avx512(_mm512_add_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        Avx512(_mm512_sub_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        Avx512(_mm512_mul_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn div(self, other: Self) -> Self {
        Avx512(_mm512_div_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn sqrt(self) -> Self {
        Avx512(_mm512_sqrt_pd(self.0))
    }

    #[inline(always)]
    unsafe fn mul_add(self, factor: Self, term: Self) -> Self {
        Avx512(_mm512_fmadd_pd(self.0, factor.0, term.0))
    }

    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        Avx512(_mm512_max_pd(self.0, other.0))
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        doubles(_mm512_and_si512(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        doubles(_mm512_or_si512(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        doubles(_mm512_xor_si512(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn shift_left<const BITS: i32>(self) -> Self {
        // The wide form takes its count as unsigned, which a constant parameter cannot be cast to.
        doubles(_mm512_sll_epi64(bits(self), _mm_cvtsi32_si128(BITS)))
    }

    #[inline(always)]
    unsafe fn shift_right<const BITS: i32>(self) -> Self {
        // The wide form takes its count as unsigned, which a constant parameter cannot be cast to.
        doubles(_mm512_srl_epi64(bits(self), _mm_cvtsi32_si128(BITS)))
    }

    #[inline(always)]
    unsafe fn add_bits(self, other: Self) -> Self {
        doubles(_mm512_add_epi64(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn sub_bits(self, other: Self) -> Self {
        doubles(_mm512_sub_epi64(bits(self), bits(other)))
    }

    #[inline(always)]
    unsafe fn both_less(a: Self, b: Self, c: Self, d: Self) -> u32 {
        let first = _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a.0, b.0);
        u32::from(_mm512_mask_cmp_pd_mask::<_CMP_LT_OQ>(first, c.0, d.0))
    }
}
