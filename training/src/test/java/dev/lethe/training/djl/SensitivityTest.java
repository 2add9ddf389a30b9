package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.data.UnitTable;
import dev.lethe.spec.ModelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one unit can change in the computed sum, measured against the claim, whatever it holds. */
class SensitivityTest {
  private static final DjlEngine ENGINE = TestEngine.get();
  private static final double NORM = 0.7;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void oneUnitChangesTheSumByNoMoreThanClaimed(long seed) {
    RandomCase test = extreme(RandomCase.of(100 + seed), seed);
    int[] all = test.allUnits();
    try (ClippedGradients gradients = open(test, 16)) {
      ClippingBounds bounds = gradients.bounds();
      double contribution = NORM * (1 + bounds.normSlack()) + bounds.floatError();
      double[] sum = gradients.rawSum(test.parameters(), test.data(), all);
      for (int unit : all) {
        int[] others = Arrays.stream(all).filter(u -> u != unit).toArray();
        double[] without = gradients.rawSum(test.parameters(), test.data(), others);
        double[] alone = gradients.rawSum(test.parameters(), test.data(), new int[] {unit});
        assertThat(Oracle.norm(alone)).isLessThanOrEqualTo(contribution);
        assertThat(Sums.distance(sum, without))
            .isLessThanOrEqualTo(NORM * (1 + bounds.normSlack()) + 2 * bounds.floatError());
        // Far sharper than the claim: the others' contributions must not have moved at all.
        assertThat(Sums.distance(sum, plus(without, alone)))
            .isLessThanOrEqualTo(3 * bounds.floatError());
      }
    }
  }

  @Test
  void largeGradientsReachTheClippingNormAndStopThere() {
    RandomCase test = RandomCase.of(7);
    for (int unit : test.allUnits()) {
      double[] alone = Sums.of(ENGINE, test, 1e-6, 8, new int[] {unit});
      assertThat(Oracle.norm(alone)).isBetween(0.2e-6, 1e-6 * (1 + 0x1p-39));
    }
  }

  @ParameterizedTest
  @ValueSource(
      floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -3e38f})
  void aUnitThatIsNotFiniteInOrInsideTheNetworkLeavesTheOthersAlone(float value) {
    for (int seed = 0; seed < 6; seed++) {
      RandomCase test = RandomCase.of(seed);
      int width = test.network().inputs();
      for (int i = 0; i < width * test.data().rowsOf(0); i++) {
        test.data().features()[i] = value;
      }
      int[] others = IntStream.range(1, test.data().units()).toArray();
      try (ClippedGradients gradients = open(test, 1024)) {
        double[] sum = gradients.rawSum(test.parameters(), test.data(), test.allUnits());
        double[] alone = gradients.rawSum(test.parameters(), test.data(), new int[] {0});
        double[] without = gradients.rawSum(test.parameters(), test.data(), others);
        assertThat(Arrays.stream(sum)).allMatch(Double::isFinite);
        assertThat(Sums.distance(sum, plus(without, alone)))
            .isLessThanOrEqualTo(3 * gradients.bounds().floatError());
        if (!Float.isFinite(value)) {
          assertThat(alone).containsOnly(0);
        }
      }
    }
  }

  @Test
  void aUnitPresent64TimesCounts64Times() {
    RandomCase once = RandomCase.of(3);
    int rows = once.data().rowsOf(0);
    int width = once.network().inputs();
    int[] firstRow = IntStream.rangeClosed(0, 64).map(u -> u * rows).toArray();
    float[] features = new float[64 * rows * width];
    int[] labels = new int[64 * rows];
    for (int u = 0; u < 64; u++) {
      System.arraycopy(once.data().features(), 0, features, u * rows * width, rows * width);
      System.arraycopy(once.data().labels(), 0, labels, u * rows, rows);
    }
    UnitTable repeated =
        new UnitTable(new byte[64 * UnitTable.ID_BYTES], firstRow, width, features, labels);
    try (ClippedGradients gradients = open(once, 10)) {
      double[] one = gradients.rawSum(once.parameters(), repeated, new int[] {0});
      double[] sum =
          gradients.rawSum(once.parameters(), repeated, IntStream.range(0, 64).toArray());
      double[] expected = Arrays.stream(one).map(v -> 64 * v).toArray();
      assertThat(Oracle.norm(one)).isPositive();
      assertThat(Sums.distance(sum, expected))
          .isLessThanOrEqualTo(65 * gradients.bounds().floatError());
    }
  }

  @Test
  void anEmptyStepIsZeroAndRowsWithoutAClassCountForNothing() {
    RandomCase test = RandomCase.of(5);
    try (ClippedGradients gradients = open(test, 64)) {
      assertThat(gradients.rawSum(test.parameters(), test.data(), new int[0])).containsOnly(0);
      Arrays.fill(test.data().labels(), -1);
      assertThat(gradients.rawSum(test.parameters(), test.data(), test.allUnits())).containsOnly(0);
    }
  }

  @Test
  void moreUnitsThanTheBoundCoversAreRefusedNotCut() {
    Network network =
        Network.chain(
            List.of(new int[] {1, 1}), List.of(new Network.Affine(0, Network.Activation.IDENTITY)));
    int units = 4101;
    UnitTable data =
        new UnitTable(
            new byte[units * UnitTable.ID_BYTES],
            IntStream.rangeClosed(0, units).toArray(),
            1,
            new float[units],
            new int[units]);
    try (ClippedGradients gradients =
        ClippedGradients.open(ENGINE, network, new ClippingRules(1, 1, 1, 4096))) {
      assertThat(gradients.bounds().unitCap()).isEqualTo(4100);
      float[] zero = new float[2];
      double[] full = gradients.rawSum(zero, data, IntStream.range(0, 4100).toArray());
      assertThat(full[1]).isEqualTo(2050);
      assertThatThrownBy(() -> gradients.rawSum(zero, data, IntStream.range(0, 4101).toArray()))
          .isInstanceOf(TooManyUnitsException.class)
          .hasMessageNotContaining("4101");
    }
  }

  /** A pass with one unit of two records must not compute the others' norms in another way. */
  @ParameterizedTest
  @ValueSource(floats = {1, 1e20f, 1e30f})
  void aUnitOfTwoRecordsLeavesUnitsOfOneAlone(float value) {
    Network network =
        Network.of(new ModelSpec.Mlp(List.of(300), ModelSpec.Activation.RELU), 300, 3);
    Random random = new Random(5);
    int[] firstRow = IntStream.rangeClosed(0, 21).map(u -> u < 21 ? u : 22).toArray();
    float[] features = new float[22 * 300];
    for (int row = 0; row < 22; row++) {
      features[row * 300] = value;
      features[row * 300 + 1] = (float) random.nextGaussian();
    }
    byte[] ids = new byte[21 * UnitTable.ID_BYTES];
    random.nextBytes(ids);
    UnitTable data = new UnitTable(ids, firstRow, 300, features, new int[22]);
    RandomCase test = new RandomCase(network, RandomCase.parameters(network, random), data, 2);
    try (ClippedGradients gradients = open(test, 64)) {
      double[] with = gradients.rawSum(test.parameters(), data, test.allUnits());
      double[] without =
          gradients.rawSum(test.parameters(), data, IntStream.range(0, 20).toArray());
      assertThat(Sums.distance(with, without))
          .isLessThanOrEqualTo(
              NORM * (1 + gradients.bounds().normSlack()) + 2 * gradients.bounds().floatError());
      double[] alone = gradients.rawSum(test.parameters(), data, new int[] {20});
      assertThat(Sums.distance(with, plus(without, alone)))
          .isLessThanOrEqualTo(3 * gradients.bounds().floatError());
    }
  }

  @Test
  void aStepThatFailedHalfWayIsTheLast() {
    RandomCase test = RandomCase.of(4);
    try (ClippedGradients gradients = open(test, 64)) {
      int label = test.data().labels()[0];
      test.data().labels()[0] = 1000;
      assertThatThrownBy(() -> gradients.rawSum(test.parameters(), test.data(), test.allUnits()))
          .isInstanceOf(IllegalStateException.class);
      test.data().labels()[0] = label;
      assertThatThrownBy(() -> gradients.rawSum(test.parameters(), test.data(), test.allUnits()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("start the training again");
    }
  }

  private static ClippedGradients open(RandomCase test, int physicalBatch) {
    return ClippedGradients.open(
        ENGINE,
        test.network(),
        new ClippingRules(NORM, test.maxContributions(), test.data().units(), physicalBatch));
  }

  /** Scales rows over sixty orders of magnitude and breaks some. */
  private static RandomCase extreme(RandomCase test, long seed) {
    Random random = new Random(seed);
    int width = test.network().inputs();
    float[] features = test.data().features();
    for (int r = 0; r < test.data().rows(); r++) {
      double scale = random.nextBoolean() ? 1 : Math.pow(10, random.nextInt(61) - 30);
      for (int i = r * width; i < (r + 1) * width; i++) {
        features[i] = (float) (features[i] * scale);
      }
      if (random.nextInt(10) == 0) {
        features[r * width + random.nextInt(width)] =
            random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY;
      }
    }
    return test;
  }

  private static double[] plus(double[] one, double[] other) {
    double[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }
}
