package dev.lethe.privacy.accounting;

/**
 * The Renyi divergence of the Poisson-subsampled Gaussian mechanism, never below the true one.
 *
 * <p>With {@code mu0 = N(0, sigma^2)} and {@code mu = (1 - q) mu0 + q N(1, sigma^2)}, the value is
 * {@code log A / (alpha - 1)} for {@code A = E_mu0[(mu / mu0)^alpha]}, which bounds both directions
 * of adding or removing one unit (Mironov, Talwar and Zhang 2019, theorem 5 and section 3). Integer
 * orders use the binomial sum for {@code A - 1}, all of whose terms are positive. Fractional orders
 * use their series of section 3.3. From the first index above alpha on its terms alternate, and
 * their magnitudes are moments of a positive measure on [0, 1]: the product of the moments of a
 * beta law with those of a likelihood ratio of at most 1. For such series the acceleration of
 * Cohen, Rodriguez Villegas and Zagier (2000) has the proven relative error {@code 2 / (3 +
 * sqrt(8))^n}, which is added. Since {@code log A} is convex in the order and 0 at order 1, the
 * chord between neighbouring integers is a second valid bound, and {@code alpha / (2 sigma^2)}, the
 * mechanism without sampling, a third; the least of them is taken.
 */
final class SampledGaussianDivergence implements Divergence {
  /** The largest order for which the binomial sum is evaluated. */
  static final int MAX_INTEGER_ORDER = LogFactorials.MAX;

  private static final double MAX_SERIES_ORDER = 256;
  private static final int TAIL_TERMS = 24;

  // Every logarithm of a term is a sum of a few products, each within 2^-51 of its magnitude.
  private static final double TERM_ERROR = 0x1p-49;
  private static final double FINAL_MARGIN = 1 + 0x1p-40;
  // Covers what underflows: exponents below the least normal number.
  private static final double UNDERFLOW = 1e-290;

  private final double q;
  private final double sigma;
  private final double logQ;
  private final double logNotQ;
  private final double twoVariance;

  SampledGaussianDivergence(double q, double sigma) {
    this.q = q;
    this.sigma = sigma;
    this.logQ = StrictMath.log(q);
    this.logNotQ = StrictMath.log1p(-q);
    this.twoVariance = 2 * sigma * sigma;
  }

  /**
   * An upper bound on the divergence at an order above 1; infinite where nothing better is known.
   */
  @Override
  public double at(double alpha) {
    double unsampled = alpha / sigma / sigma / 2 * FINAL_MARGIN + UNDERFLOW;
    if (q == 1) {
      return unsampled;
    }
    double logMoment = chord(alpha);
    if (alpha != Math.rint(alpha) && alpha < MAX_SERIES_ORDER) {
      logMoment = leastNumber(logMoment, logMomentSeries(alpha));
    }
    double sampled = logMoment / (alpha - 1) * FINAL_MARGIN + UNDERFLOW / (alpha - 1);
    return leastNumber(unsampled, sampled);
  }

  private double chord(double alpha) {
    if (alpha > MAX_INTEGER_ORDER) {
      return Double.POSITIVE_INFINITY;
    }
    int below = (int) alpha;
    double weight = alpha - below;
    if (weight == 0) {
      return logMomentAtInteger(below);
    }
    double above = weight * logMomentAtInteger(below + 1);
    return (below == 1 ? above : above + (1 - weight) * logMomentAtInteger(below)) * FINAL_MARGIN;
  }

  private double logMomentAtInteger(int order) {
    if (order > MAX_INTEGER_ORDER) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int k = 2; k <= order; k++) {
      double term =
          logBinomial(order, k)
              + (order - k) * logNotQ
              + k * logQ
              + logExpm1((double) k * (k - 1) / twoVariance);
      if (term > largest) {
        sum = largest == Double.NEGATIVE_INFINITY ? 1 : sum * StrictMath.exp(largest - term) + 1;
        largest = term;
      } else if (term > Double.NEGATIVE_INFINITY) {
        sum += StrictMath.exp(term - largest);
      }
    }
    double magnitude =
        3 * LogFactorials.of(order)
            - order * (logNotQ + logQ)
            + (double) order * order / twoVariance
            + order;
    double logExcess = largest + StrictMath.log(sum) + TERM_ERROR * magnitude;
    if (Double.isNaN(logExcess)) {
      // Infinite minus infinite, or nothing above zero: overflow counts as infinite, underflow as
      // 0.
      return largest == Double.NEGATIVE_INFINITY ? 0 : Double.POSITIVE_INFINITY;
    }
    return logExcess > 40
        ? logExcess + StrictMath.exp(-logExcess)
        : StrictMath.log1p(StrictMath.exp(logExcess));
  }

  /** An upper bound on log A at a fractional order, or NaN. */
  private double logMomentSeries(double alpha) {
    double z = 0.5 + sigma * sigma * (logNotQ - logQ);
    int first = (int) alpha + 1;
    int terms = first + TAIL_TERMS;
    double[] log = new double[2 * terms];
    double[] magnitude = new double[2 * terms];
    double largest = Double.NEGATIVE_INFINITY;
    double logBinomial = 0;
    double binomialError = 0;
    for (int k = 0; k < terms; k++) {
      if (k > 0) {
        double ratio = StrictMath.log(Math.abs(alpha - (k - 1)) / k);
        logBinomial += ratio;
        binomialError += 4 * Math.abs(ratio) + Math.abs(logBinomial) + 4;
      }
      for (int side = 0; side < 2; side++) {
        int i = 2 * k + side;
        double power = side == 0 ? k : alpha - k;
        double u = (side == 0 ? power - z : z - power) / Math.sqrt(twoVariance);
        double body;
        double size = Math.abs(power) / Math.sqrt(twoVariance) + Math.abs(z) / sigma + 16;
        if (u > 0) {
          // exp((p^2 - p) / 2 sigma^2) erfc(u) with the exponents cancelled by hand.
          double peak = z * z / twoVariance;
          body = alpha * logNotQ - peak + StrictMath.log(ScaledErfc.erfcx(u) / 2);
          size += alpha * -logNotQ + peak;
        } else {
          double exponent = (power * power - power) / twoVariance;
          body = exponent + (alpha - power) * logNotQ + power * logQ;
          size += Math.abs(exponent) + alpha * -logNotQ - Math.abs(power) * logQ;
          body += StrictMath.log(ScaledErfc.erfcOfNegative(u) / 2);
        }
        log[i] = logBinomial + body;
        magnitude[i] = TERM_ERROR * (size + binomialError) + 4 * ScaledErfc.RELATIVE_ERROR;
        largest = Math.max(largest, log[i]);
      }
    }
    double head = 0;
    for (int i = 0; i < 2 * first; i++) {
      head += StrictMath.exp(log[i] - largest + magnitude[i]);
    }
    double[] tail = new double[TAIL_TERMS];
    double tailError = 0;
    for (int k = 0; k < TAIL_TERMS; k++) {
      for (int side = 0; side < 2; side++) {
        int i = 2 * (first + k) + side;
        double term = StrictMath.exp(log[i] - largest);
        tail[k] += term;
        tailError += term * StrictMath.expm1(magnitude[i]);
      }
    }
    double sum = head + alternatingSum(tail) + tailError;
    return largest + StrictMath.log(sum) + 0x1p-48 + Math.abs(largest) * 0x1p-51;
  }

  /**
   * An upper bound on {@code a0 - a1 + a2 - ...} for moments of a positive measure on [0, 1], of
   * which the first are given.
   */
  private static double alternatingSum(double[] moments) {
    int n = moments.length;
    double power = StrictMath.pow(3 + Math.sqrt(8), n);
    double d = (power + 1 / power) / 2;
    double b = -1;
    double c = -d;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      c = b - c;
      sum += c / d * moments[k];
      b *= (double) (k + n) * (k - n) / ((k + 0.5) * (k + 1));
    }
    // Weights are at most 1: n + 4 roundings of at most a0 each, and the proven remainder a0 / d.
    return sum + moments[0] * (1 / d + (n + 4) * 0x1p-50);
  }

  private static double logBinomial(int n, int k) {
    return LogFactorials.of(n) - LogFactorials.of(k) - LogFactorials.of(n - k);
  }

  private static double logExpm1(double x) {
    return x > 1 ? x + StrictMath.log1p(-StrictMath.exp(-x)) : StrictMath.log(StrictMath.expm1(x));
  }

  private static double leastNumber(double a, double b) {
    if (Double.isNaN(a)) {
      return Double.isNaN(b) ? Double.POSITIVE_INFINITY : b;
    }
    return Double.isNaN(b) ? a : Math.min(a, b);
  }
}
