package dev.lethe.report;

/**
 * Where the noise and the sampling come from.
 *
 * @param generator the random generator
 * @param noiseSampler how Gaussian noise is made from it
 * @param distancePerValue bound on one noise value's total variation distance from the exact law
 */
public record RandomnessFacts(String generator, String noiseSampler, double distancePerValue) {
  public RandomnessFacts {
    Require.text("generator", generator);
    Require.text("noiseSampler", noiseSampler);
    Require.notNegative("distancePerValue", distancePerValue);
  }
}
