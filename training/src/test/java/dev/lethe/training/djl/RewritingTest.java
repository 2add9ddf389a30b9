package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.training.ParameterStore;
import dev.lethe.training.blocks.Lora;
import dev.lethe.training.blocks.PrivateBlock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RewritingTest {
  private static final DjlEngine ENGINE = TestEngine.get();

  @Test
  void aBatchNormBecomesAGroupNormAndAllElseStays() {
    try (NDManager manager = ENGINE.newManager()) {
      Block conv = Conv2d.builder().setFilters(6).setKernelShape(new Shape(3, 3)).build();
      Block plain = new SequentialBlock().add(conv).add(BatchNorm.builder().build());
      plain.initialize(manager, DataType.FLOAT32, new Shape(1, 2, 8, 8));
      Block replaced = PrivateBlock.replaceBatchNorm(plain);
      Parameter weight = conv.getDirectParameters().get("weight");
      assertThat(replaced.getParameters().values()).contains(weight);
      assertThat(PrivateBlock.privatize(replaced, Set.of()).parameters())
          .extracting(p -> p.path())
          .containsExactly(
              "01Conv2d/weight", "01Conv2d/bias", "02GroupNorm/gamma", "02GroupNorm/beta");
    }
  }

  @Test
  void adaptersBeginAsTheModelTheyAdaptAndAloneAreTrained() {
    try (NDManager manager = ENGINE.newManager()) {
      Block plain =
          new SequentialBlock()
              .add(
                  ScaledDotProductAttentionBlock.builder()
                      .setEmbeddingSize(6)
                      .setHeadCount(2)
                      .optAttentionProbsDropoutProb(0)
                      .build())
              .add(Linear.builder().setUnits(4).build());
      plain.initialize(manager, DataType.FLOAT32, new Shape(1, 5, 6));
      Block adapted = Lora.adapt(plain, 2, 4);
      NDArray x = manager.randomNormal(new Shape(3, 5, 6));
      assertThat(forward(adapted, manager, x))
          .containsExactly(forward(plain, manager, x), within(1e-5f));
      List<String> trained =
          PrivateBlock.privatize(adapted, Set.of()).parameters().stream()
              .map(p -> p.path())
              .toList();
      assertThat(trained).hasSize(10).allMatch(path -> path.contains("/lora"));
    }
  }

  private static float[] forward(Block block, NDManager manager, NDArray x) {
    return block
        .forward(new ParameterStore(manager, false), new NDList(x), false)
        .singletonOrThrow()
        .toFloatArray();
  }
}
