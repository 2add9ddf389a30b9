//! Contributions of element-wise scales and shifts.

use crate::isa::{dispatch, fma32};
use crate::shapes::{positions, put, with_scratch, Apart, Contributions, Place, Rows};
use crate::Kernels;

/// Sums kept beside each other, added up pairwise at the end.
const LANES: usize = 32;

impl Kernels {
    /// Per unit and channel the sum over positions and inner values of g x, and of g.
    pub fn scale_products(
        &self,
        units: &[i32],
        x: Rows,
        g: Rows,
        channels: usize,
        place: Place,
        to: Contributions,
    ) {
        let cells = Apart::new(to.values);
        let (isa, stride) = (self.isa, to.stride);
        self.pool.run(units.len() - 1, |unit| {
            let rows = positions(units, unit);
            with_scratch(channels, |sums| {
                if let Some(weights) = place.weights {
                    // SAFETY: this unit's own.
                    let to = unsafe { cells.range(unit * stride + weights, channels) };
                    let (rows, adds) = (rows.clone(), place.adds);
                    dispatch!(
                        isa,
                        scales(
                            x: Rows<'_>,
                            g: Rows<'_>,
                            rows: std::ops::Range<usize>,
                            sums: &mut [f32],
                            to: &mut [f32],
                            adds: bool,
                        )
                    );
                }
                if let Some(bias) = place.bias {
                    // SAFETY: this unit's own.
                    let to = unsafe { cells.range(unit * stride + bias, channels) };
                    let adds = place.adds;
                    dispatch!(
                        isa,
                        shifts(
                            g: Rows<'_>,
                            rows: std::ops::Range<usize>,
                            sums: &mut [f32],
                            to: &mut [f32],
                            adds: bool,
                        )
                    );
                }
            });
        });
    }
}

#[inline(always)]
fn scales<const FUSED: bool>(
    x: Rows<'_>,
    g: Rows<'_>,
    rows: std::ops::Range<usize>,
    sums: &mut [f32],
    to: &mut [f32],
    adds: bool,
) {
    sums.fill(0.0);
    let inner = g.width / sums.len();
    for p in rows {
        let (x, g) = (x.row(p), g.row(p));
        if inner == 1 {
            for ((sum, x), g) in sums.iter_mut().zip(x).zip(g) {
                *sum = fma32::<FUSED>(*x, *g, *sum);
            }
        } else {
            let pairs = x.chunks_exact(inner).zip(g.chunks_exact(inner));
            for (sum, (x, g)) in sums.iter_mut().zip(pairs) {
                *sum += dot::<FUSED>(x, g);
            }
        }
    }
    put(to, sums, adds);
}

#[inline(always)]
fn shifts<const FUSED: bool>(
    g: Rows<'_>,
    rows: std::ops::Range<usize>,
    sums: &mut [f32],
    to: &mut [f32],
    adds: bool,
) {
    sums.fill(0.0);
    let inner = g.width / sums.len();
    for p in rows {
        let g = g.row(p);
        if inner == 1 {
            for (sum, g) in sums.iter_mut().zip(g) {
                *sum += g;
            }
        } else {
            for (sum, g) in sums.iter_mut().zip(g.chunks_exact(inner)) {
                *sum += crate::scale::sum(g);
            }
        }
    }
    put(to, sums, adds);
}

#[inline(always)]
fn dot<const FUSED: bool>(x: &[f32], y: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    let (xs, ys) = (x.chunks_exact(LANES), y.chunks_exact(LANES));
    let rest = xs.remainder().iter().zip(ys.remainder());
    for (lane, (x, y)) in lanes.iter_mut().zip(rest) {
        *lane = x * y;
    }
    for (x, y) in xs.zip(ys) {
        for k in 0..LANES {
            lanes[k] = fma32::<FUSED>(x[k], y[k], lanes[k]);
        }
    }
    fold(lanes)
}

#[inline(always)]
pub(crate) fn sum(x: &[f32]) -> f32 {
    let mut lanes = [0f32; LANES];
    let xs = x.chunks_exact(LANES);
    lanes[..xs.remainder().len()].copy_from_slice(xs.remainder());
    for x in xs {
        for k in 0..LANES {
            lanes[k] += x[k];
        }
    }
    fold(lanes)
}

#[inline(always)]
fn fold(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for k in 0..width {
            lanes[k] += lanes[k + width];
        }
        width /= 2;
    }
    lanes[0]
}
