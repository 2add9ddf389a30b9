package dev.lethe.data.features;

import dev.lethe.data.read.DataException;
import dev.lethe.spec.FeatureSpec;

/**
 * A number clipped to its public bounds, transformed, and scaled to [-1, 1]; the lower bound gives
 * exactly -1, the upper exactly 1, and text that is no finite decimal number gives 0.
 */
final class NumericEncoder {
  private final FeatureSpec.Numeric spec;
  private final double low;
  private final double high;

  NumericEncoder(FeatureSpec.Numeric spec, String file) {
    this.spec = spec;
    this.low = spec.transform().apply(spec.min()) / 2;
    this.high = spec.transform().apply(spec.max()) / 2;
    if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
      throw new DataException(
          DataException.Place.of(file).column(spec.column()),
          "its bounds have no finite width under the transform " + spec.transform().tag(),
          "Declare bounds with min below max that the transform can take.");
    }
  }

  String column() {
    return spec.column();
  }

  /** The encoding of a finite value, in [-1, 1]. */
  float encode(double value) {
    double clipped = Math.min(spec.max(), Math.max(spec.min(), value));
    // Halved, so that the widest bounds do not overflow.
    double x = spec.transform().apply(clipped) / 2;
    double scaled = ((x - low) - (high - x)) / (high - low);
    return (float) Math.min(1.0, Math.max(-1.0, scaled));
  }
}
