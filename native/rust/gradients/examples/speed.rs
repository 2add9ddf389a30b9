//! Prints what each kernel reaches: `cargo run --release --example speed [threads]`. The best of many rounds, so that
//! other work on the machine shows less.

use lethe_gradients::{Axis, Contributions, Geometry, Isa, Kernels, Place, Rows};
use std::hint::black_box;
use std::time::Instant;

const BOTH: Place = Place {
    weights: Some(0),
    bias: None,
    adds: false,
};

fn main() {
    let threads: usize = std::env::args()
        .nth(1)
        .map_or(1, |text| text.parse().expect("a number of threads"));
    for isa in Isa::available() {
        let kernels = Kernels::new(isa, threads).expect("threads");
        println!("{}, {threads} threads", isa.name());
        println!("  one tile, packed anew {:8.1} GFLOP/s", tile(isa));
        outer(&kernels, 32, 64, 128, 128);
        outer(&kernels, 32, 64, 128, 512);
        outer(&kernels, 64, 1, 784, 512);
        let picture = |size, kernel, stride, padding| Axis {
            size,
            kernel,
            stride,
            padding,
            dilation: 1,
        };
        convolution(&kernels, 256, 1, 16, picture(28, 8, 2, 3));
        convolution(&kernels, 256, 16, 32, picture(14, 4, 2, 0));
        convolution(&kernels, 32, 16, 16, picture(28, 3, 1, 1));
        buckets(&kernels, 256, 784, 512, 24);
        buckets(&kernels, 256, 512, 512, 24);
        buckets(&kernels, 256, 784, 512, 64);
        norms(&kernels, 32, 26_000);
        gram(&kernels, 32, 64, 128, 512);
        scale(&kernels, 32, 64, 128);
    }
}

/// A product whose operands stay in the first cache and whose result is small.
fn tile(isa: Isa) -> f64 {
    let kernels = Kernels::new(isa, 1).expect("one thread");
    let positions = 100_000;
    // One row again and again: a stride of zero.
    let (a, g) = (numbers(32, 1), numbers(12, 2));
    let again = |values, width| Rows {
        values,
        stride: 0,
        width,
    };
    let mut to = vec![0f32; 12 * 32];
    let seconds = best(|| {
        kernels.outer_products(
            &[0, positions],
            again(&a, 32),
            again(&g, 12),
            BOTH,
            Contributions {
                values: &mut to,
                stride: 384,
            },
        )
    });
    2.0 * f64::from(positions) * 12.0 * 32.0 / seconds / 1e9
}

fn outer(kernels: &Kernels, units: usize, positions: usize, inputs: usize, outputs: usize) {
    let a = numbers(units * positions * inputs, 1);
    let g = numbers(units * positions * outputs, 2);
    let starts = each(units, positions);
    let stride = inputs * outputs;
    let mut to = vec![0f32; units * stride];
    let seconds = best(|| {
        kernels.outer_products(
            &starts,
            rows(&a, inputs),
            rows(&g, outputs),
            BOTH,
            Contributions {
                values: &mut to,
                stride,
            },
        )
    });
    let flops = 2 * units * positions * inputs * outputs;
    report(
        &format!("outer {units} x {positions}, {inputs} to {outputs}"),
        seconds,
        flops,
    );
}

fn convolution(kernels: &Kernels, units: usize, inputs: usize, outputs: usize, axis: Axis) {
    let none = Axis {
        size: 1,
        kernel: 1,
        stride: 1,
        padding: 0,
        dilation: 1,
    };
    let geometry = Geometry {
        axes: [none, axis, axis],
        inputs,
        outputs,
        groups: 1,
    };
    let in_width = inputs * axis.size * axis.size;
    let spots = axis.outputs() * axis.outputs();
    let x = numbers(units * in_width, 1);
    let g = numbers(units * outputs * spots, 2);
    let stride = outputs * inputs * axis.kernel * axis.kernel;
    let mut to = vec![0f32; units * stride];
    let starts = each(units, 1);
    let seconds = best(|| {
        kernels.convolution_products(
            &starts,
            rows(&x, in_width),
            rows(&g, outputs * spots),
            geometry,
            BOTH,
            Contributions {
                values: &mut to,
                stride,
            },
        )
    });
    report(
        &format!(
            "conv {units} of {inputs} to {outputs}, {0}x{0}/{1}",
            axis.kernel, axis.stride
        ),
        seconds,
        2 * units * spots * stride,
    );
}

fn buckets(kernels: &Kernels, count: usize, inputs: usize, outputs: usize, size: usize) {
    let a = numbers(count * inputs, 1);
    let g = numbers(count * outputs, 2);
    let weights = vec![0.5; count];
    let mut starts: Vec<i32> = (0..count as i32).step_by(size).collect();
    starts.push(count as i32);
    let mut sum = vec![0f64; inputs * outputs];
    let seconds = best(|| {
        kernels.add_outer_products(
            rows(&a, inputs),
            rows(&g, outputs),
            &weights,
            &starts,
            &mut sum,
            BOTH,
        )
    });
    black_box(&sum);
    report(
        &format!("buckets of {size}, {count} rows, {inputs} to {outputs}"),
        seconds,
        2 * count * inputs * outputs,
    );
}

fn norms(kernels: &Kernels, units: usize, stride: usize) {
    let contributions = numbers(units * stride, 1);
    let mut squares = vec![0f64; units];
    let parts = [0, stride as i32];
    let seconds = best(|| kernels.squared_norms(&contributions, stride, &parts, &mut squares));
    black_box(&squares);
    rate(
        &format!("norms {units} x {stride}"),
        seconds,
        4 * units * stride,
    );
    let weights = vec![0.5; units];
    let mut sum = vec![0f64; stride];
    let seconds = best(|| kernels.add_weighted(&contributions, stride, &weights, 0, &mut sum));
    black_box(&sum);
    rate(
        &format!("weighted {units} x {stride}"),
        seconds,
        4 * units * stride,
    );
}

fn gram(kernels: &Kernels, units: usize, positions: usize, inputs: usize, outputs: usize) {
    let a = numbers(units * positions * inputs, 1);
    let g = numbers(units * positions * outputs, 2);
    let mut results = vec![[0f64; 4]; units];
    let starts = each(units, positions);
    let seconds = best(|| kernels.gram(&starts, rows(&a, inputs), rows(&g, outputs), &mut results));
    black_box(&results);
    report(
        &format!("gram {units} x {positions}, {inputs} to {outputs}"),
        seconds,
        units * positions * (positions + 1) * (inputs + outputs),
    );
}

fn scale(kernels: &Kernels, units: usize, positions: usize, width: usize) {
    let x = numbers(units * positions * width, 1);
    let g = numbers(units * positions * width, 2);
    let mut to = vec![0f32; units * width];
    let starts = each(units, positions);
    let seconds = best(|| {
        kernels.scale_products(
            &starts,
            rows(&x, width),
            rows(&g, width),
            width,
            BOTH,
            Contributions {
                values: &mut to,
                stride: width,
            },
        )
    });
    rate(
        &format!("scale {units} x {positions}, {width}"),
        seconds,
        8 * units * positions * width,
    );
}

fn each(units: usize, positions: usize) -> Vec<i32> {
    (0..=units).map(|u| (u * positions) as i32).collect()
}

fn rows(values: &[f32], width: usize) -> Rows<'_> {
    Rows {
        values,
        stride: width,
        width,
    }
}

fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        })
        .collect()
}

/// Seconds of the best round in about a second.
fn best(mut body: impl FnMut()) -> f64 {
    let begin = Instant::now();
    let mut least = f64::INFINITY;
    let mut rounds = 0;
    while rounds < 5 || begin.elapsed().as_secs_f64() < 1.0 {
        let start = Instant::now();
        body();
        least = least.min(start.elapsed().as_secs_f64());
        rounds += 1;
    }
    least
}

fn report(name: &str, seconds: f64, flops: usize) {
    println!(
        "  {name:40} {:9.3} ms {:8.1} GFLOP/s",
        seconds * 1e3,
        flops as f64 / seconds / 1e9
    );
}

fn rate(name: &str, seconds: f64, bytes: usize) {
    println!(
        "  {name:40} {:9.3} ms {:8.1} GB/s",
        seconds * 1e3,
        bytes as f64 / seconds / 1e9
    );
}
