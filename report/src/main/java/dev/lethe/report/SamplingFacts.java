package dev.lethe.report;

/**
 * How the units of each step were chosen.
 *
 * @param scheme tag of the scheme, for example {@code poisson}
 * @param samplingRate probability that a unit enters a step
 * @param expectedBatch declared expected number of units in a step
 * @param implementation how a unit's decision is really made
 * @param decisionBits resolution of that decision
 */
public record SamplingFacts(
    String scheme,
    double samplingRate,
    double expectedBatch,
    String implementation,
    int decisionBits) {
  public SamplingFacts {
    Require.text("scheme", scheme);
    Require.positive("samplingRate", samplingRate);
    if (samplingRate > 1) {
      throw new IllegalArgumentException("samplingRate must be at most 1, got " + samplingRate);
    }
    Require.positive("expectedBatch", expectedBatch);
    Require.text("implementation", implementation);
    Require.atLeast("decisionBits", decisionBits, 53);
  }
}
