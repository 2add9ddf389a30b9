package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.lethe.data.UnitTable;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.TrainedParameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer's clipped sum against the engine's own gradients, and what one unit changes. */
class BlockGradientsTest {
  private static final DjlEngine ENGINE = TestEngine.get();

  static Stream<BlockCase> cases() {
    return BlockCases.all();
  }

  /** PyTorch's DJL engine has no forward for Prelu, which therefore has no such oracle. */
  static Stream<BlockCase> casesOfTheEngine() {
    return BlockCases.all().filter(test -> !test.name().equals("prelu"));
  }

  @ParameterizedTest
  @MethodSource("casesOfTheEngine")
  void equalsTheEnginesOwnGradientsOneRecordAtATime(BlockCase test) {
    for (int most : new int[] {1, 3}) {
      UnitTable data = test.units(17 + most, 9, most);
      try (NDManager manager = ENGINE.newManager()) {
        Block block = test.build(manager, 5);
        List<Parameter> order =
            PrivateBlock.privatize(block, BlockCases.ASSERTED).parameters().stream()
                .map(TrainedParameter::parameter)
                .toList();
        BlockOracle oracle = new BlockOracle(ENGINE, test, block, data);
        float[] values = PrivateBlock.privatize(block, BlockCases.ASSERTED).values();
        for (double norm : new double[] {0.05, 100}) {
          double[] expected = oracle.ordered(oracle.clippedSum(norm), order);
          for (int physicalBatch : new int[] {1, 4, 64}) {
            ClippingRules rules = new ClippingRules(norm, most, data.units(), physicalBatch);
            try (ClippedGradients gradients = test.open(ENGINE, block, rules)) {
              assertThat(gradients.unitsPerPass()).as("A1").isEqualTo(rules.unitsPerPass());
              double[] actual =
                  gradients.rawSum(values, data, IntStream.range(0, data.units()).toArray());
              assertThat(Sums.distance(actual, expected))
                  .as("%s, most %d, norm %s, batch %d", test, most, norm, physicalBatch)
                  .isLessThanOrEqualTo(2e-5 * Oracle.norm(expected));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneUnitChangesTheSumByNoMoreThanDeclared(BlockCase test) {
    UnitTable data = test.units(3, 12, 2);
    if (test.vocabulary() == 0) {
      breakSome(data);
    }
    try (NDManager manager = ENGINE.newManager()) {
      Block block = test.build(manager, 6);
      float[] values = PrivateBlock.privatize(block, BlockCases.ASSERTED).values();
      int[] all = IntStream.range(0, data.units()).toArray();
      try (ClippedGradients gradients =
          test.open(ENGINE, block, new ClippingRules(0.7, 2, data.units(), 5))) {
        ClippingBounds bounds = gradients.bounds();
        double[] sum = gradients.rawSum(values, data, all);
        assertThat(Arrays.stream(sum)).allMatch(Double::isFinite);
        for (int unit : all) {
          int[] others = Arrays.stream(all).filter(u -> u != unit).toArray();
          double[] without = gradients.rawSum(values, data, others);
          double[] alone = gradients.rawSum(values, data, new int[] {unit});
          assertThat(Sums.distance(sum, without))
              .isLessThanOrEqualTo(0.7 * (1 + bounds.normSlack()) + 2 * bounds.floatError());
          // Far sharper than the claim: the others' contributions must not have moved at all.
          for (int i = 0; i < alone.length; i++) {
            alone[i] += without[i];
          }
          assertThat(Sums.distance(sum, alone)).isLessThanOrEqualTo(3 * bounds.floatError());
        }
      }
    }
  }

  /** Of the units, two are not finite, two huge and two tiny. */
  private static void breakSome(UnitTable data) {
    float[] factors = {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, 1e12f, 1e-30f, 0};
    for (int unit = 0; unit < factors.length; unit++) {
      int from = data.firstRow(unit) * data.width();
      for (int i = from; i < from + data.width(); i++) {
        data.features()[i] *= factors[unit];
      }
    }
  }
}
