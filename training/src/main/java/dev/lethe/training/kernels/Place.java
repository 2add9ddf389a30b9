package dev.lethe.training.kernels;

/**
 * Where a site's parameters lie in a flat vector.
 *
 * @param weights offset of the weights, or {@link #ABSENT} where they are not trained
 * @param bias offset of the bias, or {@link #ABSENT}
 * @param write what happens to what stands there in a contribution; sums are always added to
 */
public record Place(int weights, int bias, Write write) {

  /** No such parameter, or one that is not trained. */
  public static final int ABSENT = -1;

  /** How a contribution is written. */
  public enum Write {
    /** Over what stood there. */
    REPLACE,
    /** Onto what stands there, for parameters that several sites share. */
    ADD
  }

  /** Checks the offsets. */
  public Place {
    Checks.that(weights >= ABSENT && bias >= ABSENT, "offsets are not negative");
  }

  /** Weights without a bias, replacing. */
  public static Place of(int weights) {
    return new Place(weights, ABSENT, Write.REPLACE);
  }

  /** Weights and a bias, replacing. */
  public static Place of(int weights, int bias) {
    return new Place(weights, bias, Write.REPLACE);
  }

  /** The same place, added to. */
  public Place adding() {
    return new Place(weights, bias, Write.ADD);
  }

  /** Whether there are weights to compute. */
  public boolean hasWeights() {
    return weights != ABSENT;
  }

  /** Whether there is a bias to compute. */
  public boolean hasBias() {
    return bias != ABSENT;
  }
}
