//! The weighted sum of outer products: buckets of rows in fp32, their sums in fp64.

use crate::isa::{dispatch, Isa};
use crate::outer::copy_padded;
use crate::products::panels_of_a;
use crate::shapes::{Apart, Place, Rows};
use crate::tile::{add_bucket, add_wide, height, panels, prefetch, WideTile, MR, NR};
use crate::{Kernels, MOST_FLOAT_POSITIONS};

/// Rows packed at once, unless one bucket has more: packed coefficients stay in the second cache.
const CHUNK: usize = 512;

/// Some whole buckets, without the rows of weight zero.
#[derive(Default)]
struct Chunk {
    rows: Vec<(usize, f64)>,
    /// One past the last row of each bucket.
    ends: Vec<usize>,
}

impl Kernels {
    /// Adds c a^T of every row of weight other than zero, and c to the bias; c is w g toward zero.
    pub fn add_outer_products(
        &self,
        a: Rows,
        g: Rows,
        weights: &[f64],
        buckets: &[i32],
        sum: &mut [f64],
        place: Place,
    ) {
        let mut chunk = Chunk::default();
        for bucket in buckets.windows(2) {
            let before = chunk.rows.len();
            chunk.rows.extend(
                (bucket[0] as usize..bucket[1] as usize)
                    .map(|p| (p, weights[p]))
                    .filter(|&(_, w)| w != 0.0),
            );
            if chunk.rows.len() > before {
                chunk.ends.push(chunk.rows.len());
            }
            if chunk.rows.len() >= CHUNK {
                self.add_chunk(a, g, &chunk, sum, place);
                chunk = Chunk::default();
            }
        }
        if !chunk.rows.is_empty() {
            self.add_chunk(a, g, &chunk, sum, place);
        }
    }

    fn add_chunk(&self, a: Rows, g: Rows, chunk: &Chunk, sum: &mut [f64], place: Place) {
        let isa = self.isa;
        let count = chunk.rows.len();
        let tall = g.width.div_ceil(4) * 4;
        let wide = panels_of_a(a.width) * NR;
        let mut packed = self.packed.lock().unwrap_or_else(|e| e.into_inner());
        let room = count * (tall + wide);
        if packed.len() < room {
            packed.resize(room, 0.0);
        }
        let (packed_g, packed_a) = packed[..room].split_at_mut(count * tall);
        let sum = Apart::new(sum);
        self.pack(a, g, chunk, &sum, place, packed_g, packed_a);
        let Some(weights) = place.weights else {
            return;
        };
        let (columns, rows) = (panels_of_a(a.width), panels(g.width));
        // A task is a column of tiles, or a part of one: its panel of a stays in the first cache.
        let splits = if self.threads() == 1 {
            1
        } else {
            (16 * self.threads()).div_ceil(columns).min(rows)
        };
        let (packed_a, packed_g) = (&packed_a[..], &packed_g[..]);
        self.pool.run(columns * splits, |task| {
            let (n, split) = (task / splits, task % splits);
            let tiles = Tiles {
                isa,
                chunk,
                a: &packed_a[n * count * NR..][..count * NR],
                g: packed_g,
                inputs: a.width,
                outputs: g.width,
                column: n * NR,
                rows: (split * rows / splits, (split + 1) * rows / splits),
            };
            let (tiles, sum) = (&tiles, &sum);
            dispatch!(isa, add_tiles(tiles: &Tiles<'_>, sum: &Apart<'_, f64>, weights: usize));
        });
    }

    #[allow(clippy::too_many_arguments)]
    fn pack(
        &self,
        a: Rows,
        g: Rows,
        chunk: &Chunk,
        sum: &Apart<'_, f64>,
        place: Place,
        packed_g: &mut [f32],
        packed_a: &mut [f32],
    ) {
        let isa = self.isa;
        let count = chunk.rows.len();
        let tall = panels(g.width);
        let wide = if place.weights.is_some() {
            panels_of_a(a.width)
        } else {
            0
        };
        let (packed_g, packed_a) = (Apart::new(packed_g), Apart::new(packed_a));
        self.pool.run(tall + wide, |task| {
            let rows = &chunk.rows[..];
            if task < tall {
                let top = task * MR;
                let mr = height(top, g.width);
                // SAFETY: this task's panel, and the bias of its rows.
                let panel = unsafe { packed_g.range(top * count, mr * count) };
                dispatch!(
                    isa,
                    pack_coefficients(
                        g: Rows<'_>,
                        rows: &[(usize, f64)],
                        top: usize,
                        panel: &mut [f32],
                    )
                );
                if let Some(bias) = place.bias {
                    let sums = unsafe { sum.range(bias + top, mr.min(g.width - top)) };
                    for cells in panel.chunks_exact(mr) {
                        for (sum, c) in sums.iter_mut().zip(cells) {
                            *sum += f64::from(*c);
                        }
                    }
                }
            } else {
                let n = task - tall;
                let columns = NR.min(a.width - n * NR);
                // SAFETY: this task's panel.
                let panel = unsafe { packed_a.range(n * count * NR, count * NR) };
                for (cells, (p, _)) in panel.chunks_exact_mut(NR).zip(rows) {
                    copy_padded(cells, &a.row(*p)[n * NR..][..columns]);
                }
            }
        });
    }
}

#[inline(always)]
fn pack_coefficients<const FUSED: bool>(
    g: Rows<'_>,
    rows: &[(usize, f64)],
    top: usize,
    panel: &mut [f32],
) {
    let mr = height(top, g.width);
    let values = mr.min(g.width - top);
    for (cells, &(p, w)) in panel.chunks_exact_mut(mr).zip(rows) {
        if values == MR {
            // Of a length the compiler knows.
            let x = &g.row(p)[top..top + MR];
            let cells = &mut cells[..MR];
            for j in 0..MR {
                cells[j] = toward_zero(w * f64::from(x[j]));
            }
            continue;
        }
        for (cell, x) in cells.iter_mut().zip(&g.row(p)[top..][..values]) {
            *cell = toward_zero(w * f64::from(*x));
        }
        cells[values..].fill(0.0);
    }
}

/// The float next to a double on the side of zero.
#[inline(always)]
pub(crate) fn toward_zero(x: f64) -> f32 {
    let near = x as f32;
    let beyond = f64::from(near).abs() > x.abs();
    f32::from_bits(near.to_bits() - u32::from(beyond))
}

struct Tiles<'a> {
    isa: Isa,
    chunk: &'a Chunk,
    a: &'a [f32],
    g: &'a [f32],
    inputs: usize,
    outputs: usize,
    column: usize,
    rows: (usize, usize),
}

#[inline(always)]
fn add_tiles<const FUSED: bool>(tiles: &Tiles<'_>, sum: &Apart<'_, f64>, weights: usize) {
    let count = tiles.chunk.rows.len();
    let columns = NR.min(tiles.inputs - tiles.column);
    let mut tile = WideTile([0.0; MR * NR]);
    for m in tiles.rows.0..tiles.rows.1 {
        let top = m * MR;
        let mr = height(top, tiles.outputs);
        let rows = mr.min(tiles.outputs - top);
        let cell = |j: usize| weights + (top + j) * tiles.inputs + tiles.column;
        for j in 0..rows {
            // SAFETY: this task's tile.
            let from = unsafe { sum.range(cell(j), columns) };
            copy(&mut tile.0[j * NR..][..columns], from);
        }
        if m + 1 < tiles.rows.1 {
            for j in MR..MR + MR.min(tiles.outputs - top - MR) {
                // SAFETY: this task's next tile.
                prefetch(unsafe { sum.range(cell(j), columns) });
            }
        }
        let g = &tiles.g[top * count..][..mr * count];
        let mut start = 0;
        for &end in &tiles.chunk.ends {
            let some = end - start;
            let a = tiles.a[start * NR..end * NR].as_ptr();
            let g = g[start * mr..end * mr].as_ptr();
            // SAFETY: the slices are as long as the tile reads.
            unsafe {
                if some > MOST_FLOAT_POSITIONS {
                    add_wide(tiles.isa, mr, some, a, g, &mut tile);
                } else {
                    add_bucket(tiles.isa, mr, some, a, g, &mut tile);
                }
            }
            start = end;
        }
        for j in 0..rows {
            // SAFETY: this task's tile.
            let to = unsafe { sum.range(cell(j), columns) };
            copy(to, &tile.0[j * NR..][..columns]);
        }
    }
}

#[inline(always)]
fn copy(to: &mut [f64], from: &[f64]) {
    if to.len() == NR && from.len() == NR {
        to[..NR].copy_from_slice(&from[..NR]); // of a length the compiler knows
    } else {
        to.copy_from_slice(from);
    }
}

#[cfg(test)]
mod tests {
    use super::toward_zero;

    #[test]
    fn coefficients_are_rounded_toward_zero() {
        let tiny = f64::from(f32::from_bits(1));
        for (x, expected) in [
            (0.0, 0.0),
            (-0.0, -0.0),
            (1.0, 1.0),
            (1.0 + 2f64.powi(-24) + 2f64.powi(-40), 1.0),
            (-1.0 + 2f64.powi(-40), -f32::from_bits(1f32.to_bits() - 1)),
            (tiny * 1.9, f32::from_bits(1)),
            (tiny * 0.9, 0.0),
            (-tiny * 0.9, -0.0),
            (1e300, f32::MAX),
            (f64::NEG_INFINITY, f32::NEG_INFINITY),
        ] {
            assert_eq!(toward_zero(x).to_bits(), expected.to_bits(), "{x}");
        }
        assert!(toward_zero(f64::NAN).is_nan());
    }
}
