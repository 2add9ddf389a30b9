package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An event as a bag of irreducible ones: with probability {@code 1 - failureDelta} its outputs are
 * those of the parts, on both of any two neighbours; otherwise they may be anything.
 *
 * @param parts how often each irreducible event occurs, rounded up
 * @param failureDelta rounded up; 0 where nothing can fail
 */
record NormalForm(Map<PrivacyEvent, Double> parts, double failureDelta) {

  /** What is left of delta for the parts, rounded down; not positive if nothing is left. */
  double remainingOf(double delta) {
    return failureDelta == 0 ? delta : Math.nextDown(delta - failureDelta);
  }

  /** One event for all parts; Gaussians on the same data become a single one. */
  PrivacyEvent together() {
    Tally<Double> gaussians = new Tally<>();
    List<PrivacyEvent> all = new ArrayList<>();
    parts.forEach(
        (part, count) -> {
          if (part instanceof Gaussian gaussian) {
            gaussians.add(gaussian.noiseMultiplier(), count);
          } else {
            all.add(count == 1 ? part : new SelfComposed(part, wholeUp(count)));
          }
        });
    if (!gaussians.counts().isEmpty()) {
      all.add(new Gaussian(JointGaussian.noiseMultiplier(gaussians.counts())));
    }
    return all.size() == 1 ? all.get(0) : new Composed(all);
  }

  private static long wholeUp(double count) {
    if (count >= 0x1p62) {
      throw new UnsupportedEventException(
          "a part is repeated more than 2^62 times; no useful epsilon could be stated for that");
    }
    return (long) Math.ceil(count);
  }
}
