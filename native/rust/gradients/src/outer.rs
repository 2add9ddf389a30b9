//! Contributions of linear layers.

use crate::isa::{dispatch, Isa};
use crate::products::{multiply, panels_of_a, room, Source};
use crate::shapes::{positions, with_scratch, Apart, Contributions, Place, Rows};
use crate::tile::{height, panels, MR, NR};
use crate::Kernels;

impl Kernels {
    /// Per unit sum over positions of g[j] a[i], and of g[j].
    pub fn outer_products(&self, units: &[i32], a: Rows, g: Rows, place: Place, to: Contributions) {
        let count = units.len() - 1;
        let panels = panels_of_a(a.width);
        let splits = (4 * self.threads()).div_ceil(count.max(1)).min(panels);
        let splits = if self.threads() == 1 { 1 } else { splits };
        let cells = Apart::new(to.values);
        let (isa, stride) = (self.isa, to.stride);
        self.pool.run(count * splits, |task| {
            let (unit, split) = (task / splits, task % splits);
            let share = (split * panels / splits, (split + 1) * panels / splits);
            let site = Linear {
                a,
                g,
                first: units[unit] as usize,
                positions: positions(units, unit).len(),
            };
            let at = unit * stride;
            if let Some(weights) = place.weights {
                let (site, cells, at, adds) = (&site, &cells, at + weights, place.adds);
                with_scratch(room(g.width), |scratch| {
                    dispatch!(
                        isa,
                        products(
                            isa: Isa,
                            site: &Linear<'_>,
                            share: (usize, usize),
                            cells: &Apart<'_, f32>,
                            at: usize,
                            adds: bool,
                            scratch: &mut [f32],
                        )
                    )
                });
            }
            if let (Some(bias), 0) = (place.bias, split) {
                // SAFETY: the bias of this unit, and of this task alone.
                let sums = unsafe { cells.range(at + bias, g.width) };
                let (site, adds) = (&site, place.adds);
                dispatch!(isa, sum_rows(site: &Linear<'_>, sums: &mut [f32], adds: bool));
            }
        });
    }
}

#[inline(always)]
fn products<const FUSED: bool>(
    isa: Isa,
    site: &Linear<'_>,
    share: (usize, usize),
    cells: &Apart<'_, f32>,
    at: usize,
    adds: bool,
    scratch: &mut [f32],
) {
    multiply(isa, site, share, cells, at, adds, scratch);
}

/// Sums over positions, apart from what stood there.
#[inline(always)]
fn sum_rows<const FUSED: bool>(site: &Linear<'_>, sums: &mut [f32], adds: bool) {
    for (first, chunk) in sums.chunks_mut(NR).enumerate().map(|(k, c)| (k * NR, c)) {
        let mut partial = [0f32; NR];
        for p in 0..site.positions {
            let row = &site.g.row(site.first + p)[first..][..chunk.len()];
            for (sum, x) in partial.iter_mut().zip(row) {
                *sum += x;
            }
        }
        crate::shapes::put(chunk, &partial[..chunk.len()], adds);
    }
}

struct Linear<'a> {
    a: Rows<'a>,
    g: Rows<'a>,
    first: usize,
    positions: usize,
}

impl Source for Linear<'_> {
    fn shape(&self) -> (usize, usize, usize) {
        (self.g.width, self.a.width, self.positions)
    }

    #[inline(always)]
    fn pack_a(&self, first: usize, last: usize, from: usize, to: usize, packed: &mut [f32]) {
        let block = to - from;
        for n in first..last {
            let columns = NR.min(self.a.width - n * NR);
            let panel = &mut packed[(n - first) * block * NR..][..block * NR];
            for (p, cells) in panel.chunks_exact_mut(NR).enumerate() {
                let row = &self.a.row(self.first + from + p)[n * NR..][..columns];
                copy_padded(cells, row);
            }
        }
    }

    #[inline(always)]
    fn pack_g(&self, from: usize, to: usize, packed: &mut [f32]) {
        let block = to - from;
        for m in 0..panels(self.g.width) {
            let top = m * MR;
            let mr = height(top, self.g.width);
            let rows = mr.min(self.g.width - top);
            let panel = &mut packed[top * block..][..mr * block];
            for (p, cells) in panel.chunks_exact_mut(mr).enumerate() {
                copy_padded(cells, &self.g.row(self.first + from + p)[top..][..rows]);
            }
        }
    }
}

/// Values, then zeros.
#[inline(always)]
pub(crate) fn copy_padded(cells: &mut [f32], values: &[f32]) {
    if values.len() == NR && cells.len() == NR {
        cells[..NR].copy_from_slice(&values[..NR]); // of a length the compiler knows
    } else if values.len() == MR && cells.len() == MR {
        cells[..MR].copy_from_slice(&values[..MR]);
    } else {
        cells[..values.len()].copy_from_slice(values);
        cells[values.len()..].fill(0.0);
    }
}
