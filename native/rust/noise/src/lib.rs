//! Draws `round(s Z)` for independent standard normals Z, exactly but for a statistical distance below
//! [`DISTANCE_PER_VALUE`] given ideal bits: no floating-point error is in the law.
//!
//! A pair of draws is a function of two uniform numbers U and F whose binary expansions are extended as far as
//! needed. [`transform`] sees 52 bits of each and rounds what its proven error bound allows it to round; [`exact`]
//! decides the rest with more bits of the same numbers. The proof of the bound is `proof.rs`, which computes it in
//! rational arithmetic from the very constants that the transform uses.
//!
//! No data ever comes near this crate: its work and its timing follow from its own secret bits.

mod exact;
mod fixed;
mod gaussian;
mod key_stream;
mod lanes;
mod transform;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod proof;

pub use exact::DISTANCE_PER_VALUE;
pub use gaussian::{RoundedGaussian, MAX_STANDARD_DEVIATION, MIN_STANDARD_DEVIATION};
pub use key_stream::Generator;
pub use transform::Path;
