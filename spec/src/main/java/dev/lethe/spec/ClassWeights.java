package dev.lethe.spec;

import java.util.List;

/**
 * How much a record of each class counts in its unit's gradient, before that is clipped.
 *
 * @param values one for each class in order, each in [{@link #LEAST}, {@link #MOST}]
 * @param source where they are publicly known from
 */
public record ClassWeights(List<Double> values, String source) {
  /** The least weight. */
  public static final double LEAST = 0.01;

  /** The greatest weight. */
  public static final double MOST = 100;

  public ClassWeights {
    values = List.copyOf(values);
  }
}
