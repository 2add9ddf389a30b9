package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.spec.ClippingSpec;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound in exact decimal arithmetic, at the worst true norms that the slack allows. */
class ClippingFunctionTest {
  private static final BigDecimal UNDERFLOW = new BigDecimal("1e-200");

  private interface Made {
    ClippingFunction of(double norm, int groups, SplittableRandom random);
  }

  private static final List<Made> MODES =
      List.of(
          (c, groups, random) -> ClippingFunction.of(new ClippingSpec.Flat(c), groups),
          (c, groups, random) ->
              ClippingFunction.of(new ClippingSpec.PerLayer(c, List.of()), groups),
          (c, groups, random) ->
              ClippingFunction.of(new ClippingSpec.PerLayer(c, shares(c, groups, random)), groups),
          (c, groups, random) ->
              ClippingFunction.of(
                  new ClippingSpec.Automatic(c, Math.pow(10, 8 * random.nextDouble() - 6)),
                  groups));

  /** Norms whose squares add up to C's as nearly as doubles can, above it as often as below. */
  private static List<Double> shares(double norm, int groups, SplittableRandom random) {
    double[] shares = random.doubles(groups, 0.01, 1).toArray();
    double root = Math.sqrt(Arrays.stream(shares).map(x -> x * x).sum());
    return Arrays.stream(shares).mapToObj(x -> x / root * norm).toList();
  }

  /** Norms around C by ulps, and far from it on both sides. */
  private static double squaredNorm(double norm, int groups, SplittableRandom random) {
    double near = norm * norm / groups * (1 + (random.nextInt(9) - 4) * 0x1p-52);
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> near * Math.pow(10, 60 * random.nextDouble() - 30);
      case 2 -> random.nextDouble() * Double.MIN_NORMAL;
      default -> near;
    };
  }

  private static BigDecimal weightedSquare(double[] squares, double[] weights, double slack) {
    BigDecimal factor = BigDecimal.ONE.add(new BigDecimal(slack));
    BigDecimal sum = BigDecimal.ZERO;
    for (int g = 0; g < squares.length; g++) {
      BigDecimal truth = new BigDecimal(squares[g]).multiply(factor).add(UNDERFLOW);
      sum = sum.add(new BigDecimal(weights[g]).pow(2).multiply(truth));
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0x1p-40, 0x1p-10})
  void noWeightedContributionIsLongerThanTheNormAndItsSlack(double slack) {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 6000; trial++) {
      double c = Math.pow(10, 12 * random.nextDouble() - 6);
      int groups = 1 + random.nextInt(trial % 100 == 0 ? 600 : 6);
      Made made = MODES.get(trial % MODES.size());
      ClippingFunction clipping = made.of(c, groups, random);
      double[] squares = new double[groups];
      Arrays.setAll(squares, g -> squaredNorm(c, groups, random));
      double[] weights = new double[groups];
      clipping.weigh(squares, weights);
      BigDecimal bound =
          new BigDecimal(c).multiply(BigDecimal.ONE.add(new BigDecimal(clipping.normSlack(slack))));
      assertThat(weightedSquare(squares, weights, slack))
          .as("%s, C %s, %s", clipping, c, Arrays.toString(squares))
          .isLessThanOrEqualTo(bound.pow(2));
    }
  }

  @Test
  void theSlackIsNoExcuseForAnotherNorm() {
    assertThat(ClippingFunction.flat(1, 1000).normSlack(0)).isLessThan(0x1p-40);
    assertThat(ClippingFunction.flat(1, 3).normSlack(0x1p-30)).isLessThan(0x1p-30 + 0x1p-45);
    assertThatThrownBy(() -> ClippingFunction.flat(1, 1).normSlack(0.01))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flatIsTheLesserOfOneAndTheNormOverTheUnits() {
    ClippingFunction flat = ClippingFunction.flat(2, 2);
    assertThat(weights(flat, 9, 16)).containsExactly(0.4, 0.4);
    assertThat(weights(flat, 1, 2)).containsExactly(1, 1);
    assertThat(weights(flat, 0, 0)).containsExactly(1, 1);
    assertThat(flat.within(new double[] {1, 3})).isTrue();
    assertThat(flat.within(new double[] {1, 3.0001})).isFalse();
    assertThat(flat.within(new double[] {1, Double.NaN})).isFalse();
    assertThat(flat.within(new double[] {1, Double.POSITIVE_INFINITY})).isFalse();
  }

  @Test
  void automaticScalesSmallUnitsUpToo() {
    ClippingFunction automatic = ClippingFunction.of(new ClippingSpec.Automatic(0.5, 0.01), 2);
    assertThat(weights(automatic, 9, 16)).containsExactly(0.5 / 5.01, 0.5 / 5.01);
    assertThat(weights(automatic, 0.0009, 0)).containsExactly(0.5 / 0.04, 0.5 / 0.04);
    assertThat(weights(automatic, 0, 0)).containsExactly(50, 50);
  }

  @Test
  void perLayerClipsEachGroupToItsShare() {
    ClippingFunction equal = ClippingFunction.of(new ClippingSpec.PerLayer(2, List.of()), 4);
    double[] weights = weights(equal, 4, 1, 0.25, 100);
    assertThat(weights[0]).isBetween(0.5 * (1 - 1e-14), 0.5);
    assertThat(weights[1]).isBetween(1 - 1e-14, 1.0);
    assertThat(weights[2]).isEqualTo(1);
    assertThat(weights[3]).isBetween(0.1 * (1 - 1e-14), 0.1);

    ClippingFunction own = ClippingFunction.of(new ClippingSpec.PerLayer(1, List.of(0.6, 0.8)), 2);
    assertThat(weights(own, 36, 64)[0]).isBetween(0.1 * (1 - 1e-13), 0.1);
    assertThat(weights(own, 36, 64)[1]).isBetween(0.1 * (1 - 1e-13), 0.1);
    assertThat(weights(own, 0.01, 64)[0]).isEqualTo(1);
  }

  @Test
  void aUnitThatIsNotFiniteInOneGroupWeighsNothingInAny() {
    for (Made made : MODES) {
      ClippingFunction clipping = made.of(1, 3, new SplittableRandom(1));
      for (double bad :
          new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1}) {
        assertThat(weights(clipping, 1, bad, 0)).as("%s", clipping).containsExactly(0, 0, 0);
        assertThat(weights(clipping, bad, 0, Double.NaN)).containsExactly(0, 0, 0);
      }
      assertThat(weights(clipping, Double.MAX_VALUE, Double.MAX_VALUE, 0))
          .as("%s", clipping)
          .containsExactly(0, 0, 0);
    }
  }

  @Test
  void refusesWhatTheProofDoesNotCover() {
    assertThatThrownBy(() -> ClippingFunction.flat(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClippingFunction.flat(1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClippingFunction.of(new ClippingSpec.Automatic(1, 0), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ClippingFunction.of(new ClippingSpec.PerLayer(1, List.of(0.8, 0.8)), 2))
        .hasMessageContaining("more than 1");
    assertThatThrownBy(
            () -> ClippingFunction.of(new ClippingSpec.PerLayer(1, List.of(0.6, 0.8)), 3))
        .hasMessageContaining("the model has 3 layers");
    assertThatThrownBy(() -> weights(ClippingFunction.flat(1, 2), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] weights(ClippingFunction clipping, double... squares) {
    double[] weights = new double[squares.length];
    clipping.weigh(squares, weights);
    return weights;
  }
}
