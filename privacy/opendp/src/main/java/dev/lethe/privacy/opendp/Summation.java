package dev.lethe.privacy.opendp;

/**
 * In which order floating-point numbers are added, which decides how large the rounding error may
 * be.
 */
public enum Summation {
  /** One after the other. */
  SEQUENTIAL("Sequential"),
  /** By halves. */
  PAIRWISE("Pairwise");

  private final String openDpName;

  Summation(String openDpName) {
    this.openDpName = openDpName;
  }

  String of(Atom<?, ?> atom) {
    return openDpName + "<" + atom.descriptor() + ">";
  }
}
