package dev.lethe.training.kernels;

/** What each kernel asks of its arguments, whoever computes it. */
final class KernelChecks {
  private KernelChecks() {}

  static void outerProducts(
      Units units, Rows activations, Rows gradients, Place place, Contributions to) {
    activations.holds(units.end());
    gradients.holds(units.end());
    long weights = (long) activations.width() * gradients.width();
    Checks.place(place, weights, gradients.width(), units, to);
  }

  static void convolutionProducts(
      Units units,
      Rows inputs,
      Rows gradients,
      Convolution convolution,
      Place place,
      Contributions to) {
    Checks.rows(inputs, units.end(), convolution.inputWidth(), "inputs");
    Checks.rows(gradients, units.end(), convolution.outputWidth(), "gradients");
    Checks.place(place, convolution.weights(), convolution.outputs(), units, to);
  }

  static void scaleProducts(
      Units units, Rows inputs, Rows gradients, int channels, Place place, Contributions to) {
    Checks.that(
        channels > 0 && gradients.width() % channels == 0, "channels divide the width of a row");
    Checks.rows(inputs, units.end(), gradients.width(), "inputs");
    gradients.holds(units.end());
    Checks.place(place, channels, channels, units, to);
  }

  static void embeddingProducts(
      Units units, Tokens tokens, Rows gradients, Place place, Contributions to) {
    embedding(units, tokens, gradients);
    Checks.that(place.hasWeights() && !place.hasBias(), "an embedding has weights and no bias");
    Checks.place(place, (long) tokens.vocabulary() * gradients.width(), 0, units, to);
  }

  static void embedding(Units units, Tokens tokens, Rows gradients) {
    gradients.holds(units.end());
    tokens.check(units.start(0), units.end());
  }

  static void addEmbedding(
      Units units, Tokens tokens, Rows gradients, double[] weights, Accumulator sum) {
    embedding(units, tokens, gradients);
    Checks.weights(weights, units.count());
    Checks.that(
        sum.place().hasWeights() && !sum.place().hasBias(), "an embedding has weights and no bias");
    Checks.sum(sum, (long) tokens.vocabulary() * gradients.width(), 0);
  }

  static void squaredNorms(Contributions contributions, int units, int[] parts) {
    Checks.that(units >= 0 && parts.length > 0 && parts[0] >= 0, "parts start at 0 or later");
    contributions.holds(units);
    ascending(parts);
    Checks.that(parts[parts.length - 1] <= contributions.stride(), "parts lie in a contribution");
    Checks.multiply(units, parts.length);
  }

  static void addWeighted(
      Contributions contributions, double[] weights, int from, int length, double[] sum, int at) {
    Checks.weights(weights, weights.length);
    contributions.holds(weights.length);
    Checks.within(from, length, contributions.stride(), "what is added");
    Checks.within(at, length, sum.length, "what is added to");
  }

  static void rowSquares(Rows rows, int count) {
    Checks.that(count >= 0, "a number of rows is not negative");
    rows.holds(count);
  }

  static void addOuterProducts(
      Rows activations, Rows gradients, double[] weights, int[] buckets, Accumulator sum) {
    Checks.that(buckets.length > 0 && buckets[0] >= 0, "buckets start at 0 or later");
    ascending(buckets);
    int end = buckets[buckets.length - 1];
    activations.holds(end);
    gradients.holds(end);
    Checks.weights(weights, Math.max(end, weights.length));
    Checks.sum(sum, (long) activations.width() * gradients.width(), gradients.width());
  }

  static void gram(Units units, Rows activations, Rows gradients) {
    activations.holds(units.end());
    gradients.holds(units.end());
  }

  private static void ascending(int[] starts) {
    for (int k = 1; k < starts.length; k++) {
      Checks.that(starts[k] >= starts[k - 1], "starts ascend");
    }
  }
}
