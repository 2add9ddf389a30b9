package dev.lethe.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A private search: trainings with different settings, of which only the best is released.
 *
 * @param trials the law of their number
 * @param space the public settings that a trial draws from, uniformly and independently of the data
 * @param metric what decides which trial is the best
 * @param scoreEpsilon what one score would cost alone, at the run's delta; its noise follows
 */
public record SearchSpec(
    SearchTrials trials, List<SearchAxis> space, ScoreMetric metric, double scoreEpsilon) {
  static final double DEFAULT_SHARE = 10;
  static final int MOST_COMBINATIONS = 256;

  public SearchSpec {
    space = List.copyOf(space);
  }

  /** Every choice of one value per key, in order: path to canonical JSON. */
  public List<Map<String, String>> combinations() {
    List<Map<String, String>> all = List.of(Map.of());
    for (SearchAxis axis : space) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> chosen : all) {
        for (String value : axis.values()) {
          Map<String, String> more = new LinkedHashMap<>(chosen);
          more.put(axis.path(), value);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }
}
