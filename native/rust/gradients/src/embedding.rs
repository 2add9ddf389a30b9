//! Embeddings: the gradients of a unit's repeated tokens are added up before their norm is taken.

use crate::isa::{dispatch, fma64};
use crate::shapes::{positions, Apart, Contributions, Rows};
use crate::Kernels;

/// Columns of a task.
const COLUMNS: usize = 64;

/// One id a position.
#[derive(Clone, Copy)]
pub enum Ids<'a> {
    Int(&'a [i32]),
    Long(&'a [i64]),
}

/// Token ids, which callers have checked against the vocabulary.
#[derive(Clone, Copy)]
pub struct Tokens<'a> {
    pub ids: Ids<'a>,
    pub vocabulary: usize,
    pub padding: Option<usize>,
}

impl Tokens<'_> {
    /// The token at a position, unless it is padding.
    fn at(&self, position: usize) -> Option<usize> {
        let id = match self.ids {
            Ids::Int(ids) => ids[position] as usize,
            Ids::Long(ids) => ids[position] as usize,
        };
        Some(id).filter(|_| self.padding != Some(id))
    }

    /// A unit's tokens with their positions, both ascending.
    fn sorted(&self, units: &[i32], unit: usize) -> Vec<(usize, usize)> {
        let mut all: Vec<_> = positions(units, unit)
            .filter_map(|p| self.at(p).map(|token| (token, p)))
            .collect();
        all.sort_unstable();
        all
    }
}

impl Kernels {
    /// Per unit the squared norm of its contribution, whose rows are fp64 sums.
    pub fn embedding_squares(&self, units: &[i32], tokens: Tokens, g: Rows, squares: &mut [f64]) {
        let isa = self.isa;
        let squares = Apart::new(squares);
        self.pool.run(units.len() - 1, |unit| {
            let mut row = vec![0f64; g.width];
            let mut square = 0.0;
            for run in tokens.sorted(units, unit).chunk_by(|x, y| x.0 == y.0) {
                let row = &mut row[..];
                sum_run(g, run, 0, row);
                square += dispatch!(isa, square_of(row: &[f64]) -> f64);
            }
            // SAFETY: this unit's own.
            unsafe { squares.range(unit, 1)[0] = square };
        });
    }

    /// Adds every unit's contribution times its weight to the table that begins at `at`.
    pub fn add_embedding(
        &self,
        units: &[i32],
        tokens: Tokens,
        g: Rows,
        weights: &[f64],
        sum: &mut [f64],
        at: usize,
    ) {
        let isa = self.isa;
        let kept: Vec<(f64, Vec<(usize, usize)>)> = weights
            .iter()
            .enumerate()
            .filter(|(_, &w)| w != 0.0)
            .map(|(unit, &w)| (w, tokens.sorted(units, unit)))
            .collect();
        let sum = Apart::new(sum);
        self.pool.run(g.width.div_ceil(COLUMNS), |task| {
            let first = task * COLUMNS;
            let columns = COLUMNS.min(g.width - first);
            let mut row = [0f64; COLUMNS];
            let row = &mut row[..columns];
            for (weight, order) in &kept {
                let weight = *weight;
                for run in order.chunk_by(|x, y| x.0 == y.0) {
                    sum_run(g, run, first, row);
                    let row = &row[..];
                    // SAFETY: this task's own columns.
                    let to = unsafe { sum.range(at + run[0].0 * g.width + first, columns) };
                    dispatch!(isa, add_row(weight: f64, row: &[f64], to: &mut [f64]));
                }
            }
        });
    }

    /// Per unit the table of its contribution, added up in fp32.
    pub fn embedding_products(
        &self,
        units: &[i32],
        tokens: Tokens,
        g: Rows,
        at: usize,
        adds: bool,
        to: Contributions,
    ) {
        let cells = Apart::new(to.values);
        let stride = to.stride;
        self.pool.run(units.len() - 1, |unit| {
            // SAFETY: this unit's own.
            let table = unsafe { cells.range(unit * stride + at, tokens.vocabulary * g.width) };
            if !adds {
                table.fill(0.0);
            }
            for p in positions(units, unit) {
                if let Some(token) = tokens.at(p) {
                    let row = &mut table[token * g.width..][..g.width];
                    for (sum, x) in row.iter_mut().zip(g.row(p)) {
                        *sum += x;
                    }
                }
            }
        });
    }
}

/// The sum of a token's gradients in columns from `first` on, in order of position.
fn sum_run(g: Rows, run: &[(usize, usize)], first: usize, row: &mut [f64]) {
    row.fill(0.0);
    for &(_, p) in run {
        for (sum, x) in row.iter_mut().zip(&g.row(p)[first..]) {
            *sum += f64::from(*x);
        }
    }
}

#[inline(always)]
fn add_row<const FUSED: bool>(weight: f64, row: &[f64], to: &mut [f64]) {
    for (sum, x) in to.iter_mut().zip(row) {
        *sum = fma64::<FUSED>(weight, *x, *sum);
    }
}

#[inline(always)]
fn square_of<const FUSED: bool>(row: &[f64]) -> f64 {
    let mut lanes = [0f64; 8];
    let chunks = row.chunks_exact(8);
    for (lane, x) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane = x * x;
    }
    for x in chunks {
        for k in 0..8 {
            lanes[k] = fma64::<FUSED>(x[k], x[k], lanes[k]);
        }
    }
    lanes.iter().sum()
}
