package dev.lethe.privacy.accounting;

import java.util.ArrayList;
import java.util.List;

/**
 * Moments of the Poisson-sampled Gaussian mechanism for k units that come and go together, each of
 * which enters the sample on its own.
 *
 * <p>The likelihood ratio is a mean over the units drawn. The inner product of two sums of i and j
 * unit contributions is at most {@code i j}, so an integer moment is largest when all point the
 * same way: then it is that of {@code sum_j binom(k, j) q^j (1 - q)^(k - j) N(j, sigma^2)} against
 * {@code N(0, sigma^2)}. The other direction is bounded by {@link NegativePower}, since the ratio
 * is at least {@code (1 - q)^k}.
 */
final class GroupedGaussian {
  private static final int WORK = 4096;
  private static final double ERROR = 0x1p-46;

  private final int size;
  private final double inverseVariance;
  private final double logNone;
  private final double[] logWeights;
  private final double logVariance;
  private final List<double[]> logPowers = new ArrayList<>();

  private GroupedGaussian(double q, double sigma, int size) {
    this.size = size;
    this.inverseVariance = Math.nextUp(Math.nextUp(1 / sigma / sigma));
    this.logNone = size * StrictMath.log1p(-q);
    this.logWeights = new double[size + 1];
    for (int j = 0; j <= size; j++) {
      double logChance = j * StrictMath.log(q) + (size - j) * StrictMath.log1p(-q);
      double logWays = LogFactorials.of(size) - LogFactorials.of(j) - LogFactorials.of(size - j);
      logWeights[j] = logWays + logChance + ERROR * (3 * LogFactorials.of(size) - logChance);
    }
    this.logVariance = logVariance();
    logPowers.add(new double[] {0});
  }

  /** Whether a group is small enough for this sum. */
  static boolean covers(long size) {
    return size <= WORK / 8;
  }

  static Divergence of(double q, double sigma, int size) {
    GroupedGaussian group = new GroupedGaussian(q, sigma, size);
    double all = Math.nextDown(sigma / size);
    return new IntegerMoments(
        order -> Math.max(group.removing(order), group.adding(order)),
        Math.min(512, Math.max(2, WORK / size)),
        new SampledGaussianDivergence(1, all));
  }

  /** Drawing {@code order} times, the numbers of units add up to n with a chance that this sums. */
  private double removing(int order) {
    while (logPowers.size() <= order) {
      logPowers.add(times(logPowers.get(logPowers.size() - 1)));
    }
    double[] power = logPowers.get(order);
    LogSum moment = new LogSum();
    for (int n = 0; n < power.length; n++) {
      double exponent = (double) n * n / 2 * inverseVariance;
      moment.add(power[n] + exponent, Math.abs(power[n]) + exponent);
    }
    return Math.max(0, moment.upward());
  }

  private double[] times(double[] power) {
    double[] product = new double[power.length + size];
    for (int n = 0; n < product.length; n++) {
      LogSum sum = new LogSum();
      for (int j = Math.max(0, n - power.length + 1); j <= Math.min(size, n); j++) {
        double exponent = (double) j * j / 2 * inverseVariance * (1 - ERROR);
        double log = power[n - j] + logWeights[j] - exponent;
        sum.add(log, Math.abs(power[n - j]) + Math.abs(logWeights[j]) + exponent);
      }
      product[n] = sum.upward();
    }
    return product;
  }

  /** Log of the second moment of the likelihood ratio less 1. */
  private double logVariance() {
    LogSum variance = new LogSum();
    for (int i = 1; i <= size; i++) {
      for (int j = 1; j <= size; j++) {
        double exponent = (double) i * j * inverseVariance;
        double log = LogSpace.logExpm1(exponent);
        double weights = logWeights[i] + logWeights[j];
        variance.add(weights + log, Math.abs(weights) + Math.abs(log) + exponent);
      }
    }
    return variance.upward();
  }

  private double adding(int order) {
    return NegativePower.logMoment(order - 1.0, logNone * (1 + ERROR), logVariance);
  }
}
