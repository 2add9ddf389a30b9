package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.function.DoubleFunction;

/** Finds the least noise that meets a target; what it returns always meets it. */
public final class NoiseCalibration {
  private static final double LEAST = 0x1p-7;
  private static final double MOST = 0x1p40;
  private static final double TOLERANCE = 1e-7;

  private NoiseCalibration() {}

  /**
   * The least noise multiplier, within a relative 1e-7, whose epsilon is at most the target; never
   * below 2^-7, where a target is so loose that still less noise would do.
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
    DoubleFunction<CalibratedNoise> at =
        noise ->
            new CalibratedNoise(
                noise, accountant.epsilon(eventAtNoiseMultiplier.apply(noise), relation, delta));
    CalibratedNoise enough = at.apply(1);
    double tooLittle = LEAST;
    if (enough.bound().epsilon() <= targetEpsilon) {
      while (enough.noiseMultiplier() > LEAST) {
        CalibratedNoise less = at.apply(enough.noiseMultiplier() / 2);
        if (!(less.bound().epsilon() <= targetEpsilon)) {
          tooLittle = less.noiseMultiplier();
          break;
        }
        enough = less;
      }
    } else {
      while (!(enough.bound().epsilon() <= targetEpsilon)) {
        tooLittle = enough.noiseMultiplier();
        if (tooLittle >= MOST) {
          throw new CalibrationException(
              "no noise multiplier up to 2^40 reaches epsilon "
                  + targetEpsilon
                  + " at delta "
                  + delta
                  + "; raise epsilon or delta, or plan fewer steps or a smaller sampling rate");
        }
        enough = at.apply(2 * tooLittle);
      }
    }
    while (enough.noiseMultiplier() > tooLittle * (1 + TOLERANCE)) {
      CalibratedNoise middle = at.apply(Math.sqrt(enough.noiseMultiplier() * tooLittle));
      if (middle.bound().epsilon() <= targetEpsilon) {
        enough = middle;
      } else {
        tooLittle = middle.noiseMultiplier();
      }
    }
    return enough;
  }
}
