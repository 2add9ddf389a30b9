package dev.lethe.data.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.LoadedData;
import dev.lethe.data.Unencoded;
import dev.lethe.data.UnencodedData;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.spec.LearnedBounds;
import dev.lethe.spec.LearnedFeatures;
import dev.lethe.spec.NumericTransform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is learned is useful where there is something to learn, and sane where there is not. */
class LearnersTest {
  private static final LearnedBounds SPEC =
      new LearnedBounds(
          1, List.of("age", "cost"), Map.of("cost", NumericTransform.LOG1P), Optional.empty());

  private static List<List<String>> people(int count) {
    Random random = new Random(5);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          List.of(
              "P" + i,
              Integer.toString(20 + random.nextInt(44)),
              i == 0 ? "1e200" : Double.toString(Math.exp(3 + random.nextGaussian())),
              i == 1 ? "secret" : random.nextInt(3) == 0 ? "north" : "south",
              random.nextInt(4) == 0 ? "ill" : "well"));
    }
    return rows;
  }

  @Test
  void boundsSpanTheManyAndNotTheOne() throws IOException {
    UnencodedData data = new Unencoded().of(people(4000), 1, 0);
    BoundsLearner learner = new BoundsLearner(SPEC);
    try (LaplaceCounts noise = LaplaceCounts.of(learner.l1(1), new ApproximateDp(1, 0))) {
      BoundedCounts exact = learner.count(data.train());
      int right = 0;
      for (int i = 0; i < 20; i++) {
        Map<String, LearnedBounds.Range> bounds = learner.bounds(noise.release(exact));
        LearnedBounds.Range cost = Optional.ofNullable(bounds.get("cost")).orElseThrow();
        right +=
            new LearnedBounds.Range(16, 64).equals(bounds.get("age"))
                    && cost.min() >= 1
                    && cost.min() <= 4
                    && cost.max() >= 128
                    && cost.max() <= 512
                ? 1
                : 0;
      }
      // An empty bin stands out in at most 1 of 1000: in 11 of 20 with a chance below 1e-27.
      assertThat(right).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void withoutAnyDataBoundsAreStillBounds() {
    BoundsLearner learner = new BoundsLearner(SPEC);
    try (LaplaceCounts noise = LaplaceCounts.of(learner.l1(1), new ApproximateDp(0.01, 0))) {
      for (int i = 0; i < 20; i++) {
        BoundedCounts none =
            new BoundedCounts.Builder(
                    LogBins.within(Optional.empty(), false).size()
                        + LogBins.within(Optional.empty(), true).size(),
                    learner.l1(1))
                .build();
        learner
            .bounds(noise.release(none))
            .values()
            .forEach(range -> assertThat(range.min()).isLessThan(range.max()));
      }
    }
  }

  @Test
  void binsCoverTheLineWithoutGaps() {
    LogBins bins = LogBins.within(Optional.empty(), false);
    for (int bin = 1; bin < bins.size(); bin++) {
      assertThat(bins.lower(bin)).isGreaterThanOrEqualTo(bins.upper(bin - 1));
    }
    for (double value : new double[] {-1e300, -3, -1e-9, 0, 1e-9, 0.5, 1, 2, 3, 1024, 1e9}) {
      int bin = bins.of(value);
      assertThat(bin).isBetween(0, bins.size() - 1);
      if (Math.abs(value) > 1e-6 && Math.abs(value) < 1e12) {
        assertThat(value).isBetween(bins.lower(bin), bins.upper(bin));
      }
    }
    LogBins within = LogBins.within(Optional.of(new LearnedBounds.Range(3, 100)), false);
    assertThat(within.of(-5)).isZero();
    assertThat(within.lower(0)).isEqualTo(3);
    assertThat(within.upper(within.size() - 1)).isEqualTo(100);
  }

  @Test
  void aVocabularyHoldsWhatManyHaveAndNothingOfOne() throws IOException {
    UnencodedData data = new Unencoded().of(people(4000), 1, 0);
    VocabularyLearner learner = new VocabularyLearner(List.of("ward"), 4);
    try (ThresholdedCounts noise =
        ThresholdedCounts.of(learner.l1(1), 1, new ApproximateDp(1, 1e-8))) {
      assertThat(learner.vocabularies(noise.release(learner.count(data.train()))))
          .isEqualTo(Map.of("ward", List.of("south", "north")));
    }
  }

  @Test
  void whatWasLearnedEncodesBothPartsAtThePlannedWidth() throws IOException {
    UnencodedData data = new Unencoded().of(people(600), 1, 0.3);

    LoadedData encoded =
        data.encode(
            Unencoded.features()
                .with(
                    new LearnedFeatures(
                        Map.of(
                            "age", new LearnedBounds.Range(16, 64),
                            "cost", new LearnedBounds.Range(0, 256)),
                        Map.of("ward", List.of("south")),
                        "test")));

    assertThat(encoded.train().width()).isEqualTo(2 + 5);
    assertThat(encoded.train().units() + encoded.test().units()).isEqualTo(600);
    for (int row = 0; row < encoded.train().rows(); row++) {
      float[] f = encoded.train().features();
      float known = f[row * 7 + 2];
      float other = f[row * 7 + 6];
      assertThat(known + other).isEqualTo(1f);
      assertThat(f[row * 7 + 3] + f[row * 7 + 4] + f[row * 7 + 5]).isZero();
    }
  }

  @Test
  void meansAndQuantilesAreClose() throws IOException {
    UnencodedData data = new Unencoded().of(people(4000), 1, 0);
    List<LearnedBounds.Range> ranges =
        List.of(new LearnedBounds.Range(16, 64), new LearnedBounds.Range(0, 256));
    List<String> columns = List.of("age", "cost");
    // So little noise that none of the ranges below is missed by chance.
    try (LaplaceCounts moments =
            LaplaceCounts.of(ProfileCounts.momentsL1(2, 1), new ApproximateDp(20, 0));
        LaplaceCounts bins =
            LaplaceCounts.of(ProfileCounts.histogramL1(2, 1), new ApproximateDp(20, 0))) {
      double[] age =
          ProfileCounts.meanAndScale(
                  moments.release(ProfileCounts.moments(data.train(), columns, ranges)),
                  0,
                  ranges.get(0))
              .orElseThrow();
      long[] counts =
          bins.release(ProfileCounts.histograms(data.train(), columns, ranges, 24)).values();

      assertThat(age[0]).isBetween(41.0, 42.0);
      assertThat(age[1]).isBetween(12.0, 13.5);
      assertThat(ProfileCounts.quantile(java.util.Arrays.copyOf(counts, 24), ranges.get(0), 0.5))
          .isBetween(40.0, 44.0);
    }
  }

  @Test
  void weightsEvenOutTheClasses() {
    assertThat(ClassCounts.weights(new NoisyCounts(new long[] {900, 100}, 1)))
        .containsExactly(1000 / 2.0 / 900, 5.0);
    assertThat(ClassCounts.weights(new NoisyCounts(new long[] {-5, 1_000_000}, 1)))
        .containsExactly(10.0, 0.5000005);
  }
}
