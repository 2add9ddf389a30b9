package dev.lethe.privacy.opendp;

/**
 * Names a metric where a constructor asks for its type only.
 *
 * @param <Q> the Java type of a distance
 */
public final class MetricType<Q> {

  /** The number of additions and removals, in any order. */
  public static final MetricType<Long> SYMMETRIC_DISTANCE = new MetricType<>("SymmetricDistance");

  /** The number of insertions and deletions, in order. */
  public static final MetricType<Long> INSERT_DELETE_DISTANCE =
      new MetricType<>("InsertDeleteDistance");

  private final String descriptor;

  private MetricType(String descriptor) {
    this.descriptor = descriptor;
  }

  /** The sum of absolute differences. */
  public static <T> MetricType<T> l1Distance(Atom<T, ?> atom) {
    return new MetricType<>("L1Distance<" + atom.descriptor() + ">");
  }

  /** The Euclidean distance. */
  public static <T> MetricType<T> l2Distance(Atom<T, ?> atom) {
    return new MetricType<>("L2Distance<" + atom.descriptor() + ">");
  }

  /** The type as OpenDP writes it. */
  public String descriptor() {
    return descriptor;
  }

  @Override
  public String toString() {
    return descriptor;
  }
}
