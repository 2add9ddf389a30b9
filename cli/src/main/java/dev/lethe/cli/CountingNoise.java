package dev.lethe.cli;

import dev.lethe.data.learn.LaplaceCounts;
import dev.lethe.data.learn.ThresholdedCounts;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.spec.PlanPart;
import java.util.List;

/** What a plan's counts need, tried out before its run begins and anything is charged. */
final class CountingNoise {
  private CountingNoise() {}

  /**
   * @param parts of a plan; those that count are charged as approximate-dp
   * @param keys most values of categorical columns that a unit may have
   * @param each most rows of a unit
   * @throws dev.lethe.natives.NativeLibraryException if OpenDP, which draws it, cannot be loaded
   * @throws dev.lethe.data.learn.UnpaidReleaseException if no noise is within a part's event
   */
  static void require(List<PlanPart> parts, long keys, long each) {
    for (PlanPart part : parts) {
      if (part.event() instanceof ApproximateDp event) {
        if (event.delta() > 0) {
          ThresholdedCounts.of(keys, each, event).close();
        } else {
          LaplaceCounts.of(each, event).close();
        }
      }
    }
  }
}
