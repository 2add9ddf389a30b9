//! Squared norms in fp64, and the weighted sum of contributions.

use crate::isa::{dispatch, fma64};
use crate::shapes::{Apart, Rows};
use crate::Kernels;

/// Sums kept beside each other, added up pairwise at the end.
const LANES: usize = 32;
/// Values of the sum that a task owns: they stay in the first cache.
const CHUNK: usize = 1024;
/// Rows of a task.
const ROWS: usize = 16;

impl Kernels {
    /// The squared norm of each part of each unit's contribution.
    pub fn squared_norms(
        &self,
        contributions: &[f32],
        stride: usize,
        parts: &[i32],
        squares: &mut [f64],
    ) {
        let isa = self.isa;
        let groups = parts.len() - 1;
        if groups == 0 {
            return;
        }
        let units = squares.len() / groups;
        let squares = Apart::new(squares);
        self.pool.run(units, |unit| {
            // SAFETY: this unit's own.
            let squares = unsafe { squares.range(unit * groups, groups) };
            for (square, part) in squares.iter_mut().zip(parts.windows(2)) {
                let x = &contributions[unit * stride..][part[0] as usize..part[1] as usize];
                *square = dispatch!(isa, square_of(x: &[f32]) -> f64);
            }
        });
    }

    /// The squared norms of the first rows.
    pub fn row_squares(&self, rows: Rows, squares: &mut [f64]) {
        let isa = self.isa;
        let count = squares.len();
        let squares = Apart::new(squares);
        self.pool.run(count.div_ceil(ROWS), |task| {
            let first = task * ROWS;
            // SAFETY: this task's own.
            let squares = unsafe { squares.range(first, ROWS.min(count - first)) };
            for (k, square) in squares.iter_mut().enumerate() {
                let x = rows.row(first + k);
                *square = dispatch!(isa, square_of(x: &[f32]) -> f64);
            }
        });
    }

    /// Adds every unit's weight times values [from, from + sum.len()) of its contribution.
    pub fn add_weighted(
        &self,
        contributions: &[f32],
        stride: usize,
        weights: &[f64],
        from: usize,
        sum: &mut [f64],
    ) {
        let isa = self.isa;
        let kept: Vec<(usize, f64)> = weights
            .iter()
            .enumerate()
            .filter(|(_, &w)| w != 0.0)
            .map(|(unit, &w)| (unit * stride + from, w))
            .collect();
        let kept = &kept[..];
        let length = sum.len();
        let sum = Apart::new(sum);
        self.pool.run(length.div_ceil(CHUNK), |task| {
            let first = task * CHUNK;
            // SAFETY: this task's own.
            let sum = unsafe { sum.range(first, CHUNK.min(length - first)) };
            dispatch!(
                isa,
                add_chunk(
                    contributions: &[f32],
                    kept: &[(usize, f64)],
                    first: usize,
                    sum: &mut [f64],
                )
            );
        });
    }
}

/// One unit after the other, four at a time so that the sum is read and written less often.
#[inline(always)]
fn add_chunk<const FUSED: bool>(
    contributions: &[f32],
    kept: &[(usize, f64)],
    first: usize,
    sum: &mut [f64],
) {
    let length = sum.len();
    let values = |at: usize| &contributions[at + first..][..length];
    let fours = kept.chunks_exact(4);
    let rest = fours.remainder();
    for four in fours {
        let [(a, wa), (b, wb), (c, wc), (d, wd)] = [four[0], four[1], four[2], four[3]];
        let (a, b, c, d) = (values(a), values(b), values(c), values(d));
        for k in 0..length {
            let mut s = fma64::<FUSED>(wa, f64::from(a[k]), sum[k]);
            s = fma64::<FUSED>(wb, f64::from(b[k]), s);
            s = fma64::<FUSED>(wc, f64::from(c[k]), s);
            sum[k] = fma64::<FUSED>(wd, f64::from(d[k]), s);
        }
    }
    for &(at, w) in rest {
        for (s, x) in sum.iter_mut().zip(values(at)) {
            *s = fma64::<FUSED>(w, f64::from(*x), *s);
        }
    }
}

#[inline(always)]
pub(crate) fn square_of<const FUSED: bool>(x: &[f32]) -> f64 {
    dot::<FUSED>(x, x)
}

/// A dot product in fp64, where the products are exact.
#[inline(always)]
pub(crate) fn dot<const FUSED: bool>(x: &[f32], y: &[f32]) -> f64 {
    let mut lanes = [0f64; LANES];
    let (xs, ys) = (x.chunks_exact(LANES), y.chunks_exact(LANES));
    let rest = xs.remainder().iter().zip(ys.remainder());
    for (lane, (x, y)) in lanes.iter_mut().zip(rest) {
        *lane = f64::from(*x) * f64::from(*y);
    }
    for (x, y) in xs.zip(ys) {
        for k in 0..LANES {
            lanes[k] = fma64::<FUSED>(f64::from(x[k]), f64::from(y[k]), lanes[k]);
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            lanes[k] += lanes[k + width];
        }
        width /= 2;
    }
    lanes[0]
}
