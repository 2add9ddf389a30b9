package dev.lethe.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The fast path against big decimals: same bits, same integers, and the error it claims. */
final class ExactPairTest {
  private static final MathContext MC = new MathContext(80);
  private static final BigDecimal QUARTER = BigDecimalMath.pi(MC).divide(BigDecimal.valueOf(2), MC);
  private static final long[] RADIUS_CORNERS = {
    1L << 21,
    (1L << 21) + 1,
    1L << 40,
    1L << 53,
    (1L << 54) - 1,
    1L << 54,
    1L << 63,
    0xEFFFFFFFFFFFFFFFL,
    0xF000000000000000L,
    0xFFFFFFFFFFFFFFFFL - (1L << 54),
    0xFFFFFFFFFFFFFFFFL - (1L << 30),
    0xFFFFFFFFFFFFFFFFL - (1L << 21)
  };
  private static final long[] ANGLE_CORNERS = {
    0, 1, 3, 1L << 20, (1L << 61) - 1, 1L << 61, (1L << 62) - 1, (1L << 62) - (1L << 9), -1L
  };

  @Test
  void theFastPathsErrorStaysBelowItsClaim() {
    SplittableRandom random = new SplittableRandom(21);
    double worst = 0;
    for (long[] bits : bits(random, 400)) {
      double r = ExactRoundedGaussian.radius(bits[0]);
      double claim = ExactRoundedGaussian.errorBound(bits[0], r);
      double angle = ExactRoundedGaussian.angle(bits[1]);
      for (boolean end : new boolean[] {false, true}) {
        BigDecimal[] exact = exact(bits[0], bits[1], end);
        double x = r * Math.cos(angle);
        double y = r * Math.sin(angle);
        double off = Math.max(distance(x, exact[0]), distance(y, exact[1]));
        assertThat(off).as("bits %x %x", bits[0], bits[1]).isLessThanOrEqualTo(claim);
        worst = Math.max(worst, off / claim);
      }
    }
    // A bound that nothing comes near would mean that this test looks at the wrong thing.
    assertThat(worst).isGreaterThan(0.1);
  }

  @Test
  void bothPathsRoundTheSameBitsAlike() {
    SplittableRandom random = new SplittableRandom(22);
    long[] fast = new long[2];
    int decided = 0;
    List<long[]> all = bits(random, 1500);
    for (long[] bits : all) {
      double s = Math.scalb(1 + random.nextDouble(), random.nextInt(41));
      if (ExactRoundedGaussian.fastPair(s, bits[0], bits[1], fast, 0)) {
        decided++;
        assertThat(ExactPair.draw(s, bits[0], bits[1], random::nextLong)).isEqualTo(fast);
      }
    }
    assertThat(decided).isGreaterThan(all.size() / 2);
  }

  @Test
  void leavesDrawsNextToABoundaryToBigDecimals() {
    SplittableRandom random = new SplittableRandom(23);
    long[] fast = new long[2];
    int left = 0;
    for (int i = 0; i < 120; i++) {
      long radiusBits = random.nextLong();
      long angleBits = random.nextLong();
      double x =
          ExactRoundedGaussian.radius(radiusBits) * Math.cos(ExactRoundedGaussian.angle(angleBits));
      double boundary = random.nextInt(1 << 20) + 0.5;
      double s = Math.max(1, boundary / x);
      for (int ulps = -2; ulps <= 2; ulps++) {
        double near = s + ulps * Math.ulp(s);
        if (!(near >= 1 && near <= ExactRoundedGaussian.MAX_STANDARD_DEVIATION)) {
          continue;
        }
        long[] exact = ExactPair.draw(near, radiusBits, angleBits, random::nextLong);
        if (ExactRoundedGaussian.fastPair(near, radiusBits, angleBits, fast, 0)) {
          assertThat(fast).isEqualTo(exact);
        } else {
          left++;
        }
      }
    }
    assertThat(left).isGreaterThan(400);
  }

  /** Which side of a boundary a value falls to is decided by bits beyond the first 64. */
  @Test
  void asksForMoreBitsUntilTheyDecide() {
    long radiusBits = 0x8123456789abcdefL;
    long angleBits = 0x0fedcba987654321L;
    BigDecimal middle = exact(radiusBits, angleBits, false)[0];
    BigDecimal other = exact(radiusBits, angleBits, true)[0];
    // A deviation at which the interval of the first 64 bits straddles a half-integer.
    BigDecimal mean = middle.add(other).divide(BigDecimal.valueOf(2), MC);
    long boundary = 1L << 44;
    double s = 0;
    BigDecimal half = BigDecimal.valueOf(boundary).add(new BigDecimal("0.5"));
    for (int k = 0; k < 4000 && s == 0; k++) {
      double tried = half.add(BigDecimal.valueOf(k)).divide(mean, MC).doubleValue();
      BigInteger low = rounded(middle.multiply(new BigDecimal(tried)));
      if (!low.equals(rounded(other.multiply(new BigDecimal(tried))))) {
        s = tried;
      }
    }
    assertThat(s).isPositive();
    long zeros = ExactPair.draw(s, radiusBits, angleBits, () -> 0L)[0];
    long ones = ExactPair.draw(s, radiusBits, angleBits, () -> -1L)[0];
    assertThat(BigInteger.valueOf(zeros)).isEqualTo(rounded(middle.multiply(new BigDecimal(s))));
    assertThat(BigInteger.valueOf(ones)).isEqualTo(rounded(other.multiply(new BigDecimal(s))));
    assertThat(zeros - ones).isEqualTo(1);
  }

  @Test
  void decidesEvenAllZerosAndAllOnesWithinItsCap() {
    for (long word : new long[] {0, -1}) {
      int[] drawn = {0};
      LongSupplier more =
          () -> {
            drawn[0]++;
            return word;
          };
      long[] pair = ExactPair.draw(0x1p45, word, word, more);
      assertThat(drawn[0]).isLessThanOrEqualTo(2 * (ExactPair.MOST_BITS / 64 - 1));
      assertThat(Math.abs((double) pair[0])).isLessThan(0x1p51);
      assertThat(Math.abs((double) pair[1])).isLessThan(0x1p51);
    }
  }

  private static List<long[]> bits(SplittableRandom random, int count) {
    List<long[]> bits = new ArrayList<>();
    for (long radius : RADIUS_CORNERS) {
      for (long angle : ANGLE_CORNERS) {
        bits.add(new long[] {radius, angle});
      }
    }
    for (int i = 0; i < count; i++) {
      long radius = random.nextLong();
      radius = i % 3 == 1 ? radius >>> random.nextInt(42) : radius;
      radius = i % 3 == 2 ? ~(radius >>> random.nextInt(42)) : radius;
      long angle = random.nextLong() >>> (i % 2 == 0 ? 0 : random.nextInt(62));
      bits.add(new long[] {radius, i % 5 == 0 ? ~angle : angle});
    }
    return bits;
  }

  /** The real pair at the lower or upper end of what these bits leave open. */
  private static BigDecimal[] exact(long radiusBits, long angleBits, boolean upperEnd) {
    BigInteger end = upperEnd ? BigInteger.ONE : BigInteger.ZERO;
    BigDecimal u =
        new BigDecimal(new BigInteger(Long.toUnsignedString(radiusBits)).add(end))
            .divide(new BigDecimal(BigInteger.ONE.shiftLeft(64)));
    BigDecimal f =
        new BigDecimal(BigInteger.valueOf(angleBits & ((1L << 62) - 1)).add(end))
            .divide(new BigDecimal(BigInteger.ONE.shiftLeft(62)));
    BigDecimal r =
        BigDecimalMath.log(u, MC)
            .negate()
            .max(BigDecimal.ZERO)
            .multiply(BigDecimal.valueOf(2))
            .sqrt(MC);
    BigDecimal angle = f.multiply(QUARTER, MC);
    return new BigDecimal[] {
      r.multiply(BigDecimalMath.cos(angle, MC), MC), r.multiply(BigDecimalMath.sin(angle, MC), MC)
    };
  }

  private static double distance(double value, BigDecimal exact) {
    return new BigDecimal(value).subtract(exact).abs().doubleValue();
  }

  private static BigInteger rounded(BigDecimal value) {
    return value.setScale(0, java.math.RoundingMode.HALF_EVEN).toBigIntegerExact();
  }
}
