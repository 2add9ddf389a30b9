package dev.lethe.training.kernels;

/**
 * What was handed to a kernel does not fit together; nothing was written. The text names lengths
 * and shapes, never a value.
 */
public final class KernelArgumentException extends IllegalArgumentException {

  KernelArgumentException(String message) {
    super(message);
  }
}
