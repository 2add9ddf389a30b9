package dev.lethe.privacy.opendp;

/** A privacy loss as a curve: the least delta for each epsilon. */
public final class PrivacyProfile extends NativeObject {

  static final Type<PrivacyProfile> TYPE =
      CompoundType.owning("PrivacyProfile", CompoundType::refuse, PrivacyProfile::new);

  PrivacyProfile(long pointer) {
    super("privacy profile", pointer, Functions.OBJECT_FREE);
  }

  /** A delta that goes with {@code epsilon}, rounded up. */
  public double delta(double epsilon) {
    return evaluate(Functions.PRIVACY_PROFILE_DELTA, epsilon);
  }

  /** An epsilon that goes with {@code delta}, rounded up. */
  public double epsilon(double delta) {
    return evaluate(Functions.PRIVACY_PROFILE_EPSILON, delta);
  }

  private double evaluate(int function, double at) {
    try (Call call = new Call(function, 2)) {
      return Atom.F64.take(call.object(this).f64(at).run());
    }
  }
}
