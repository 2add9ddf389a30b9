//! Squared norms of contributions that are not instantiated.

use crate::isa::{dispatch, fma64};
use crate::shapes::{positions, Apart, Rows};
use crate::Kernels;

/// Sums kept beside each other, added up at the end.
const LANES: usize = 8;

/// Per unit, in this order: squared norm and mass of the weights' part, the same of the bias's.
pub type Gram = [f64; 4];

impl Kernels {
    /// Gram products of every unit.
    pub fn gram(&self, units: &[i32], a: Rows, g: Rows, results: &mut [Gram]) {
        let isa = self.isa;
        let results = Apart::new(results);
        self.pool.run(units.len() - 1, |unit| {
            let rows = positions(units, unit);
            // SAFETY: this unit's own.
            let result = unsafe { &mut results.range(unit, 1)[0] };
            *result = dispatch!(
                isa,
                products(a: Rows<'_>, g: Rows<'_>, rows: std::ops::Range<usize>) -> Gram
            );
        });
    }
}

#[inline(always)]
fn products<const FUSED: bool>(a: Rows<'_>, g: Rows<'_>, rows: std::ops::Range<usize>) -> Gram {
    let mut total = [0.0; 4];
    for r in rows.clone() {
        let [aa, ..] = dots::<FUSED>(a, r, [r; 4]);
        let [gg, ..] = dots::<FUSED>(g, r, [r; 4]);
        let mut beside = 0.0;
        let mut bias_beside = 0.0;
        for s in (rows.start..r).step_by(4) {
            let four = [s, (s + 1).min(r), (s + 2).min(r), (s + 3).min(r)];
            let of_activations = dots::<FUSED>(a, r, four);
            let of_gradients = dots::<FUSED>(g, r, four);
            for k in 0..4.min(r - s) {
                beside += of_activations[k] * of_gradients[k];
                bias_beside += of_gradients[k];
            }
        }
        total[0] += aa * gg + 2.0 * beside;
        total[1] += (aa * gg).sqrt();
        total[2] += gg + 2.0 * bias_beside;
        total[3] += gg.sqrt();
    }
    total
}

/// A row's dot products with four others, in fp64, where the products are exact. Without closures: those of `map` are
/// compiled for other instructions.
#[inline(always)]
fn dots<const FUSED: bool>(rows: Rows<'_>, r: usize, four: [usize; 4]) -> [f64; 4] {
    let x = rows.row(r);
    let ys = [
        rows.row(four[0]),
        rows.row(four[1]),
        rows.row(four[2]),
        rows.row(four[3]),
    ];
    let mut lanes = [[0f64; LANES]; 4];
    let whole = x.len() / LANES * LANES;
    for at in (0..whole).step_by(LANES) {
        let x = &x[at..at + LANES];
        for s in 0..4 {
            let y = &ys[s][at..at + LANES];
            for k in 0..LANES {
                lanes[s][k] = fma64::<FUSED>(f64::from(x[k]), f64::from(y[k]), lanes[s][k]);
            }
        }
    }
    let mut sums = [0f64; 4];
    for s in 0..4 {
        for k in whole..x.len() {
            lanes[s][k - whole] += f64::from(x[k]) * f64::from(ys[s][k]);
        }
        let l = &lanes[s];
        sums[s] = ((l[0] + l[4]) + (l[1] + l[5])) + ((l[2] + l[6]) + (l[3] + l[7]));
    }
    sums
}
