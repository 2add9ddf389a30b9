package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.OptionalDouble;

/**
 * Encloses the exact epsilon of Gaussians and their adaptive compositions, under every relation;
 * events with sampling are refused.
 *
 * <p>{@code delta(epsilon) = Phi(mu/2 - epsilon/mu) - exp(epsilon) Phi(-mu/2 - epsilon/mu)} with
 * {@code mu^2} the sum of the inverse squared noise multipliers (Balle and Wang 2018, theorem 8;
 * composition by Dong, Roth and Su 2019, corollary 3.3). Solved for {@code a = epsilon/mu - mu/2},
 * in which delta is {@code phi(a) (R(a) - R(a + mu))} with Mills' ratio R: no rounding of epsilon
 * enters it.
 */
public final class AnalyticGaussianAccountant implements PrivacyAccountant {
  private static final AnalyticGaussianAccountant STANDARD = new AnalyticGaussianAccountant();

  // No delta that a double can hold needs more: Phi(-40) is below 1e-349.
  private static final double LARGEST_A = 40;
  private static final double MILLS_ERROR = 8 * ScaledErfc.RELATIVE_ERROR;
  private static final double RELATIVE_MARGIN = 1e-10;
  private static final double ABSOLUTE_MARGIN = 1e-12;
  private static final String REFUSAL =
      "the analytic Gaussian accountant knows Gaussians without sampling only;"
          + " use the accountant rdp or best";
  private static final double HALF_LOG_TWO_PI = StrictMath.log(2 * Math.PI) / 2;

  private AnalyticGaussianAccountant() {}

  /** The accountant. */
  public static AnalyticGaussianAccountant standard() {
    return STANDARD;
  }

  @Override
  public String name() {
    return "analytic-gaussian";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public EpsilonBound epsilon(PrivacyEvent event, NeighbouringRelation relation, double delta) {
    RenyiCurve.requireDelta(delta);
    NormalForm form = EventNormaliser.normalise(event, relation);
    if (form.failureDelta() > 0) {
      throw new UnsupportedEventException(REFUSAL);
    }
    double mu = 1 / JointGaussian.ofParts(form.parts(), REFUSAL);
    double logDelta = StrictMath.log(delta);
    int gaussians = gaussians(event, form);
    double margin = RELATIVE_MARGIN * mu * (LARGEST_A + mu / 2);
    double upper = epsilonAt(mu, leastA(mu, logDelta, 1));
    double lower = epsilonAt(mu, leastA(mu, logDelta, -1));
    if (Double.isNaN(upper) || Double.isInfinite(upper) || Double.isInfinite(margin)) {
      return new EpsilonBound(Double.POSITIVE_INFINITY, OptionalDouble.empty(), name(), delta);
    }
    return new EpsilonBound(
        Math.max(0, upper + marginOf(upper, mu, 0)),
        // A stream or a group is no less private than the Gaussian that stands for it, and may be
        // more.
        gaussians > 0
            ? OptionalDouble.of(Math.max(0, lower - marginOf(lower, mu, gaussians)))
            : OptionalDouble.empty(),
        name(),
        delta);
  }

  /** How many noise multipliers there are where Gaussians are all there is, else 0. */
  private static int gaussians(PrivacyEvent event, NormalForm form) {
    boolean all =
        LossKinds.of(event).keySet().stream()
            .allMatch(kind -> kind.rate() == 1 && kind.mechanism() instanceof Gaussian);
    return all ? form.parts().size() : 0;
  }

  private static double marginOf(double epsilon, double mu, int gaussians) {
    // Rounding in mu (a + mu / 2), where both parts may cancel, and in mu itself, which goes up
    // with
    // every multiplier.
    double joined = 0x1p-45 + gaussians * 0x1p-50;
    return RELATIVE_MARGIN * Math.abs(epsilon) + joined * mu * (mu + LARGEST_A) + ABSOLUTE_MARGIN;
  }

  private static double epsilonAt(double mu, double a) {
    return mu * (a + mu / 2);
  }

  /** Where delta, with its error added or subtracted by the sign, falls to the given one. */
  private static double leastA(double mu, double logDelta, int sign) {
    double low = -mu / 2;
    double high = LARGEST_A;
    if (!(low < high) || logDeltaAt(low, mu, sign) <= logDelta) {
      return low;
    }
    while (true) {
      double middle = (low + high) / 2;
      if (!(middle > low && middle < high)) {
        return sign > 0 ? high : low;
      }
      if (logDeltaAt(middle, mu, sign) <= logDelta) {
        high = middle;
      } else {
        low = middle;
      }
    }
  }

  private static double logDeltaAt(double a, double mu, int sign) {
    double logDensity = -a * a / 2 - HALF_LOG_TWO_PI;
    double far = mills(a + mu);
    if (a < 0) {
      double tail = StrictMath.exp(logDensity) * far;
      double body = ScaledErfc.erfcOfNegative(a / Math.sqrt(2)) / 2;
      return StrictMath.log(Math.max(0, body - tail + sign * MILLS_ERROR * (body + tail)));
    }
    double near = mills(a);
    double ratio = near - far + sign * MILLS_ERROR * (near + far);
    return logDensity + sign * (a * a + 4) * 0x1p-50 + StrictMath.log(Math.max(0, ratio));
  }

  private static double mills(double x) {
    return Math.sqrt(Math.PI / 2) * ScaledErfc.erfcx(x / Math.sqrt(2));
  }
}
