//! The Rust half of Lethe's native library: OpenDP, the noise kernel and the gradient kernels behind JNI.
//!
//! Every entry point runs inside [`boundary::guarded`], so that neither an OpenDP error nor a panic passes into the
//! JVM as anything but a Java exception. Pointers that Java holds are `Box`es made here or by OpenDP; Java owns them
//! and gives each back exactly once.

mod boundary;
mod gradient_bridge;
mod noise_bridge;
mod opendp_bridge;

/// Counts up when an extern outside OpenDP's table comes, goes or changes; `NativeLibrary` holds its like.
const EXTERNS: i64 = 2;
