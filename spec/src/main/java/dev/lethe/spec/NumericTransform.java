package dev.lethe.spec;

/** A public, monotone function applied to a numeric value before it is scaled. */
public enum NumericTransform {
  NONE("none"),
  /** {@code log(1 + x)} for columns whose lower bound is not negative. */
  LOG1P("log1p"),
  ASINH("asinh");

  private final String tag;

  NumericTransform(String tag) {
    this.tag = tag;
  }

  /** The name used in specs. */
  public String tag() {
    return tag;
  }

  /** Applies the transform. */
  public double apply(double x) {
    return switch (this) {
      case NONE -> x;
      case LOG1P -> Math.log1p(x);
      case ASINH -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
    };
  }
}
