//! Contributions of convolutions: the inputs that each output saw are packed as if they were a linear layer's.

use crate::isa::{dispatch, Isa};
use crate::products::{multiply, panels_of_a, room, Source};
use crate::shapes::{positions, put, with_scratch, Apart, Contributions, Place, Rows};
use crate::tile::{height, panels, MR, NR};
use crate::Kernels;

/// One axis; `outputs` follows from the others.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    pub size: usize,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
    pub dilation: usize,
}

impl Axis {
    pub fn outputs(&self) -> usize {
        (self.size + 2 * self.padding - self.dilation * (self.kernel - 1) - 1) / self.stride + 1
    }

    /// Where a tap of an output lies in the input, if it does.
    #[inline(always)]
    fn seen(&self, output: usize, tap: usize) -> Option<usize> {
        let at = (output * self.stride + tap * self.dilation).wrapping_sub(self.padding);
        if at < self.size {
            Some(at)
        } else {
            None
        }
    }
}

/// Depth, height, width; channels in, channels out, groups.
#[derive(Clone, Copy, Debug)]
pub struct Geometry {
    pub axes: [Axis; 3],
    pub inputs: usize,
    pub outputs: usize,
    pub groups: usize,
}

impl Geometry {
    fn taps(&self) -> usize {
        self.axes.iter().map(|axis| axis.kernel).product()
    }

    fn positions(&self) -> usize {
        self.axes.iter().map(Axis::outputs).product()
    }
}

impl Kernels {
    /// As [`Kernels::outer_products`], for the weights and bias of a convolution; units own rows.
    pub fn convolution_products(
        &self,
        units: &[i32],
        x: Rows,
        g: Rows,
        geometry: Geometry,
        place: Place,
        to: Contributions,
    ) {
        let cells = Apart::new(to.values);
        let (isa, stride) = (self.isa, to.stride);
        let groups = geometry.groups;
        let outputs = geometry.outputs / groups;
        let inputs = geometry.inputs / groups * geometry.taps();
        let per_row = geometry.positions();
        let count = units.len() - 1;
        self.pool.run(count * groups, |task| {
            let (unit, group) = (task / groups, task % groups);
            let rows = positions(units, unit);
            let at = unit * stride;
            let site = Patches {
                x,
                g,
                geometry,
                group,
                first: rows.start,
                rows: rows.len(),
                outputs,
                inputs,
                per_row,
            };
            if let Some(weights) = place.weights {
                let at = at + weights + group * outputs * inputs;
                let (site, cells, adds) = (&site, &cells, place.adds);
                with_scratch(room(outputs), |scratch| {
                    dispatch!(
                        isa,
                        products(
                            isa: Isa,
                            site: &Patches<'_>,
                            cells: &Apart<'_, f32>,
                            at: usize,
                            adds: bool,
                            scratch: &mut [f32],
                        )
                    )
                });
            }
            if let Some(bias) = place.bias {
                // SAFETY: the bias of this unit's channels in this group.
                let sums = unsafe { cells.range(at + bias + group * outputs, outputs) };
                let (site, adds) = (&site, place.adds);
                dispatch!(isa, sum_channels(site: &Patches<'_>, sums: &mut [f32], adds: bool));
            }
        });
    }
}

#[inline(always)]
fn products<const FUSED: bool>(
    isa: Isa,
    site: &Patches<'_>,
    cells: &Apart<'_, f32>,
    at: usize,
    adds: bool,
    scratch: &mut [f32],
) {
    let all = (0, panels_of_a(site.inputs));
    multiply(isa, site, all, cells, at, adds, scratch);
}

#[inline(always)]
fn sum_channels<const FUSED: bool>(site: &Patches<'_>, sums: &mut [f32], adds: bool) {
    for (j, sum) in sums.iter_mut().enumerate() {
        let mut total = 0.0;
        for row in 0..site.rows {
            total += crate::scale::sum(site.gradients(row, j));
        }
        put(std::slice::from_mut(sum), &[total], adds);
    }
}

/// The rows of one unit in one group.
struct Patches<'a> {
    x: Rows<'a>,
    g: Rows<'a>,
    geometry: Geometry,
    group: usize,
    first: usize,
    rows: usize,
    outputs: usize,
    inputs: usize,
    per_row: usize,
}

/// A kernel line of an input channel at one line of outputs.
struct Line<'a> {
    /// The input line, or none where it lies beyond the edges.
    input: Option<&'a [f32]>,
    /// The first of its weights' columns, from the first packed panel on.
    column: isize,
    /// First output of the line that is packed, and how many.
    output: usize,
    outputs: usize,
    /// Where the first one is packed.
    position: usize,
    /// Outputs [first, last) whose taps all lie inside.
    inside: (usize, usize),
    /// Columns of the packed panels.
    columns: isize,
}

impl Patches<'_> {
    /// The gradients of channel j of the group in a row of the unit.
    #[inline(always)]
    fn gradients(&self, row: usize, j: usize) -> &[f32] {
        let channel = self.group * self.outputs + j;
        &self.g.row(self.first + row)[channel * self.per_row..][..self.per_row]
    }

    #[inline(always)]
    fn pack_line<const TAPS: usize>(&self, line: &Line<'_>, block: usize, packed: &mut [f32]) {
        let width = self.geometry.axes[2];
        let taps = if TAPS > 0 { TAPS } else { width.kernel };
        let columns = line.columns;
        let lane = line.column.rem_euclid(NR as isize) as usize;
        let whole = TAPS > 0
            && width.dilation == 1
            && line.column >= 0
            && line.column + (taps as isize) <= columns
            && lane + taps <= NR;
        if whole {
            let at = line.column as usize / NR * block * NR + line.position * NR + lane;
            self.pack_whole::<TAPS>(line, &mut packed[at..]);
            return;
        }
        for o in 0..line.outputs {
            let output = line.output + o;
            let position = (line.position + o) * NR;
            for tap in 0..taps {
                let column = line.column + tap as isize;
                if column >= 0 && column < columns {
                    let column = column as usize;
                    let value = match (line.input, width.seen(output, tap)) {
                        (Some(input), Some(at)) => input[at],
                        _ => 0.0,
                    };
                    packed[column / NR * block * NR + position + column % NR] = value;
                }
            }
        }
    }

    /// A line whose taps are neighbours, in one panel.
    #[inline(always)]
    fn pack_whole<const TAPS: usize>(&self, line: &Line<'_>, cells: &mut [f32]) {
        let width = self.geometry.axes[2];
        let end = line.output + line.outputs;
        let from = line.inside.0.clamp(line.output, end);
        let to = line.inside.1.clamp(from, end);
        let Some(input) = line.input else {
            for o in 0..line.outputs {
                cells[o * NR..o * NR + TAPS].fill(0.0);
            }
            return;
        };
        for output in (line.output..from).chain(to..end) {
            let at = (output - line.output) * NR;
            let left = output * width.stride;
            let lowest = width.padding.saturating_sub(left).min(TAPS);
            let highest = (width.size + width.padding).saturating_sub(left).min(TAPS);
            let cells = &mut cells[at..at + TAPS];
            cells.fill(0.0);
            for tap in lowest..highest {
                cells[tap] = input[left + tap - width.padding];
            }
        }
        if from < to {
            let cells = &mut cells[(from - line.output) * NR..(to - 1 - line.output) * NR + TAPS];
            let left = from * width.stride - width.padding;
            let input = &input[left..(to - 1) * width.stride - width.padding + TAPS];
            for k in 0..to - from {
                // SAFETY: the two slices end where the last copy does.
                unsafe {
                    std::ptr::copy_nonoverlapping(
                        input.as_ptr().add(k * width.stride),
                        cells.as_mut_ptr().add(k * NR),
                        TAPS,
                    );
                }
            }
        }
    }
}

/// Four rows beside each other: cell 4 k + j of a step of `mr` is value k of row j.
#[inline(always)]
fn interleave(rows: [&[f32]; 4], cells: &mut [f32], mr: usize) {
    let count = rows[0].len();
    let whole = count / 4 * 4;
    for k in (0..whole).step_by(4) {
        let mut square = [[0f32; 4]; 4];
        for j in 0..4 {
            let row = &rows[j][k..k + 4];
            for i in 0..4 {
                square[i][j] = row[i];
            }
        }
        for (i, four) in square.iter().enumerate() {
            cells[(k + i) * mr..(k + i) * mr + 4].copy_from_slice(four);
        }
    }
    for k in whole..count {
        for j in 0..4 {
            cells[k * mr + j] = rows[j][k];
        }
    }
}

impl Source for Patches<'_> {
    fn shape(&self) -> (usize, usize, usize) {
        (self.outputs, self.inputs, self.rows * self.per_row)
    }

    #[inline(always)]
    fn pack_a(&self, first: usize, last: usize, from: usize, to: usize, packed: &mut [f32]) {
        let [depth, height, width] = self.geometry.axes;
        let block = to - from;
        if block == 0 {
            return;
        }
        let packed = &mut packed[..(last - first) * block * NR];
        if last * NR > self.inputs {
            packed[(last - 1 - first) * block * NR..].fill(0.0);
        }
        let lines = depth.kernel * height.kernel;
        let perimeter = width.outputs();
        let channels = self.geometry.inputs / self.geometry.groups;
        let inside = (
            width.padding.div_ceil(width.stride),
            if width.size + width.padding < width.kernel {
                0
            } else {
                (width.size + width.padding - width.kernel) / width.stride + 1
            },
        );
        let mut at = from;
        while at < to {
            let (row, position) = (at / self.per_row, at % self.per_row);
            let (line, output) = (position / perimeter, position % perimeter);
            let (d, h) = (line / height.outputs(), line % height.outputs());
            let some = (perimeter - output).min(to - at);
            let image = self.x.row(self.first + row);
            // Kernel lines with a column in the panels.
            let lowest = first * NR / width.kernel;
            let highest = (last * NR).div_ceil(width.kernel).min(channels * lines);
            let mut channel = lowest / lines;
            let mut tap = lowest % lines;
            for k in lowest..highest {
                let (kd, kh) = if depth.kernel == 1 {
                    (0, tap)
                } else {
                    (tap / height.kernel, tap % height.kernel)
                };
                let input = match (depth.seen(d, kd), height.seen(h, kh)) {
                    (Some(d), Some(h)) => {
                        let plane = (self.group * channels + channel) * depth.size + d;
                        let at = (plane * height.size + h) * width.size;
                        Some(&image[at..at + width.size])
                    }
                    _ => None,
                };
                let line = Line {
                    input,
                    column: (k * width.kernel) as isize - (first * NR) as isize,
                    output,
                    outputs: some,
                    position: at - from,
                    inside,
                    columns: ((last - first) * NR) as isize,
                };
                match width.kernel {
                    1 => self.pack_line::<1>(&line, block, packed),
                    2 => self.pack_line::<2>(&line, block, packed),
                    3 => self.pack_line::<3>(&line, block, packed),
                    4 => self.pack_line::<4>(&line, block, packed),
                    5 => self.pack_line::<5>(&line, block, packed),
                    7 => self.pack_line::<7>(&line, block, packed),
                    8 => self.pack_line::<8>(&line, block, packed),
                    _ => self.pack_line::<0>(&line, block, packed),
                }
                tap += 1;
                if tap == lines {
                    (channel, tap) = (channel + 1, 0);
                }
            }
            at += some;
        }
    }

    #[inline(always)]
    fn pack_g(&self, from: usize, to: usize, packed: &mut [f32]) {
        let block = to - from;
        for m in 0..panels(self.outputs) {
            let top = m * MR;
            let mr = height(top, self.outputs);
            let panel = &mut packed[top * block..][..mr * block];
            for j in (0..mr).step_by(4) {
                let mut at = from;
                while at < to {
                    let (row, position) = (at / self.per_row, at % self.per_row);
                    let some = (self.per_row - position).min(to - at);
                    let cells = &mut panel[(at - from) * mr + j..];
                    let mut four = [&[][..]; 4];
                    for (k, values) in four.iter_mut().enumerate() {
                        // Beyond the last channel it comes again: what its sums are is not looked at.
                        let channel = (top + j + k).min(self.outputs - 1);
                        *values = &self.gradients(row, channel)[position..position + some];
                    }
                    interleave(four, cells, mr);
                    at += some;
                }
            }
        }
    }
}
