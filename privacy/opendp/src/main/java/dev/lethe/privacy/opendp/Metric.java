package dev.lethe.privacy.opendp;

import org.jspecify.annotations.Nullable;

/**
 * How far two members of a domain are apart.
 *
 * @param <Q> the Java type of a distance
 */
public final class Metric<Q> extends NativeObject {

  private volatile @Nullable Type<?> distance;

  Metric(long pointer) {
    super("metric", pointer, Functions.METRIC_FREE);
  }

  /** The type of a distance. */
  public Type<?> distanceType() {
    Type<?> known = distance;
    if (known == null) {
      known = TypeParser.parse(describe(Functions.METRIC_DISTANCE_TYPE));
      distance = known;
    }
    return known;
  }

  /** The metric's own type, as OpenDP writes it. */
  public String type() {
    return describe(Functions.METRIC_TYPE);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Metric<?> metric && isSameAs(Functions.METRIC_EQUAL, metric));
  }

  @Override
  public int hashCode() {
    return type().hashCode();
  }

  @Override
  public String toString() {
    return handle().isClosed() ? "closed metric" : describe(Functions.METRIC_DEBUG);
  }
}
