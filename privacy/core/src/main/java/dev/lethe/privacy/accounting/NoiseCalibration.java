package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.Objects;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Finds the least noise that meets a target; what it returns always meets it. */
public final class NoiseCalibration {
  private static final double LEAST = 0x1p-7;
  private static final double MOST = 0x1p40;
  private static final double TOLERANCE = 1e-7;
  private static final double CLOSE_ENOUGH = 1e-6;
  private static final double ROUGHLY = 1e-3;

  private NoiseCalibration() {}

  /**
   * The least noise multiplier, within a relative 1e-7 or what changes epsilon by that of 1e-6,
   * whose epsilon is at most the target; never below 2^-7, where a target is so loose that still
   * less noise would do.
   *
   * @param eventAtNoiseMultiplier the whole run's event; epsilon should not grow with its argument
   * @throws CalibrationException if even a noise multiplier of 2^40 does not meet the target
   * @throws UnsupportedEventException if the accountant refuses the event
   * @throws IllegalArgumentException if the target is not positive or delta not in (0, 1)
   */
  public static CalibratedNoise calibrate(
      PrivacyAccountant accountant,
      NeighbouringRelation relation,
      double targetEpsilon,
      double delta,
      DoubleFunction<PrivacyEvent> eventAtNoiseMultiplier) {
    if (!(targetEpsilon > 0)) {
      throw new IllegalArgumentException("target epsilon must be positive, got " + targetEpsilon);
    }
    Bracket bracket =
        new Bracket(
            targetEpsilon,
            delta,
            noise -> accountant.epsilon(eventAtNoiseMultiplier.apply(noise), relation, delta));
    double first = 1;
    if (accountant instanceof BestAccountant || accountant instanceof PldAccountant) {
      first = rough(relation, targetEpsilon, delta, eventAtNoiseMultiplier);
    }
    bracket.find(first);
    bracket.close(TOLERANCE, CLOSE_ENOUGH);
    return bracket.enough();
  }

  /**
   * Where to begin with a slow accountant: what a quick one calibrates to, if it knows the event.
   */
  private static double rough(
      NeighbouringRelation relation,
      double targetEpsilon,
      double delta,
      DoubleFunction<PrivacyEvent> eventAtNoiseMultiplier) {
    try {
      Bracket bracket =
          new Bracket(
              targetEpsilon,
              delta,
              noise ->
                  RenyiAccountant.standard()
                      .epsilon(eventAtNoiseMultiplier.apply(noise), relation, delta));
      bracket.find(1);
      bracket.close(ROUGHLY, ROUGHLY);
      return bracket.enough().noiseMultiplier();
    } catch (UnsupportedEventException | CalibrationException e) {
      return 1;
    }
  }

  /** Noise that meets the target, and less noise that does not. */
  private static final class Bracket {
    private final double target;
    private final double delta;
    private final DoubleFunction<EpsilonBound> bound;
    private @Nullable CalibratedNoise enough;
    private double tooLittle;
    private double tooMuchEpsilon = Double.POSITIVE_INFINITY;

    Bracket(double target, double delta, DoubleFunction<EpsilonBound> bound) {
      this.target = target;
      this.delta = delta;
      this.bound = bound;
    }

    CalibratedNoise enough() {
      return Objects.requireNonNull(enough);
    }

    /** Whether this noise meets the target; it becomes one end of the bracket. */
    private boolean meets(double noise) {
      EpsilonBound at = bound.apply(noise);
      if (at.epsilon() <= target) {
        enough = new CalibratedNoise(noise, at);
        return true;
      }
      tooLittle = noise;
      tooMuchEpsilon = at.epsilon();
      return false;
    }

    void find(double first) {
      double noise = Math.max(LEAST, Math.min(MOST, first));
      // A first guess other than 1 is a good one.
      double factor = first == 1 ? 2 : 1.125;
      if (meets(noise)) {
        tooLittle = LEAST;
        while (noise > LEAST) {
          noise = Math.max(LEAST, noise / factor);
          if (!meets(noise)) {
            return;
          }
          factor = Math.min(2, factor * factor);
        }
        return;
      }
      while (true) {
        if (noise >= MOST) {
          throw new CalibrationException(
              "no noise multiplier up to 2^40 reaches epsilon "
                  + target
                  + " at delta "
                  + delta
                  + "; raise epsilon or delta, or plan fewer steps or a smaller sampling rate");
        }
        noise = Math.min(MOST, noise * factor);
        if (meets(noise)) {
          return;
        }
        factor = Math.min(2, factor * factor);
      }
    }

    /** By false position on logarithms, and halving where that does not help. */
    void close(double noiseTolerance, double epsilonTolerance) {
      for (int round = 0; ; round++) {
        double high = enough().noiseMultiplier();
        double low = tooLittle;
        double reached = enough().bound().epsilon();
        if (high <= low * (1 + noiseTolerance) || reached >= target * (1 - epsilonTolerance)) {
          return;
        }
        double share = 0.5;
        if (round % 3 != 2 && reached > 0 && Double.isFinite(tooMuchEpsilon)) {
          // Aims a little below the target, so as to end with noise that meets it.
          double aim = StrictMath.log(target / reached) - epsilonTolerance / 2;
          share = aim / StrictMath.log(tooMuchEpsilon / reached);
          share = Math.max(0.001, Math.min(0.999, share));
        }
        double middle = high * StrictMath.exp(-share * StrictMath.log(high / low));
        if (!(middle > low && middle < high)) {
          return;
        }
        meets(middle);
      }
    }
  }
}
