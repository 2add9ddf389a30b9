//! Register tiles: sums of outer products of packed columns, each sum in one fixed order.
//!
//! A packed panel of `a` holds for each position `NR` neighbouring values, one of `g` holds `mr` of them, with zeros
//! beyond the edge. A tile of `mr` by `NR` sums comes out, each over the positions in order.

use crate::isa::Isa;

/// Values of `a` in a panel.
pub const NR: usize = 32;
/// Most values of `g` in a panel; a panel holds 4, 8 or 12.
pub const MR: usize = 12;

/// The sums of one tile, row by row.
#[repr(align(64))]
pub struct Tile(pub [f32; MR * NR]);

/// Fp64 sums that buckets are added to.
#[repr(align(64))]
pub struct WideTile(pub [f64; MR * NR]);

/// Height of the panel that begins at `from`, of `all` values.
pub fn height(from: usize, all: usize) -> usize {
    MR.min((all - from).div_ceil(4) * 4)
}

/// Panels that hold `all` values.
pub fn panels(all: usize) -> usize {
    all.div_ceil(MR)
}

/// Sums over `positions`, into `tile`.
///
/// # Safety
/// `a` holds `positions * NR` values, `g` `positions * mr`, and `mr` is 4, 8 or 12.
#[inline]
pub unsafe fn sums(
    isa: Isa,
    mr: usize,
    positions: usize,
    a: *const f32,
    g: *const f32,
    tile: &mut Tile,
) {
    let to = tile.0.as_mut_ptr();
    match (isa, mr) {
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 12) => x86::sums512::<12>(positions, a, g, to),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 8) => x86::sums512::<8>(positions, a, g, to),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, _) => x86::sums512::<4>(positions, a, g, to),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx2, _) => x86::sums256(mr, positions, a, g, to),
        (Isa::Portable, _) => portable_sums(mr, positions, a, g, to),
    }
}

/// Sums over `positions`, each then added to its fp64 sum.
///
/// # Safety
/// As for [`sums`].
#[inline]
pub unsafe fn add_bucket(
    isa: Isa,
    mr: usize,
    positions: usize,
    a: *const f32,
    g: *const f32,
    tile: &mut WideTile,
) {
    let to = tile.0.as_mut_ptr();
    match (isa, mr) {
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 12) => x86::bucket512_tallest(positions, a, g, to),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, 8) => x86::bucket512::<8>(positions, a, g, to),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx512, _) => x86::bucket512::<4>(positions, a, g, to),
        #[cfg(target_arch = "x86_64")]
        (Isa::Avx2, _) => x86::bucket256(mr, positions, a, g, to),
        (Isa::Portable, _) => {
            let mut narrow = Tile([0.0; MR * NR]);
            portable_sums(mr, positions, a, g, narrow.0.as_mut_ptr());
            for (wide, sum) in tile.0.iter_mut().zip(&narrow.0).take(mr * NR) {
                *wide += f64::from(*sum);
            }
        }
    }
}

/// The same wholly in fp64: the product of two floats is exact there, so that fusing changes nothing.
///
/// # Safety
/// As for [`sums`].
#[inline]
pub unsafe fn add_wide(
    isa: Isa,
    mr: usize,
    positions: usize,
    a: *const f32,
    g: *const f32,
    tile: &mut WideTile,
) {
    let to = tile.0.as_mut_ptr();
    crate::isa::dispatch!(
        isa,
        wide(mr: usize, positions: usize, a: *const f32, g: *const f32, to: *mut f64)
    );
}

#[inline(always)]
fn wide<const FUSED: bool>(
    mr: usize,
    positions: usize,
    a: *const f32,
    g: *const f32,
    to: *mut f64,
) {
    // SAFETY: as for `add_wide`.
    unsafe {
        for m in 0..mr {
            let row = &mut *to.add(m * NR).cast::<[f64; NR]>();
            let mut sums = *row;
            for p in 0..positions {
                let x = &*a.add(p * NR).cast::<[f32; NR]>();
                let c = f64::from(*g.add(p * mr + m));
                for n in 0..NR {
                    sums[n] = crate::isa::fma64::<FUSED>(c, f64::from(x[n]), sums[n]);
                }
            }
            *row = sums;
        }
    }
}

/// # Safety
/// As for [`sums`]; `to` holds `mr * NR`.
unsafe fn portable_sums(mr: usize, positions: usize, a: *const f32, g: *const f32, to: *mut f32) {
    for m in 0..mr {
        let mut sums = [0f32; NR];
        for p in 0..positions {
            let x = &*a.add(p * NR).cast::<[f32; NR]>();
            let c = *g.add(p * mr + m);
            for n in 0..NR {
                sums[n] += c * x[n];
            }
        }
        *to.add(m * NR).cast::<[f32; NR]>() = sums;
    }
}

/// Asks for the lines that hold these values.
#[inline(always)]
pub fn prefetch(values: &[f64]) {
    #[cfg(target_arch = "x86_64")]
    for line in values.chunks(8) {
        // SAFETY: a hint that may name any address; the instruction is part of the architecture.
        unsafe {
            std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(
                line.as_ptr().cast(),
            );
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = values;
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::NR;
    use std::arch::x86_64::*;

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    unsafe fn run512<const M: usize>(
        positions: usize,
        mut a: *const f32,
        mut g: *const f32,
    ) -> [[__m512; 2]; M] {
        let mut sums = [[_mm512_setzero_ps(); 2]; M];
        for _ in 0..positions {
            let low = _mm512_loadu_ps(a);
            let high = _mm512_loadu_ps(a.add(16));
            for (m, row) in sums.iter_mut().enumerate() {
                let c = _mm512_set1_ps(*g.add(m));
                row[0] = _mm512_fmadd_ps(c, low, row[0]);
                row[1] = _mm512_fmadd_ps(c, high, row[1]);
            }
            a = a.add(NR);
            g = g.add(M);
        }
        sums
    }

    #[target_feature(enable = "avx512f,avx512dq")]
    pub unsafe fn sums512<const M: usize>(
        positions: usize,
        a: *const f32,
        g: *const f32,
        to: *mut f32,
    ) {
        let sums = run512::<M>(positions, a, g);
        for (m, row) in sums.iter().enumerate() {
            _mm512_storeu_ps(to.add(m * NR), row[0]);
            _mm512_storeu_ps(to.add(m * NR + 16), row[1]);
        }
    }

    #[target_feature(enable = "avx512f,avx512dq")]
    pub unsafe fn bucket512<const M: usize>(
        positions: usize,
        a: *const f32,
        g: *const f32,
        to: *mut f64,
    ) {
        let sums = run512::<M>(positions, a, g);
        for (m, row) in sums.iter().enumerate() {
            add_row512(row, to.add(m * NR));
        }
    }

    /// The tallest tile. In assembly: what is added to afterwards makes a compiler move sums around in the loop.
    #[target_feature(enable = "avx512f,avx512dq,avx512vl")]
    pub unsafe fn bucket512_tallest(positions: usize, a: *const f32, g: *const f32, to: *mut f64) {
        macro_rules! zero {
            ($sum:literal) => {
                concat!("vxorps zmm", $sum, ", zmm", $sum, ", zmm", $sum)
            };
        }
        macro_rules! row {
            ($m:literal, $low:literal, $high:literal) => {
                concat!(
                    "vbroadcastss zmm26, dword ptr [{g} + 4*", $m, "]\n",
                    "vfmadd231ps zmm", $low, ", zmm26, zmm24\n",
                    "vfmadd231ps zmm", $high, ", zmm26, zmm25"
                )
            };
        }
        macro_rules! add {
            ($sum:literal, $at:literal) => {
                concat!(
                    "vextractf32x8 ymm28, zmm",
                    $sum,
                    ", 1\n",
                    "vcvtps2pd zmm27, ymm",
                    $sum,
                    "\n",
                    "vcvtps2pd zmm28, ymm28\n",
                    "vaddpd zmm27, zmm27, zmmword ptr [{to} + 128*",
                    $at,
                    "]\n",
                    "vaddpd zmm28, zmm28, zmmword ptr [{to} + 128*",
                    $at,
                    " + 64]\n",
                    "vmovupd zmmword ptr [{to} + 128*",
                    $at,
                    "], zmm27\n",
                    "vmovupd zmmword ptr [{to} + 128*",
                    $at,
                    " + 64], zmm28"
                )
            };
        }
        // SAFETY: reads what `run512` reads, writes the tile and registers.
        std::arch::asm!(
            zero!(0), zero!(1),
            zero!(2), zero!(3),
            zero!(4), zero!(5),
            zero!(6), zero!(7),
            zero!(8), zero!(9),
            zero!(10), zero!(11),
            zero!(12), zero!(13),
            zero!(14), zero!(15),
            zero!(16), zero!(17),
            zero!(18), zero!(19),
            zero!(20), zero!(21),
            zero!(22), zero!(23),
            "test {n}, {n}",
            "jz 3f",
            "2:",
            "vmovups zmm24, zmmword ptr [{a}]",
            "vmovups zmm25, zmmword ptr [{a} + 64]",
            row!(0, 0, 1),
            row!(1, 2, 3),
            row!(2, 4, 5),
            row!(3, 6, 7),
            row!(4, 8, 9),
            row!(5, 10, 11),
            row!(6, 12, 13),
            row!(7, 14, 15),
            row!(8, 16, 17),
            row!(9, 18, 19),
            row!(10, 20, 21),
            row!(11, 22, 23),
            "add {a}, 128",
            "add {g}, 48",
            "dec {n}",
            "jnz 2b",
            "3:",
            add!(0, 0), add!(1, 1),
            add!(2, 2), add!(3, 3),
            add!(4, 4), add!(5, 5),
            add!(6, 6), add!(7, 7),
            add!(8, 8), add!(9, 9),
            add!(10, 10), add!(11, 11),
            add!(12, 12), add!(13, 13),
            add!(14, 14), add!(15, 15),
            add!(16, 16), add!(17, 17),
            add!(18, 18), add!(19, 19),
            add!(20, 20), add!(21, 21),
            add!(22, 22), add!(23, 23),
            a = inout(reg) a => _,
            g = inout(reg) g => _,
            n = inout(reg) positions => _,
            to = in(reg) to,
            out("zmm0") _, out("zmm1") _, out("zmm2") _, out("zmm3") _, out("zmm4") _,
            out("zmm5") _, out("zmm6") _, out("zmm7") _, out("zmm8") _, out("zmm9") _,
            out("zmm10") _, out("zmm11") _, out("zmm12") _, out("zmm13") _, out("zmm14") _,
            out("zmm15") _, out("zmm16") _, out("zmm17") _, out("zmm18") _, out("zmm19") _,
            out("zmm20") _, out("zmm21") _, out("zmm22") _, out("zmm23") _, out("zmm24") _,
            out("zmm25") _, out("zmm26") _, out("zmm27") _, out("zmm28") _,
            options(nostack)
        );
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    unsafe fn add_row512(row: &[__m512; 2], to: *mut f64) {
        for (half, &sum) in row.iter().enumerate() {
            let at = to.add(half * 16);
            let low = _mm512_cvtps_pd(_mm512_castps512_ps256(sum));
            let high = _mm512_cvtps_pd(_mm512_extractf32x8_ps::<1>(sum));
            _mm512_storeu_pd(at, _mm512_add_pd(_mm512_loadu_pd(at), low));
            let at = at.add(8);
            _mm512_storeu_pd(at, _mm512_add_pd(_mm512_loadu_pd(at), high));
        }
    }

    /// Four rows by half a panel: twelve registers hold no more with room for the operands.
    #[inline]
    #[target_feature(enable = "avx2,fma")]
    unsafe fn run256(
        mr: usize,
        positions: usize,
        mut a: *const f32,
        mut g: *const f32,
    ) -> [[__m256; 2]; 4] {
        let mut sums = [[_mm256_setzero_ps(); 2]; 4];
        for _ in 0..positions {
            let low = _mm256_loadu_ps(a);
            let high = _mm256_loadu_ps(a.add(8));
            for (m, row) in sums.iter_mut().enumerate() {
                let c = _mm256_set1_ps(*g.add(m));
                row[0] = _mm256_fmadd_ps(c, low, row[0]);
                row[1] = _mm256_fmadd_ps(c, high, row[1]);
            }
            a = a.add(NR);
            g = g.add(mr);
        }
        sums
    }

    #[target_feature(enable = "avx2,fma")]
    pub unsafe fn sums256(mr: usize, positions: usize, a: *const f32, g: *const f32, to: *mut f32) {
        for first in (0..mr).step_by(4) {
            for half in 0..2 {
                let sums = run256(mr, positions, a.add(half * 16), g.add(first));
                for (m, row) in sums.iter().enumerate() {
                    let at = to.add((first + m) * NR + half * 16);
                    _mm256_storeu_ps(at, row[0]);
                    _mm256_storeu_ps(at.add(8), row[1]);
                }
            }
        }
    }

    #[target_feature(enable = "avx2,fma")]
    pub unsafe fn bucket256(
        mr: usize,
        positions: usize,
        a: *const f32,
        g: *const f32,
        to: *mut f64,
    ) {
        for first in (0..mr).step_by(4) {
            for half in 0..2 {
                let sums = run256(mr, positions, a.add(half * 16), g.add(first));
                for (m, row) in sums.iter().enumerate() {
                    let at = to.add((first + m) * NR + half * 16);
                    for (eighth, &sum) in row.iter().enumerate() {
                        let at = at.add(eighth * 8);
                        let low = _mm256_cvtps_pd(_mm256_castps256_ps128(sum));
                        let high = _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(sum));
                        _mm256_storeu_pd(at, _mm256_add_pd(_mm256_loadu_pd(at), low));
                        let at = at.add(4);
                        _mm256_storeu_pd(at, _mm256_add_pd(_mm256_loadu_pd(at), high));
                    }
                }
            }
        }
    }
}
