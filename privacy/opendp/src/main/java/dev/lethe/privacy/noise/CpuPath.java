package dev.lethe.privacy.noise;

import dev.lethe.natives.NoiseBridge;

/** The instruction sets that the kernel is compiled for; the order is the kernel's. */
enum CpuPath {
  /** What every processor has. */
  PORTABLE,
  /** AVX2 with FMA. */
  AVX2,
  /** AVX-512F. */
  AVX512;

  /** Whether this processor has it. */
  boolean isAvailable() {
    return NoiseBridge.isAvailable(ordinal());
  }
}
