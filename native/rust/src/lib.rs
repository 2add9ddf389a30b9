//! The Rust half of Lethe's native library: OpenDP behind JNI.
//!
//! Every entry point runs inside [`boundary::guarded`], so that neither an OpenDP error nor a panic passes into the
//! JVM as anything but a Java exception. Pointers that Java holds are `Box`es made here or by OpenDP; Java owns them
//! and gives each back exactly once.

mod boundary;
mod opendp_bridge;
