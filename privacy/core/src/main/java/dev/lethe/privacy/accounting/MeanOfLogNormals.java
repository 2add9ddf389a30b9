package dev.lethe.privacy.accounting;

/**
 * Bounds {@code E[L^-s]} for the mean L of n positive variables of mean 1, each log-normal with
 * variance {@code v} of its logarithm given the earlier ones, or less.
 *
 * <p>{@code E[L^-s] = integral t^(s - 1) E[e^(-t L)] dt / Gamma(s)}, where {@code E[e^(-t L)] <=
 * phi(t / n)^n} for the Laplace transform phi of one variable. With {@code phi(t / n)^n = e^(G(t) -
 * t)} the value is {@code 1 + integral t^(s - 1) e^-t (e^G(t) - 1) dt / Gamma(s)}, and G grows; so
 * upper sums over cells bound it. phi itself is bounded by sums over cells, for it is the mean of a
 * monotone function. {@code docs/guarantees.md} has the details.
 */
final class MeanOfLogNormals {
  private static final double CELLS_PER_UNIT = 48;
  private static final double LEAST = 1e-3;
  private static final double FINE = 1.01;
  private static final double FINE_BELOW = 1000;
  private static final double COARSE = 1.04;
  private static final double ERROR = 0x1p-40;
  private static final double TAIL_ERROR = 4 * ScaledErfc.RELATIVE_ERROR;
  private static final double BELOW = 1e-23;
  private static final double ROUNDING = 0x1p-46;

  private final double n;
  private final double v;
  private final double[] value;
  private final double[] mostMass;
  private final double[] leastMass;
  private final double[] t;
  private final double[] logTransform;

  MeanOfLogNormals(double n, double v) {
    this.n = n;
    this.v = v;
    double root = Math.sqrt(v);
    int cells = (int) ((20 + Math.min(root, 40)) * CELLS_PER_UNIT);
    this.value = new double[cells + 1];
    this.mostMass = new double[cells + 1];
    this.leastMass = new double[cells + 1];
    for (int i = 0; i <= cells; i++) {
      double x = -10 + i / CELLS_PER_UNIT;
      value[i] = StrictMath.exp(root * x - v / 2);
      // The last cell has no end.
      double end = i == cells ? Double.POSITIVE_INFINITY : -10 + (i + 1) / CELLS_PER_UNIT;
      double near = x < 0 ? tail(Math.max(0, -end)) : tail(x);
      double far = x < 0 ? tail(-x) : tail(end);
      mostMass[i] = near - far + TAIL_ERROR * near;
      leastMass[i] = Math.max(0, near - far - TAIL_ERROR * near);
    }
    int points = 1;
    double most = FINE_BELOW * Math.max(n, 1e3);
    for (double at = LEAST; at < most; at *= at < FINE_BELOW ? FINE : COARSE) {
      points++;
    }
    this.t = new double[points];
    this.logTransform = new double[points];
    double at = LEAST;
    for (int j = 0; j < points; j++) {
      t[j] = at;
      logTransform[j] = n * logPhi(at / n);
      at *= at < FINE_BELOW ? FINE : COARSE;
    }
  }

  /** An upper bound on {@code log E[L^-s]} for a whole s of at least 1. */
  double logNegativeMoment(int s) {
    LogSum excess = new LogSum();
    double logGamma = LogFactorials.of(s - 1);
    double size = 4 * LogFactorials.of(s) + 64;
    // Below the first point.
    add(excess, logGrowth(0) + s * StrictMath.log(t[0]) - StrictMath.log(s) - logGamma, size);
    for (int j = 0; j + 1 < t.length; j++) {
      double width = StrictMath.log(StrictMath.log(t[j + 1] / t[j])) + ERROR;
      double peak = Math.min(Math.max(t[j], s), t[j + 1]);
      double grown = logGrowth(j + 1) + s * StrictMath.log(peak) - peak;
      double fallen = s * StrictMath.log(t[j + 1]) + logTransform[j];
      add(excess, least(grown, fallen) + width - logGamma, size + s * 40 + 2 * peak);
    }
    add(excess, logTail(s) - logGamma, size + 1000);
    double log = LogSpace.log1pExp(excess.upward() + ERROR);
    return least(log, geometric(s));
  }

  private static void add(LogSum sum, double log, double size) {
    sum.add(log + 0x1p-48 * size, size);
  }

  /** Beyond the last point: {@code e^(-t L) <= (p / e t L)^p} for every p above s. */
  private double logTail(double s) {
    double last = t[t.length - 1];
    double least = Double.POSITIVE_INFINITY;
    for (double p = s + 1; p < 4 * s + 4000; p += 1 + s / 4) {
      double log =
          p * (StrictMath.log(p) - 1)
              + geometric(p)
              + (s - p) * StrictMath.log(last)
              - StrictMath.log(p - s);
      least = least(least, log + ERROR * (1 + Math.abs(log) + p * 40));
    }
    return least;
  }

  /** {@code log E[L^-s]} for the geometric mean in place of the mean, which is not smaller. */
  double geometric(double s) {
    return s * (1 + s / n) / 2 * v * (1 + ERROR);
  }

  /** {@code log(e^G - 1)} at a point. */
  private double logGrowth(int j) {
    return LogSpace.logExpm1(Math.max(0, t[j] + logTransform[j]) + t[j] * 0x1p-46);
  }

  /** The logarithm of an upper bound on {@code E[e^(-u l)]}, at most 0. */
  private double logPhi(double u) {
    // The mass below the first cell is less than 1e-23.
    double direct = ROUNDING;
    double curved = BELOW * bend(u * value[0]);
    double cubic = 0;
    for (int i = 0; i < value.length; i++) {
      double y = u * value[i];
      double bend = bend(y);
      // 1 + bend - y is e^-y, up to the rounding of 1.
      direct += mostMass[i] * (y > 40 ? 0 : 1 + (bend - y));
      if (i > 0) {
        curved += mostMass[i - 1] * bend;
      }
      double half = y * y / 2;
      cubic += leastMass[i] * Math.max(0, half - bend - ERROR * half);
    }
    // e^-y = 1 - y + bend(y) with bend(y) <= y; and bend(y) <= y^2 / 2.
    curved += u * beyond();
    double parabola = u * u / 2 * StrictMath.exp(v) * (1 + ERROR) - cubic * (1 - ERROR);
    double bent = least(parabola, curved * (1 + ERROR));
    double byBend = bent - u > -1 ? StrictMath.log1p(bent - u) : Double.POSITIVE_INFINITY;
    double byValue = StrictMath.log(direct) + ERROR;
    return Math.min(0, least(byBend, byValue));
  }

  /** The mean of a variable where it is in the last, unbounded cell: a tail of the shifted law. */
  private double beyond() {
    double start = -10 + (value.length - 1) / CELLS_PER_UNIT - Math.sqrt(v);
    return start > 0 ? tail(start) * (1 + ERROR) : 1;
  }

  private static double bend(double y) {
    if (y > 0.02) {
      return y + StrictMath.expm1(-y);
    }
    // Terms fall by a factor of 150 and alternate; the next one is below 1e-14 of the first.
    return y * y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5 * (1 - y / 6 * (1 - y / 7)))));
  }

  /** The normal law's upper tail, for x from 0 on. */
  private static double tail(double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double y = x / Math.sqrt(2);
    return StrictMath.exp(-y * y) * ScaledErfc.erfcx(y) / 2;
  }

  private static double least(double a, double b) {
    return a < b ? a : b;
  }
}
