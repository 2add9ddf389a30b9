package dev.lethe.privacy.sampling;

import dev.lethe.privacy.event.TrialCount;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * Draws the number of trials of a search exactly from its law, given ideal random bits: no distance
 * from the law has to be paid for.
 *
 * <p>A uniform number is compared with the distribution function, both as enclosures in integers:
 * the weights of the law up to a constant, {@code v(k+1) / v(k) = r (k + eta) / (k + 1)} or {@code
 * m / (k + 1)}, are rational in the law's own doubles, and what is left of their sum is bounded by
 * a geometric series. Where the enclosures leave two counts possible, more bits are drawn.
 *
 * <p>The count is as private as the trials: whoever learns it may learn more than the search was
 * charged for.
 */
public final class TrialCountSampler {
  private static final int FIRST_BITS = 128;

  private final TrialCount law;
  private final TrialWeights weights;

  private TrialCountSampler(TrialCount law) {
    this.law = law;
    this.weights = new TrialWeights(law, FIRST_BITS);
  }

  /**
   * A sampler of the law.
   *
   * @throws IllegalArgumentException if the law expects more trials than anybody could run
   */
  public static TrialCountSampler of(TrialCount law) {
    return new TrialCountSampler(law);
  }

  /** A fresh draw from the operating system's generator. */
  public long draw() {
    SecureRandom random = new SecureRandom();
    byte[] one = new byte[1];
    return draw(
        () -> {
          random.nextBytes(one);
          return one[0];
        });
  }

  /** The draw that a stream of bytes decides; not public, so that no caller can choose it. */
  long draw(Supplier<Byte> bytes) {
    BigInteger uniform = BigInteger.ZERO;
    int drawn = 0;
    for (int bits = FIRST_BITS; ; bits *= 2) {
      for (; drawn < bits; drawn += Byte.SIZE) {
        uniform = uniform.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(bytes.get() & 0xff));
      }
      TrialWeights precise = bits == FIRST_BITS ? weights : new TrialWeights(law, bits);
      long count = precise.invert(uniform);
      if (count >= 0) {
        return count;
      }
    }
  }
}
