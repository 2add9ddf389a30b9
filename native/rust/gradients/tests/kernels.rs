//! Every kernel, on every set of instructions that this machine has: the same bits on any number of threads and at any
//! place, and sums that are as near to those of plain double arithmetic as is promised.

use lethe_gradients::{
    Axis, Contributions, Geometry, Ids, Isa, Kernels, Place, Rows, Tokens, MOST_FLOAT_POSITIONS,
};

const U32: f64 = 1.0 / (1u64 << 24) as f64;
const U64: f64 = 1.0 / (1u64 << 53) as f64;
const BOTH: Place = Place {
    weights: Some(3),
    bias: Some(0),
    adds: false,
};

/// A generator of numbers of both signs over some orders of magnitude.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn floats(&mut self, count: usize) -> Vec<f32> {
        (0..count)
            .map(|_| {
                let fraction = (self.next() >> 40) as f32 / (1 << 24) as f32 - 0.5;
                fraction * (1 << self.below(6)) as f32
            })
            .collect()
    }

    fn units(&mut self, count: usize, most: usize) -> Vec<i32> {
        let mut starts = vec![0];
        for _ in 0..count {
            starts.push(starts[starts.len() - 1] + self.below(most + 1) as i32);
        }
        starts
    }
}

fn rows(values: &[f32], stride: usize, width: usize) -> Rows<'_> {
    Rows {
        values,
        stride,
        width,
    }
}

/// Runs on every set of instructions; asserts equal bits on 1, 2 and 5 threads; gives each result to `check`.
fn everywhere(compute: impl Fn(&Kernels) -> Vec<f64>, check: impl Fn(&[f64])) {
    for isa in Isa::available() {
        let alone = compute(&Kernels::new(isa, 1).unwrap());
        for threads in [2, 5] {
            let together = compute(&Kernels::new(isa, threads).unwrap());
            assert!(
                alone
                    .iter()
                    .zip(&together)
                    .all(|(x, y)| x.to_bits() == y.to_bits()),
                "{} gives other bits on {threads} threads",
                isa.name()
            );
        }
        check(&alone);
    }
}

fn near(found: f64, expected: (f64, f64), relative: f64) {
    assert!(
        (found - expected.0).abs() <= relative * expected.1 + 1e-30,
        "{found} instead of {}",
        expected.0
    );
}

fn wide(values: Vec<f32>) -> Vec<f64> {
    values.into_iter().map(f64::from).collect()
}

/// A sum and the sum of magnitudes.
fn sum(terms: impl Iterator<Item = f64>) -> (f64, f64) {
    terms.fold((0.0, 0.0), |(s, m), x| (s + x, m + x.abs()))
}

#[test]
fn outer_products() {
    let mut random = Random(1);
    for round in 0..30 {
        let count = 1 + random.below(4);
        let units = random.units(count, if round % 3 == 0 { 600 } else { 20 });
        let (inputs, outputs) = (1 + random.below(80), 1 + random.below(40));
        let (sa, sg) = (inputs + random.below(3), outputs + random.below(3));
        let total = *units.last().unwrap() as usize;
        let (a, g) = (random.floats(total * sa), random.floats(total * sg));
        let stride = 3 + outputs + inputs * outputs;
        let place = Place {
            weights: Some(outputs),
            ..BOTH
        };
        everywhere(
            |kernels| {
                let mut values = vec![7f32; (units.len() - 1) * stride];
                kernels.outer_products(
                    &units,
                    rows(&a, sa, inputs),
                    rows(&g, sg, outputs),
                    place,
                    Contributions {
                        values: &mut values,
                        stride,
                    },
                );
                wide(values)
            },
            |found| {
                for u in 0..units.len() - 1 {
                    let mine = || units[u] as usize..units[u + 1] as usize;
                    let bound = (mine().len() + 2) as f64 * U32 * 1.01;
                    for j in 0..outputs {
                        let gradient = |p: usize| f64::from(g[p * sg + j]);
                        near(found[u * stride + j], sum(mine().map(gradient)), bound);
                        for i in 0..inputs {
                            let terms = mine().map(|p| gradient(p) * f64::from(a[p * sa + i]));
                            let cell = u * stride + outputs + j * inputs + i;
                            near(found[cell], sum(terms), bound);
                        }
                    }
                    assert_eq!(found[(u + 1) * stride - 1], 7.0);
                }
            },
        );
    }
}

#[test]
fn a_contribution_does_not_depend_on_its_place() {
    let mut random = Random(2);
    let (positions, inputs, outputs) = (70, 45, 23);
    let (a, g) = (
        random.floats(positions * inputs),
        random.floats(positions * outputs),
    );
    let stride = inputs * outputs + outputs + 1;
    let place = Place {
        weights: Some(outputs),
        ..BOTH
    };
    for isa in Isa::available() {
        let kernels = Kernels::new(isa, 2).unwrap();
        let mut first: Option<Vec<u32>> = None;
        for before in [0, 1, 3, 16] {
            let mut all_a = random.floats(before * inputs);
            let mut all_g = random.floats(before * outputs);
            all_a.extend(&a);
            all_g.extend(&g);
            let units = [0, before as i32, (before + positions) as i32];
            let mut values = vec![0f32; 2 * stride];
            kernels.outer_products(
                &units,
                rows(&all_a, inputs, inputs),
                rows(&all_g, outputs, outputs),
                place,
                Contributions {
                    values: &mut values,
                    stride,
                },
            );
            let bits: Vec<u32> = values[stride..].iter().map(|x| x.to_bits()).collect();
            assert_eq!(first.get_or_insert(bits.clone()), &bits, "{}", isa.name());
        }
    }
}

#[test]
fn convolutions_are_the_same_on_any_number_of_threads_and_near_the_definition() {
    let mut random = Random(3);
    for _ in 0..40 {
        let mut axis = |most: usize| {
            let (kernel, dilation, padding) =
                (1 + random.below(9), 1 + random.below(2), random.below(4));
            let least = (dilation * (kernel - 1) + 1)
                .saturating_sub(2 * padding)
                .max(1);
            Axis {
                size: least + random.below(most),
                kernel,
                stride: 1 + random.below(3),
                padding,
                dilation,
            }
        };
        let axes = [
            Axis {
                size: 1,
                kernel: 1,
                stride: 1,
                padding: 0,
                dilation: 1,
            },
            axis(8),
            axis(30),
        ];
        let groups = 1 + random.below(2);
        let geometry = Geometry {
            axes,
            inputs: groups * (1 + random.below(3)),
            outputs: groups * (1 + random.below(14)),
            groups,
        };
        let units = random.units(3, 2);
        let total = *units.last().unwrap() as usize;
        let in_width = geometry.inputs * axes[1].size * axes[2].size;
        let spots = axes[1].outputs() * axes[2].outputs();
        let x = random.floats(total * in_width);
        let g = random.floats(total * geometry.outputs * spots);
        let channels = geometry.inputs / groups;
        let taps = axes[1].kernel * axes[2].kernel;
        let stride = geometry.outputs * (1 + channels * taps);
        let place = Place {
            weights: Some(geometry.outputs),
            ..BOTH
        };
        everywhere(
            |kernels| {
                let mut values = vec![7f32; 3 * stride];
                kernels.convolution_products(
                    &units,
                    rows(&x, in_width, in_width),
                    rows(&g, geometry.outputs * spots, geometry.outputs * spots),
                    geometry,
                    place,
                    Contributions {
                        values: &mut values,
                        stride,
                    },
                );
                wide(values)
            },
            |found| {
                for u in 0..3 {
                    let mut terms = vec![(0.0, 0.0); stride];
                    let mut add = |cell: usize, x: f64| {
                        terms[cell].0 += x;
                        terms[cell].1 += x.abs();
                    };
                    for row in units[u] as usize..units[u + 1] as usize {
                        for o in 0..geometry.outputs {
                            for spot in 0..spots {
                                let (h, w) = (spot / axes[2].outputs(), spot % axes[2].outputs());
                                let y = f64::from(g[(row * geometry.outputs + o) * spots + spot]);
                                add(o, y);
                                for c in 0..channels * taps {
                                    let (i, tap) = (c / taps, c % taps);
                                    let seen = |axis: &Axis, at: usize, tap: usize| {
                                        (at * axis.stride + tap * axis.dilation) as isize
                                            - axis.padding as isize
                                    };
                                    let (h, w) = (
                                        seen(&axes[1], h, tap / axes[2].kernel),
                                        seen(&axes[2], w, tap % axes[2].kernel),
                                    );
                                    if (0..axes[1].size as isize).contains(&h)
                                        && (0..axes[2].size as isize).contains(&w)
                                    {
                                        let plane = o / (geometry.outputs / groups) * channels + i;
                                        let at = (plane * axes[1].size + h as usize) * axes[2].size
                                            + w as usize;
                                        add(
                                            geometry.outputs + o * channels * taps + c,
                                            y * f64::from(x[row * in_width + at]),
                                        );
                                    }
                                }
                            }
                        }
                    }
                    let bound = (spots * 2 + 2) as f64 * U32 * 1.01;
                    for (cell, expected) in terms.into_iter().enumerate() {
                        near(found[u * stride + cell], expected, bound);
                    }
                }
            },
        );
    }
}

#[test]
fn buckets() {
    let mut random = Random(4);
    for _ in 0..40 {
        let (inputs, outputs) = (1 + random.below(70), 1 + random.below(40));
        let buckets = random.units(1 + random.0 as usize % 7, 60);
        let total = *buckets.last().unwrap() as usize;
        let (a, g) = (
            random.floats(total * inputs),
            random.floats(total * outputs),
        );
        let weights: Vec<f64> = (0..total)
            .map(|_| [0.0, 0.25, 0.3, 1.0][random.below(4)])
            .collect();
        everywhere(
            |kernels| {
                let mut sum = vec![0.5; outputs + inputs * outputs];
                kernels.add_outer_products(
                    rows(&a, inputs, inputs),
                    rows(&g, outputs, outputs),
                    &weights,
                    &buckets,
                    &mut sum,
                    Place {
                        weights: Some(outputs),
                        ..BOTH
                    },
                );
                sum
            },
            |found| {
                for j in 0..outputs {
                    for i in 0..inputs {
                        let mut expected = (0.5, 0.5);
                        let mut allowed = 1e-30;
                        for bucket in buckets.windows(2) {
                            let mut magnitude = 0.0;
                            let mut kept = 0;
                            for p in bucket[0] as usize..bucket[1] as usize {
                                let product = weights[p] * f64::from(g[p * outputs + j]);
                                let near = product as f32;
                                let beyond = f64::from(near).abs() > product.abs();
                                let c = f32::from_bits(near.to_bits() - u32::from(beyond));
                                let term = f64::from(c) * f64::from(a[p * inputs + i]);
                                expected.0 += term;
                                magnitude += term.abs();
                                kept += usize::from(weights[p] != 0.0);
                            }
                            expected.1 += magnitude;
                            if kept <= MOST_FLOAT_POSITIONS {
                                allowed += (kept + 2) as f64 * U32 * 1.01 * magnitude;
                            }
                        }
                        let cell = found[outputs + j * inputs + i];
                        let bound = allowed + 1000.0 * U64 * expected.1;
                        assert!((cell - expected.0).abs() <= bound, "{cell} {expected:?}");
                    }
                }
            },
        );
    }
}

#[test]
fn norms_gram_scales_and_embeddings_are_the_same_on_any_number_of_threads() {
    let mut random = Random(5);
    for _ in 0..20 {
        let units = random.units(6, 9);
        let total = *units.last().unwrap() as usize;
        let width = 8 * (1 + random.below(20));
        let (x, g) = (random.floats(total * width), random.floats(total * width));
        let ids: Vec<i32> = (0..total).map(|_| random.below(5) as i32).collect();
        let tokens = Tokens {
            ids: Ids::Int(&ids),
            vocabulary: 5,
            padding: Some(4),
        };
        let weights = [0.5, 0.0, 1.0, 0.125, 0.75, 0.3];
        let stride = 5 * width;
        everywhere(
            |kernels| {
                let (x, g) = (rows(&x, width, width), rows(&g, width, width));
                let mut all = Vec::new();
                let mut tables = vec![1f32; 6 * stride];
                kernels.scale_products(
                    &units,
                    x,
                    g,
                    width / 8,
                    BOTH_APART,
                    to(&mut tables, stride),
                );
                kernels.embedding_products(&units, tokens, g, 0, true, to(&mut tables, stride));
                let mut squares = vec![0.0; 12];
                kernels.squared_norms(&tables, stride, &[0, 7, stride as i32], &mut squares);
                let mut sum = vec![0.0; stride];
                kernels.add_weighted(&tables, stride, &weights, 0, &mut sum);
                kernels.add_embedding(&units, tokens, g, &weights, &mut sum, 0);
                let mut grams = vec![[0.0; 4]; 6];
                kernels.gram(&units, x, g, &mut grams);
                let mut lengths = vec![0.0; total];
                kernels.row_squares(x, &mut lengths);
                let mut embedded = vec![0.0; 6];
                kernels.embedding_squares(&units, tokens, g, &mut embedded);
                all.extend(wide(tables));
                for part in [squares, sum, lengths, embedded, grams.concat()] {
                    all.extend(part);
                }
                all
            },
            |found| assert!(found.iter().all(|x| x.is_finite())),
        );
    }
}

fn to(values: &mut [f32], stride: usize) -> Contributions<'_> {
    Contributions { values, stride }
}

const BOTH_APART: Place = Place {
    weights: Some(0),
    bias: Some(20),
    adds: false,
};
