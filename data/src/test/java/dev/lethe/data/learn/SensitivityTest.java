package dev.lethe.data.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.Unencoded;
import dev.lethe.data.UnencodedRows;
import dev.lethe.spec.LearnedBounds;
import dev.lethe.spec.NumericTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removing or adding any one unit changes no sums by more than their bound; by brute force. */
class SensitivityTest {
  private static final List<String> NUMERIC = List.of("age", "cost");
  private static final List<String> CELLS =
      List.of("0", "-3", "17", "1e300", "-1e300", "NaN", "", "?", "x", "1e-30", "4096");
  private static final LearnedBounds BOUNDS =
      new LearnedBounds(1, NUMERIC, Map.of("cost", NumericTransform.LOG1P), Optional.empty());
  private static final List<LearnedBounds.Range> RANGES =
      List.of(new LearnedBounds.Range(-1e308, 1e308), new LearnedBounds.Range(0, 100));

  private final Unencoded tables = new Unencoded();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void noUnitChangesSumsByMoreThanTheirBound(int most) throws IOException {
    Random random = new Random(most);
    List<List<String>> rows = new ArrayList<>();
    for (int person = 0; person < 30; person++) {
      // Person 0 comes 64 times, with the same row.
      int visits = person == 0 ? 64 : 1 + random.nextInt(7);
      List<String> same = visit(random, person);
      for (int i = 0; i < visits; i++) {
        rows.add(person == 0 ? same : visit(random, person));
      }
    }
    UnencodedRows all = tables.of(rows, most, 0).train();

    long touched = 0;
    for (int person = 0; person < 30; person++) {
      String removed = "P" + person;
      UnencodedRows fewer =
          tables.of(rows.stream().filter(r -> !r.get(0).equals(removed)).toList(), most, 0).train();
      for (Function<UnencodedRows, BoundedCounts> sums : sums()) {
        touched = Math.max(touched, requireWithin(sums.apply(all), sums.apply(fewer)));
      }
      requireWithin(keyed(all), keyed(fewer));
    }
    assertThat(touched).as("somebody changes something").isPositive();
  }

  private static List<Function<UnencodedRows, BoundedCounts>> sums() {
    return List.of(
        rows -> new BoundsLearner(BOUNDS).count(rows),
        ProfileCounts::units,
        rows -> ProfileCounts.missing(rows, NUMERIC, List.of("ward")),
        rows -> ClassCounts.count(rows.classes(), rows.maxContributions(), 2),
        rows -> ProfileCounts.histograms(rows, NUMERIC, RANGES, 7),
        rows -> ProfileCounts.moments(rows, NUMERIC, RANGES));
  }

  /** Returns how much the unit changed. */
  private static long requireWithin(BoundedCounts with, BoundedCounts without) {
    long distance = 0;
    for (int i = 0; i < with.size(); i++) {
      distance += Math.abs(with.values()[i] - without.values()[i]);
    }
    assertThat(distance).isLessThanOrEqualTo(with.l1());
    assertThat(with.l1()).isEqualTo(without.l1());
    return distance;
  }

  private static KeyedCounts keyed(UnencodedRows rows) {
    return new VocabularyLearner(List.of("ward"), 4).count(rows);
  }

  private static void requireWithin(KeyedCounts with, KeyedCounts without) {
    long changed = 0;
    long total = 0;
    for (Map.Entry<String, Long> entry : with.values().entrySet()) {
      long distance = entry.getValue() - without.values().getOrDefault(entry.getKey(), 0L);
      assertThat(distance).isBetween(0L, with.each());
      changed += distance > 0 ? 1 : 0;
      total += distance;
    }
    assertThat(with.values().keySet()).containsAll(without.values().keySet());
    assertThat(changed).isLessThanOrEqualTo(with.keys());
    assertThat(total).isLessThanOrEqualTo(with.keys());
  }

  private static List<String> visit(Random random, int person) {
    return List.of(
        "P" + person,
        CELLS.get(random.nextInt(CELLS.size())),
        CELLS.get(random.nextInt(CELLS.size())),
        "ward" + random.nextInt(9),
        List.of("well", "ill", "?").get(random.nextInt(3)));
  }
}
