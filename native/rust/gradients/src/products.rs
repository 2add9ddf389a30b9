//! A matrix product per unit: sums over positions of g[j] a[i], from operands that are packed block by block.

use crate::isa::Isa;
use crate::shapes::{put, Apart};
use crate::tile::{height, panels, sums, Tile, MR, NR};

/// Positions packed at once: a panel of them stays in the first cache.
const BLOCK: usize = 256;
/// Panels of `a` packed at once.
const WIDE: usize = 16;

/// Where the operands come from.
pub(crate) trait Source {
    /// Values of `g` and of `a` at a position, and positions.
    fn shape(&self) -> (usize, usize, usize);
    /// Packs panels [first, last) of `a` at positions [from, to), one panel after the other.
    fn pack_a(&self, first: usize, last: usize, from: usize, to: usize, packed: &mut [f32]);
    /// Packs all panels of `g` at positions [from, to).
    fn pack_g(&self, from: usize, to: usize, packed: &mut [f32]);
}

/// Room that [`multiply`] needs for so many values of `g`.
pub(crate) fn room(outputs: usize) -> usize {
    BLOCK * (outputs.div_ceil(4) * 4 + WIDE * NR)
}

/// Panels of `a` with so many values.
pub(crate) fn panels_of_a(inputs: usize) -> usize {
    inputs.div_ceil(NR)
}

/// The sums for panels [first, last) of `a`, written to `to` from `at` on, row by row. Every sum is over blocks of positions in order:
/// no rounding depends on which panels are computed together.
#[inline(always)]
pub(crate) fn multiply<S: Source>(
    isa: Isa,
    source: &S,
    (first, last): (usize, usize),
    to: &Apart<'_, f32>,
    at: usize,
    adds: bool,
    scratch: &mut [f32],
) {
    let (outputs, inputs, positions) = source.shape();
    let (packed_g, packed_a) = scratch.split_at_mut(BLOCK * (outputs.div_ceil(4) * 4));
    let mut tile = Tile([0.0; MR * NR]);
    let mut wide = first;
    while wide < last {
        let end = last.min(wide + WIDE);
        let mut from = 0;
        // Once even where there are no positions: zeros are written.
        while from == 0 || from < positions {
            let until = positions.min(from + BLOCK);
            let block = until - from;
            source.pack_g(from, until, packed_g);
            source.pack_a(wide, end, from, until, packed_a);
            for n in wide..end {
                let a = &packed_a[(n - wide) * block * NR..][..block * NR];
                let columns = NR.min(inputs - n * NR);
                for m in 0..panels(outputs) {
                    let top = m * MR;
                    let mr = height(top, outputs);
                    let g = &packed_g[top * block..][..mr * block];
                    // SAFETY: the slices are as long as the tile reads.
                    unsafe { sums(isa, mr, block, a.as_ptr(), g.as_ptr(), &mut tile) };
                    for j in top..outputs.min(top + mr) {
                        // SAFETY: panels of other tasks, and rows of other units, are other values.
                        let cells = unsafe { to.range(at + j * inputs + n * NR, columns) };
                        put(
                            cells,
                            &tile.0[(j - top) * NR..][..columns],
                            adds || from > 0,
                        );
                    }
                }
            }
            from += BLOCK;
        }
        wide = end;
    }
}
