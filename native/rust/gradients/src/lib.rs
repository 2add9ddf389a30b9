//! Per-unit gradients from activations and output gradients, their norms and their weighted sum.
//!
//! What is computed for a unit is a function of its own positions: not of its place, its neighbours or the number of
//! threads, for every value is computed by one thread in one order. Nothing here checks a length that is handed in
//! beyond what safe Rust checks: callers do.

mod buckets;
mod convolution;
mod embedding;
mod gram;
mod isa;
mod norms;
mod outer;
mod pool;
mod products;
mod scale;
mod shapes;
mod tile;

pub use convolution::{Axis, Geometry};
pub use embedding::{Ids, Tokens};
pub use gram::Gram;
pub use isa::Isa;
pub use shapes::{Contributions, Place, Rows};

use pool::Pool;
use std::sync::Mutex;

/// A bucket of more positions is computed in fp64.
pub const MOST_FLOAT_POSITIONS: usize = 48;

/// The kernels on one set of instructions and a fixed number of threads.
pub struct Kernels {
    isa: Isa,
    pool: Pool,
    /// Packed operands of a whole site, kept from call to call.
    packed: Mutex<Vec<f32>>,
}

impl Kernels {
    /// `threads` counts the caller's own.
    pub fn new(isa: Isa, threads: usize) -> std::io::Result<Self> {
        Ok(Kernels {
            isa,
            pool: Pool::new(threads)?,
            packed: Mutex::new(Vec::new()),
        })
    }

    pub fn isa(&self) -> Isa {
        self.isa
    }

    pub fn threads(&self) -> usize {
        self.pool.threads()
    }
}
