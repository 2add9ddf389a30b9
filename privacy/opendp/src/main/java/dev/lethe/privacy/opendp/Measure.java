package dev.lethe.privacy.opendp;

import org.jspecify.annotations.Nullable;

/**
 * How far two probability distributions are apart.
 *
 * @param <Q> the Java type of a distance
 */
public final class Measure<Q> extends NativeObject {

  private volatile @Nullable Type<?> distance;

  Measure(long pointer) {
    super("measure", pointer, Functions.MEASURE_FREE);
  }

  /** The type of a distance. */
  public Type<?> distanceType() {
    Type<?> known = distance;
    if (known == null) {
      known = TypeParser.parse(describe(Functions.MEASURE_DISTANCE_TYPE));
      distance = known;
    }
    return known;
  }

  /** The measure's own type, as OpenDP writes it. */
  public String type() {
    return describe(Functions.MEASURE_TYPE);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof Measure<?> measure && isSameAs(Functions.MEASURE_EQUAL, measure));
  }

  @Override
  public int hashCode() {
    return type().hashCode();
  }

  @Override
  public String toString() {
    return handle().isClosed() ? "closed measure" : describe(Functions.MEASURE_DEBUG);
  }
}
