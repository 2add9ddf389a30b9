package dev.lethe.privacy.mechanism;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.LongSupplier;

/**
 * One pair of rounded Gaussians by interval arithmetic on as many random bits as the rounding
 * needs, up to {@value #MOST_BITS} of each expansion.
 *
 * <p>The arguments are cut outward, every function value is widened by a million units in its last
 * place, and radius, cosine and sine are monotone in their arguments: the interval holds the real
 * value. Still undecided at {@value #MOST_BITS} bits means that U begins with 400 zeros, or with
 * 400 ones, or that the value lies within 2^-550 of one of the half-integers, of which fewer than
 * 2^51 are in reach and near each of which a normal of deviation s has density at most 0.4 / s. The
 * probability is below 2^-398, so 2^-200 for a value bounds the distance with a wide margin.
 */
final class ExactPair {
  static final double DISTANCE_PER_VALUE = 0x1p-200;
  static final int MOST_BITS = 1024;

  private static final int WORD = 64;

  private final BigDecimal s;
  private final LongSupplier more;
  private BigInteger radius;
  private BigInteger angle;
  private int bits = WORD;

  private ExactPair(double s, long radiusBits, long angleBits, LongSupplier more) {
    this.s = new BigDecimal(s);
    this.more = more;
    this.radius = unsigned(radiusBits);
    // Two bits of the second word are signs; what is left is shifted to 64 by the next word.
    this.angle = unsigned(angleBits & ((1L << 62) - 1));
  }

  /** Both values for these first 64 bits of each expansion, with more bits drawn as needed. */
  static long[] draw(double s, long radiusBits, long angleBits, LongSupplier more) {
    ExactPair pair = new ExactPair(s, radiusBits, angleBits, more);
    for (int bits = WORD; ; bits *= 2) {
      pair.extend(bits);
      long[] values = pair.decide(bits == MOST_BITS);
      if (values.length == 2) {
        return new long[] {
          ExactRoundedGaussian.withSign(values[0], angleBits),
          ExactRoundedGaussian.withSign(values[1], angleBits << 1)
        };
      }
    }
  }

  private void extend(int wanted) {
    for (; bits < wanted; bits += WORD) {
      radius = radius.shiftLeft(WORD).or(unsigned(more.getAsLong()));
      angle = angle.shiftLeft(WORD).or(unsigned(more.getAsLong()));
    }
  }

  /** The magnitudes of both values, or an empty array if the bits at hand leave one open. */
  private long[] decide(boolean last) {
    int digits = bits * 30103 / 100000 + 24;
    Rounding to = new Rounding(digits);
    BigDecimal uLow = to.down(scaled(radius, bits));
    if (uLow.signum() == 0 && !last) {
      return new long[0];
    }
    BigDecimal uHigh = to.up(scaled(radius.add(BigInteger.ONE), bits));
    BigDecimal rLow = to.root(to.lower(minusLog(uHigh, to)));
    BigDecimal rHigh =
        uLow.signum() == 0 ? rLow : to.root(to.upper(minusLog(uLow, to))).add(to.slack);
    BigDecimal quarter = BigDecimalMath.pi(to.nearest).divide(BigDecimal.valueOf(2), to.nearest);
    BigDecimal from = scaled(angle, bits - 2).multiply(quarter, to.nearest);
    BigDecimal until = scaled(angle.add(BigInteger.ONE), bits - 2).multiply(quarter, to.nearest);
    BigDecimal[][] legs = {
      {BigDecimalMath.cos(until, to.nearest), BigDecimalMath.cos(from, to.nearest)},
      {BigDecimalMath.sin(from, to.nearest), BigDecimalMath.sin(until, to.nearest)}
    };
    long[] values = new long[2];
    for (int i = 0; i < 2; i++) {
      BigInteger low = nearest(to.down(s.multiply(to.lower(rLow)).multiply(to.lower(legs[i][0]))));
      BigInteger high = nearest(to.up(s.multiply(rHigh).multiply(to.upper(legs[i][1]))));
      if (!last && !low.equals(high)) {
        return new long[0];
      }
      values[i] = low.longValueExact();
    }
    return values;
  }

  private static BigDecimal minusLog(BigDecimal u, Rounding to) {
    return u.compareTo(BigDecimal.ONE) >= 0
        ? BigDecimal.ZERO
        : BigDecimalMath.log(u, to.nearest).negate();
  }

  private static BigInteger nearest(BigDecimal value) {
    return value.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
  }

  /** {@code value / 2^bits}, exactly. */
  private static BigDecimal scaled(BigInteger value, int bits) {
    return new BigDecimal(value).divide(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
  }

  private static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits);
    return bits < 0 ? value.add(BigInteger.ONE.shiftLeft(WORD)) : value;
  }

  /** Roundings at a number of digits, and a slack far above the error of one function value. */
  private static final class Rounding {
    final MathContext nearest;
    final BigDecimal slack;
    private final MathContext floor;
    private final MathContext ceiling;

    Rounding(int digits) {
      nearest = new MathContext(digits, RoundingMode.HALF_EVEN);
      floor = new MathContext(digits, RoundingMode.FLOOR);
      ceiling = new MathContext(digits, RoundingMode.CEILING);
      // Function values are below 1000, so 10^(3 - digits) is a unit in the last place.
      slack = BigDecimal.ONE.movePointLeft(digits - 9);
    }

    BigDecimal down(BigDecimal x) {
      return x.round(floor);
    }

    BigDecimal up(BigDecimal x) {
      return x.round(ceiling);
    }

    BigDecimal lower(BigDecimal x) {
      return x.subtract(slack).max(BigDecimal.ZERO);
    }

    BigDecimal upper(BigDecimal x) {
      return x.add(slack);
    }

    BigDecimal root(BigDecimal x) {
      return x.multiply(BigDecimal.valueOf(2)).sqrt(nearest);
    }
  }
}
