package dev.lethe.training.kernels;

final class PortableKernelsTest extends GradientKernelsContract {

  @Override
  GradientKernels open() {
    return GradientKernels.portable();
  }
}
