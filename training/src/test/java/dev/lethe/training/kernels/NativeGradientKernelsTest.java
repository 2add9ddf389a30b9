package dev.lethe.training.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lethe.natives.NativeLibraryException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Every set of instructions that this machine has keeps the contract, on one thread and on more.
 */
final class NativeGradientKernelsTest {

  /** Skips where the library was left out of the build, as -Dlethe.native.skip does. */
  static GradientKernels open(int instructions, int threads) {
    try {
      assumeTrue(instructions < NativeGradientKernels.instructions().size(), "not on this machine");
      return NativeGradientKernels.open(instructions, threads);
    } catch (NativeLibraryException e) {
      assumeTrue(e.reason() != NativeLibraryException.Reason.MISSING, e.getMessage());
      throw e;
    }
  }

  @Nested
  final class PortableRust extends GradientKernelsContract {
    @Override
    GradientKernels open() {
      return NativeGradientKernelsTest.open(0, 1);
    }
  }

  @Nested
  final class NextInstructions extends GradientKernelsContract {
    @Override
    GradientKernels open() {
      return NativeGradientKernelsTest.open(1, 2);
    }
  }

  @Nested
  final class BestInstructions extends GradientKernelsContract {
    @Override
    GradientKernels open() {
      return NativeGradientKernelsTest.open(2, 3);
    }
  }

  /** The same bits on any number of threads. */
  @Test
  void threadsDoNotShow() {
    SplittableRandom random = new SplittableRandom(3);
    Units units = Units.of(0, 40, 40, 41, 130);
    Rows a = Direct.rows(random, units.end(), 90);
    Rows g = Direct.rows(random, units.end(), 70);
    double[] weights = RandomSite.weights(random, units.end());
    int[] buckets = {0, 17, 64, 130};
    for (int instructions = 0; instructions < 3; instructions++) {
      List<double[]> results = new ArrayList<>();
      for (int threads : new int[] {1, 2, 7}) {
        try (GradientKernels kernels = open(instructions, threads)) {
          Contributions to = new Contributions(Direct.floats(4 * 6370), 6370);
          kernels.outerProducts(units, a, g, Place.of(70, 0), to);
          double[] sum = new double[6370];
          kernels.addOuterProducts(a, g, weights, buckets, new Accumulator(sum, Place.of(0, 6300)));
          kernels.addWeighted(to, new double[] {1, 0, 0.5, 0.3}, 0, 6370, sum, 0);
          results.add(sum);
        }
      }
      assertThat(results.get(1)).isEqualTo(results.get(0));
      assertThat(results.get(2)).isEqualTo(results.get(0));
    }
  }

  @Test
  void closedKernelsSaySo() {
    GradientKernels kernels = open(0, 2);
    kernels.close();
    kernels.close();
    Rows rows = Rows.of(Direct.floats(4), 2);
    assertThatThrownBy(() -> kernels.rowSquares(rows, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void theBestKernelsAreNativeAndSayWhichTheyAre() {
    open(0, 1).close();
    try (GradientKernels kernels = GradientKernels.best(2)) {
      assertThat(kernels.description()).startsWith("native, ").endsWith(", 2 threads");
    }
    assertThatThrownBy(() -> GradientKernels.best(0)).isInstanceOf(KernelArgumentException.class);
  }
}
