package dev.lethe.privacy.sampling;

import dev.lethe.privacy.event.TrialCount;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Encloses the weights of a law of trials, up to a common factor, between integers in units of
 * {@code 2^-bits}; the enclosures of all partial sums hold whatever the rounding.
 */
final class TrialWeights {
  /** Bits beyond the uniform number's, so that rounding rarely leaves a draw undecided. */
  private static final int GUARD = 64;

  private static final double LEAST_CONTINUATION = 0x1p-20;
  private static final double MOST_MEAN = 0x1p14;

  private final int bits;
  private final long first;
  private final List<BigInteger> lower = new ArrayList<>();
  private final List<BigInteger> upper = new ArrayList<>();
  private final BigInteger leastTotal;
  private final BigInteger mostTotal;

  /** A fraction of two integers, the denominator positive. */
  private record Fraction(BigInteger above, BigInteger below) {
    /** Exactly the double, which is not negative here but for a shape. */
    static Fraction of(double value) {
      if (value == 0) {
        return new Fraction(BigInteger.ZERO, BigInteger.ONE);
      }
      int exponent = Math.getExponent(value) - 52;
      long digits = (long) Math.scalb(value, -exponent);
      int zeros = Long.numberOfTrailingZeros(digits);
      BigInteger odd = BigInteger.valueOf(digits >> zeros);
      int power = exponent + zeros;
      return power >= 0
          ? new Fraction(odd.shiftLeft(power), BigInteger.ONE)
          : new Fraction(odd, BigInteger.ONE.shiftLeft(-power));
    }

    Fraction plus(long whole) {
      return new Fraction(above.add(below.multiply(BigInteger.valueOf(whole))), below);
    }

    Fraction times(Fraction other) {
      return new Fraction(above.multiply(other.above), below.multiply(other.below));
    }

    Fraction over(long whole) {
      return new Fraction(above, below.multiply(BigInteger.valueOf(whole)));
    }

    Fraction max(Fraction other) {
      return above.multiply(other.below).compareTo(other.above.multiply(below)) >= 0 ? this : other;
    }

    boolean belowOne() {
      return above.compareTo(below) < 0;
    }
  }

  /**
   * @throws IllegalArgumentException if the law expects more trials than anybody could run
   */
  TrialWeights(TrialCount law, int bits) {
    requireFeasible(law);
    this.bits = bits;
    this.first = law instanceof Poisson ? 0 : 1;
    BigInteger low = BigInteger.ONE.shiftLeft(bits + GUARD);
    BigInteger high = low;
    BigInteger lowSum = BigInteger.ZERO;
    BigInteger highSum = BigInteger.ZERO;
    for (long k = first; ; k++) {
      lowSum = lowSum.add(low);
      highSum = highSum.add(high);
      lower.add(lowSum);
      upper.add(highSum);
      Fraction ratio = ratio(law, k);
      low = low.multiply(ratio.above()).divide(ratio.below());
      high = up(high.multiply(ratio.above()), ratio.below());
      Fraction decay = decay(law, k + 1);
      if (decay.belowOne()) {
        BigInteger rest = up(high.multiply(decay.below()), decay.below().subtract(decay.above()));
        // Every weight that follows is at most decay times the one before it.
        if (rest.compareTo(BigInteger.ONE.shiftLeft(GUARD / 2)) <= 0) {
          leastTotal = lowSum.add(low);
          mostTotal = highSum.add(rest);
          return;
        }
      }
    }
  }

  private static void requireFeasible(TrialCount law) {
    boolean feasible =
        law instanceof NegativeBinomial binomial
            ? binomial.continuation() >= LEAST_CONTINUATION && binomial.shape() <= MOST_MEAN
            : ((Poisson) law).mean() <= MOST_MEAN;
    if (!feasible) {
      throw new IllegalArgumentException("a search of so many trials cannot be run: " + law);
    }
  }

  /** The weight of k + 1 over that of k. */
  private static Fraction ratio(TrialCount law, long k) {
    if (law instanceof Poisson poisson) {
      return Fraction.of(poisson.mean()).over(k + 1);
    }
    NegativeBinomial law2 = (NegativeBinomial) law;
    return stop(law2).times(Fraction.of(law2.shape()).plus(k)).over(k + 1);
  }

  /** At least every ratio from k on: the ratio falls, or rises towards r. */
  private static Fraction decay(TrialCount law, long k) {
    Fraction ratio = ratio(law, k);
    return law instanceof NegativeBinomial binomial ? ratio.max(stop(binomial)) : ratio;
  }

  /** r = 1 - gamma, exactly. */
  private static Fraction stop(NegativeBinomial law) {
    Fraction gamma = Fraction.of(law.continuation());
    return new Fraction(gamma.below().subtract(gamma.above()), gamma.below());
  }

  /**
   * The count whose part of the distribution function holds the whole interval of a uniform number,
   * or -1 if more of its bits are needed.
   *
   * @param uniform the number's first bits
   */
  long invert(BigInteger uniform) {
    // u in [uniform, uniform + 1) 2^-bits: compare u * total with the sums.
    BigInteger least = uniform.multiply(leastTotal);
    BigInteger most = uniform.add(BigInteger.ONE).multiply(mostTotal);
    int from = 0;
    int to = lower.size() - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (upper.get(middle).shiftLeft(bits).compareTo(least) > 0) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    // The sum before it is not above the whole interval, by the search; is its own above all of it?
    return lower.get(from).shiftLeft(bits).compareTo(most) >= 0 ? first + from : -1;
  }

  private static BigInteger up(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
