package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.PrivacyEvent;
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
}
