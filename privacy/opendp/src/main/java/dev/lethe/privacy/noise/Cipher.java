package dev.lethe.privacy.noise;

/** What a native key stream is made with; the order is the kernel's. */
enum Cipher {
  /** AES-256 in counter mode. */
  AES_256_CTR,
  /** ChaCha20 with its 64-bit counter. */
  CHACHA20
}
