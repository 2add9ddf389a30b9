package dev.lethe.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import dev.lethe.training.trainer.ExampleLoss.Labels;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DJL's own loss of one example is the oracle. */
class ExampleLossTest {
  private static final Shape OUTPUT = new Shape(3);
  private static final float[][] OUTPUTS = {{0.3f, -2, 1.5f}, {9, 0.1f, -0.5f}, {0, 0, 30}};

  static Stream<Loss> losses() {
    return Stream.of(
        Loss.softmaxCrossEntropyLoss(),
        Loss.softmaxCrossEntropyLoss("weighted", 0.25f, 1, true, true),
        Loss.softmaxCrossEntropyLoss("shares", 1, -1, false, true),
        Loss.softmaxCrossEntropyLoss("logs", 3, -1, false, false),
        Loss.sigmoidBinaryCrossEntropyLoss(),
        Loss.sigmoidBinaryCrossEntropyLoss("weighted", 2, false),
        Loss.l2Loss(),
        Loss.l2Loss("whole", 1),
        Loss.l1Loss(),
        Loss.hingeLoss(),
        Loss.hingeLoss("wide", 3, 2));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void hasDjlsValueOnEachExampleAndAddsThemUp(Loss djl) {
    ExampleLoss loss = ExampleLoss.of(djl, OUTPUT);
    boolean classes = loss.labels() == Labels.CLASS;
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      double total = 0;
      for (int e = 0; e < OUTPUTS.length; e++) {
        NDArray out = manager.create(OUTPUTS[e], new Shape(1, 3));
        NDArray label =
            classes
                ? manager.create(new int[] {e}, new Shape(1))
                : manager.create(values(e), new Shape(1, 3));
        float expected = djl.evaluate(new NDList(label), new NDList(out)).getFloat();
        total += expected;
        NDArray target = manager.create(targets(classes, e), new Shape(1, 3));
        float own = loss.loss().sum(out, target, manager.ones(new Shape(1, 1))).getFloat();
        assertThat(own).isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
      }
      NDArray all = manager.create(concat(OUTPUTS), new Shape(3, 3));
      NDArray targets =
          manager.create(
              concat(targets(classes, 0), targets(classes, 1), targets(classes, 2)),
              new Shape(3, 3));
      float sum = loss.loss().sum(all, targets, manager.ones(new Shape(3, 1))).getFloat();
      assertThat((double) sum).isCloseTo(total, within(1e-5 * Math.max(1, Math.abs(total))));
    }
  }

  @Test
  void refusesByNameAndWithARemedy() {
    refused(Loss.maskedSoftmaxCrossEntropyLoss(), "MaskedSoftmaxCrossEntropyLoss");
    refused(Loss.quantileL1Loss(0.5f), "QuantileL1Loss");
    refused(Loss.l2WeightedDecay(new NDList()), "belongs to the optimizer");
    refused(Loss.sigmoidBinaryCrossEntropyLoss("s", 1, true), "Take the sigmoid off");
    refused(Loss.l1Loss("weighted", 0.5f), "scale the learning rate");
    refused(Loss.softmaxCrossEntropyLoss("s", 1, 2, true, true), "class axis -1");
    Loss own =
        new Loss("mine") {
          @Override
          public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions.head().mean();
          }
        };
    refused(own, "is not known example by example");
    assertThatThrownBy(() -> ExampleLoss.of(Loss.softmaxCrossEntropyLoss(), new Shape(7, 3)))
        .isInstanceOf(PrivateTrainerException.class)
        .hasMessageContaining("one logit per class");
  }

  private static void refused(Loss loss, String part) {
    assertThatThrownBy(() -> ExampleLoss.of(loss, OUTPUT))
        .isInstanceOf(PrivateTrainerException.class)
        .hasMessageContaining(part);
  }

  private static float[] values(int example) {
    return new float[] {1, -1, example == 1 ? -1 : 1};
  }

  private static float[] targets(boolean classes, int example) {
    if (!classes) {
      return values(example);
    }
    float[] oneHot = new float[3];
    oneHot[example] = 1;
    return oneHot;
  }

  private static float[] concat(float[]... rows) {
    float[] all = new float[rows.length * 3];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, all, r * 3, 3);
    }
    return all;
  }
}
