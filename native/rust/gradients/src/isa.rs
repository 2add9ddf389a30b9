//! Which instructions there are, and one body of code compiled for each of them.

/// A set of instructions. What `Portable` computes may differ in the last bits from the others, which fuse products
/// with additions; every one keeps the same bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isa {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Isa {
    /// The best one of this machine.
    pub fn detect() -> Self {
        *Self::available().last().unwrap_or(&Isa::Portable)
    }

    /// All that this machine has, the slowest first.
    pub fn available() -> Vec<Self> {
        let mut all = vec![Isa::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Isa::Avx2);
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512bw")
                {
                    all.push(Isa::Avx512);
                }
            }
        }
        all
    }

    pub fn name(self) -> &'static str {
        match self {
            Isa::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => "AVX-512",
        }
    }
}

/// x y + z, in one rounding where the instructions have that.
#[inline(always)]
pub fn fma32<const FUSED: bool>(x: f32, y: f32, z: f32) -> f32 {
    if FUSED {
        x.mul_add(y, z)
    } else {
        x * y + z
    }
}

/// The same in fp64.
#[inline(always)]
pub fn fma64<const FUSED: bool>(x: f64, y: f64, z: f64) -> f64 {
    if FUSED {
        x.mul_add(y, z)
    } else {
        x * y + z
    }
}

/// `dispatch!(isa, fn name(arguments) -> result = body)` calls `body::<FUSED>(arguments)` compiled for the
/// instructions; the body is an `#[inline(always)]` function.
macro_rules! dispatch {
    ($isa:expr, $body:ident ( $($name:ident : $type:ty),* $(,)? ) $(-> $result:ty)?) => {{
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        unsafe fn avx2($($name: $type),*) $(-> $result)? { $body::<true>($($name),*) }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma,avx512f,avx512dq,avx512vl,avx512bw")]
        unsafe fn avx512($($name: $type),*) $(-> $result)? { $body::<true>($($name),*) }
        match $isa {
            $crate::isa::Isa::Portable => $body::<false>($($name),*),
            // SAFETY: an Isa is made only where the machine has it.
            #[cfg(target_arch = "x86_64")]
            $crate::isa::Isa::Avx2 => unsafe { avx2($($name),*) },
            #[cfg(target_arch = "x86_64")]
            $crate::isa::Isa::Avx512 => unsafe { avx512($($name),*) },
        }
    }};
}
pub(crate) use dispatch;
