package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.lethe.data.UnitTable;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.PrivatizationException;
import dev.lethe.training.blocks.TrainedParameter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Blocks that book-keeping does not know run record by record, or are refused. */
class UnknownBlockTest {
  private static final DjlEngine ENGINE = TestEngine.get();

  /** Takes the mean of the batch away: mixes records, which one record at a time cannot. */
  private static final class Centred extends AbstractBlock {
    private final Parameter scale;
    private final boolean remembers;

    Centred(boolean remembers) {
      super((byte) 1);
      this.remembers = remembers;
      scale =
          addParameter(Parameter.builder().setName("scale").setType(Parameter.Type.OTHER).build());
      scale.setInitializer(ai.djl.training.initializer.Initializer.ONES);
      if (remembers) {
        addParameter(
            Parameter.builder()
                .setName("last")
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(4))
                .optRequiresGrad(false)
                .optInitializer(ai.djl.training.initializer.Initializer.ZEROS)
                .build());
      }
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      if (remembers) {
        store
            .getValue(getDirectParameters().get("last"), x.getDevice(), training)
            .addi(x.mean(new int[] {0}));
      }
      NDArray own = store.getValue(scale, x.getDevice(), training);
      return new NDList(x.sub(x.mean(new int[] {0}).mul(0.5f)).mul(own));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return inputs;
    }

    @Override
    protected void prepare(Shape[] inputs) {
      scale.setShape(new Shape(4));
    }
  }

  private static BlockCase of(Block body) {
    return new BlockCase("unknown", () -> body, new Shape(4), 0);
  }

  @Test
  void anUnknownBlockRunsRecordByRecordAndARecordThatIsNotFiniteLeavesNothingBehind() {
    BlockCase test = of(new Centred(false));
    UnitTable data = test.units(4, 8, 2);
    try (NDManager manager = ENGINE.newManager()) {
      Block block = test.build(manager, 2);
      PrivateBlock known = PrivateBlock.privatize(block, Set.of());
      assertThat(known.unknown()).hasSize(1).first().asString().contains("01Centred");
      float[] values = known.values();
      BlockOracle oracle = new BlockOracle(ENGINE, test, block, data);
      double[] expected =
          oracle.ordered(
              oracle.clippedSum(0.3),
              known.parameters().stream().map(TrainedParameter::parameter).toList());
      int[] all = IntStream.range(0, data.units()).toArray();
      try (ClippedGradients gradients =
          test.open(ENGINE, block, new ClippingRules(0.3, 2, data.units(), 64))) {
        double[] actual = gradients.rawSum(values, data, all);
        assertThat(Sums.distance(actual, expected)).isLessThan(1e-5 * Oracle.norm(expected));
        data.features()[0] = 3e38f;
        double[] others = gradients.rawSum(values, data, Arrays.copyOfRange(all, 1, all.length));
        assertThat(Arrays.stream(others)).allMatch(Double::isFinite);
      }
      assertThat(known.values()).isEqualTo(values);
    }
  }

  @Test
  void whatFollowsTheDataIsRefused() {
    try (NDManager manager = ENGINE.newManager()) {
      BlockCase remembers = of(new Centred(true));
      Block block = remembers.build(manager, 2);
      assertThatThrownBy(() -> remembers.open(ENGINE, block, new ClippingRules(1, 1, 8, 8)))
          .isInstanceOf(PrivatizationException.class)
          .hasMessageContaining("last: it changes when data pass through");
      Block norm =
          of(new SequentialBlock().add(new Centred(false)).add(BatchNorm.builder().build()))
              .build(manager, 2);
      assertThatThrownBy(() -> PrivateBlock.privatize(norm, Set.of()))
          .isInstanceOf(PrivatizationException.class)
          .hasMessageContaining("01SequentialBlock/02BatchNorm: BatchNorm mixes examples");
    }
  }
}
