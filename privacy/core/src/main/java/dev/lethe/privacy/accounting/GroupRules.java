package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.GroupOf;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.Map;

/** What a mechanism is for a group of units that come and go together. */
final class GroupRules {
  private GroupRules() {}

  /** Irreducible events, each with a count, that together bound the group's loss. */
  static Map<PrivacyEvent, Double> parts(long size, PrivacyEvent one) {
    if (one instanceof RandomizedResponse) {
      // Each unit answers for itself.
      return Map.of(one, size < 1L << 53 ? size : Math.nextUp((double) size));
    }
    return Map.of(part(size, one), 1.0);
  }

  private static PrivacyEvent part(long size, PrivacyEvent one) {
    if (one instanceof Gaussian gaussian) {
      return new Gaussian(over(gaussian.noiseMultiplier(), size));
    }
    if (one instanceof Laplace laplace) {
      return new Laplace(over(laplace.noiseMultiplier(), size));
    }
    if (one instanceof DiscreteGaussian noise && noise.sensitivity() <= Long.MAX_VALUE / size) {
      return new DiscreteGaussian(noise.standardDeviation(), noise.sensitivity() * size);
    }
    if (one instanceof ZeroConcentrated concentrated) {
      return new ZeroConcentrated(times(size, times(size, concentrated.rho())));
    }
    if (one instanceof ApproximateDp pure) {
      return new ApproximateDp(times(size, pure.epsilon()), 0);
    }
    if (one instanceof GroupOf group && group.size() <= Long.MAX_VALUE / size) {
      return new GroupOf(size * group.size(), group.event());
    }
    return new GroupOf(size, one);
  }

  /** {@code size value}, rounded up. */
  static double times(long size, double value) {
    double product = value == 0 ? 0 : Math.nextUp(Math.nextUp((double) size) * value);
    if (Double.isInfinite(product)) {
      throw new UnsupportedEventException("a group of " + size + " units has no finite bound");
    }
    return product;
  }

  /** {@code delta (1 + e^epsilon + ... + e^((size - 1) epsilon))}, rounded up, at most 1. */
  static double delta(long size, double epsilon, double delta) {
    if (delta == 0) {
      return 0;
    }
    double all = times(size, epsilon);
    double sum =
        epsilon < 1e-12
            ? Math.nextUp((double) size) * StrictMath.exp(all)
            : StrictMath.expm1(all) / StrictMath.expm1(epsilon);
    double total = delta * sum * (1 + 0x1p-30);
    return total < 1 ? total : 1;
  }

  private static double over(double noiseMultiplier, long size) {
    double quotient = Math.nextDown(noiseMultiplier / Math.nextUp((double) size));
    return Math.max(Double.MIN_VALUE, quotient);
  }
}
