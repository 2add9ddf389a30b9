package dev.lethe.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.lethe.privacy.mechanism.ClippedSum;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.training.blocks.PrivateBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real optimizers of DJL on noise. */
class DjlUpdatesTest {
  static Stream<Supplier<Optimizer>> optimizers() {
    Tracker falling =
        Tracker.cosine().setBaseValue(0.3f).optFinalValue(0.01f).setMaxUpdates(12).build();
    return Stream.of(
        () ->
            Optimizer.sgd()
                .setLearningRateTracker(falling)
                .optMomentum(0.9f)
                .optWeightDecays(0.01f)
                .build(),
        () -> Optimizer.sgd().setLearningRateTracker(falling).build(),
        () -> Optimizer.adam().optLearningRateTracker(falling).build(),
        () -> Optimizer.adamW().optLearningRateTracker(falling).build());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromItsStateBitByBit(Supplier<Optimizer> optimizer) {
    try (Model model = Scene.model();
        Model other = Scene.model()) {
      PrivateBlock block = block(model);
      PrivateBlock resumed = block(other);
      List<PrivatizedGradient> gradients = gradients(block.dimension(), 6);
      DjlUpdates whole = new DjlUpdates(optimizer.get(), block, model.getNDManager());
      for (int i = 0; i < 3; i++) {
        whole.step(gradients.get(i), 4);
      }
      DjlUpdates second = new DjlUpdates(optimizer.get(), resumed, other.getNDManager());
      resumed.setValues(block.values());
      second.restore(whole.state());
      for (int i = 3; i < 6; i++) {
        whole.step(gradients.get(i), 4);
        second.step(gradients.get(i), 4);
      }
      assertThat(resumed.values()).isEqualTo(block.values());
      assertThat(second.state()).isEqualTo(whole.state());
    }
  }

  @Test
  void followsTheTrackerByThePublicStep() {
    try (Model model = Scene.model()) {
      PrivateBlock block = block(model);
      Tracker rate =
          Tracker.multiFactor().setBaseValue(1).optFactor(0.5f).setSteps(new int[] {1, 2}).build();
      DjlUpdates updates =
          new DjlUpdates(
              Optimizer.sgd().setLearningRateTracker(rate).build(), block, model.getNDManager());
      for (PrivatizedGradient gradient : gradients(block.dimension(), 3)) {
        float[] before = block.values();
        float expected = rate.getNewValue((int) updates.state()[updates.stateSize() - 1] + 1);
        updates.step(gradient, 8);
        double[] mean = gradient.dividedBy(8);
        for (int i = 0; i < before.length; i++) {
          assertThat(block.values()[i])
              .isCloseTo((float) (before[i] - expected * mean[i]), within(1e-5f));
        }
      }
    }
  }

  @Test
  void refusesUsedAndUnknownOptimizers() {
    try (Model model = Scene.model()) {
      PrivateBlock block = block(model);
      Optimizer used = Optimizer.adam().build();
      new DjlUpdates(used, block, model.getNDManager())
          .step(gradients(block.dimension(), 1).get(0), 1);
      assertThatThrownBy(() -> new DjlUpdates(used, block, model.getNDManager()))
          .isInstanceOf(PrivateTrainerException.class)
          .hasMessageContaining("Make a new optimizer");
      Optimizer own = new Own();
      assertThatThrownBy(() -> new DjlUpdates(own, block, model.getNDManager()))
          .isInstanceOf(PrivateTrainerException.class)
          .hasMessageContaining("Use Optimizer.sgd()");
    }
  }

  private static PrivateBlock block(Model model) {
    Block block = model.getBlock();
    block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, Scene.INPUTS));
    return PrivateBlock.privatize(block, Set.of());
  }

  private static List<PrivatizedGradient> gradients(int dimension, int count) {
    List<PrivatizedGradient> made = new ArrayList<>();
    try (NoiseSource noise = ExactRoundedGaussian.secure()) {
      GridGaussianMechanism mechanism =
          new GridGaussianMechanism(1, NoiseGrid.forClippingNorm(1, dimension), noise);
      for (int i = 0; i < count; i++) {
        made.add(mechanism.privatize(new ClippedSum(new double[dimension], 1, 0, 0)));
      }
    }
    return made;
  }

  private static final class Own extends Optimizer {
    Own() {
      super(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1)));
    }

    @Override
    public void update(String id, NDArray weight, NDArray gradient) {
      try (NDManager none = NDManager.newBaseManager("PyTorch")) {
        weight.subi(none.create(1f));
      }
    }
  }
}
