package dev.lethe.privacy.event;

import java.util.List;

/**
 * A linear function of a stream of clipped steps, released as B (C x + z) with Gaussian z and a
 * banded lower-triangular Toeplitz matrix C (Choquette-Choo et al. 2023).
 *
 * @param noiseMultiplier standard deviation of z over the L2 bound of one unit's contribution to
 *     one step, finite and positive
 * @param coefficients first column of C, from the diagonal downward, finite, at least one; later
 *     ones are 0
 * @param steps length of the stream, at least 1
 * @param participations most steps that one unit takes part in, at least 1
 * @param separation fewest steps from one participation of a unit to its next, at least 1
 */
public record MatrixFactorised(
    double noiseMultiplier,
    List<Double> coefficients,
    long steps,
    long participations,
    long separation)
    implements PrivacyEvent {
  public MatrixFactorised {
    Checks.positive("noise multiplier", noiseMultiplier);
    coefficients = List.copyOf(coefficients);
    if (coefficients.isEmpty() || !coefficients.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("the matrix needs finite coefficients, at least one");
    }
    Checks.atLeast("number of steps", steps, 1);
    Checks.atLeast("number of participations", participations, 1);
    Checks.atLeast("separation", separation, 1);
  }
}
