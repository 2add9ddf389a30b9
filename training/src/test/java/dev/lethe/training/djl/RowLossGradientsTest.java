package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import dev.lethe.data.UnitTable;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.RowLoss;
import dev.lethe.training.blocks.TrainedParameter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clipped sums next to the engine's own gradients of DJL's own losses, one example at a time. */
class RowLossGradientsTest {
  private static final int INPUTS = 4;
  private static final int OUTPUTS = 3;
  private static final int EXAMPLES = 23;
  private static final double NORM = 0.7;

  record Case(RowLoss loss, Loss djl, boolean sparse) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new RowLoss.Softmax(OUTPUTS), Loss.softmaxCrossEntropyLoss(), true),
        new Case(
            new RowLoss.Scaled(new RowLoss.Softmax(OUTPUTS), 2),
            Loss.softmaxCrossEntropyLoss("w", 2, -1, false, true),
            false),
        new Case(
            new RowLoss.LogLikelihood(OUTPUTS),
            Loss.softmaxCrossEntropyLoss("l", 1, -1, true, false),
            true),
        new Case(new RowLoss.Logits(OUTPUTS), Loss.sigmoidBinaryCrossEntropyLoss(), false),
        new Case(new RowLoss.Scaled(new RowLoss.Squared(OUTPUTS), 0.5f), Loss.l2Loss(), false),
        new Case(new RowLoss.Absolute(OUTPUTS), Loss.l1Loss(), false),
        new Case(new RowLoss.Hinge(OUTPUTS, 1), Loss.hingeLoss(), false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sumsWhatDjlWouldGiveForEachExample(Case test) {
    DjlEngine engine = TestEngine.get();
    try (NDManager manager = engine.newManager()) {
      SequentialBlock model =
          new SequentialBlock()
              .add(Linear.builder().setUnits(5).build())
              .add(Activation.tanhBlock())
              .add(Linear.builder().setUnits(OUTPUTS).build());
      model.initialize(manager, DataType.FLOAT32, new Shape(1, INPUTS));
      PrivateBlock block = PrivateBlock.privatize(model, Set.of());
      UnitTable data = data(test);
      float[] values = block.values();
      double[] expected = new double[values.length];
      for (int example = 0; example < EXAMPLES; example++) {
        double[] own = gradient(engine, model, block, test, data, example);
        double weight = Math.min(1, NORM / Oracle.norm(own));
        for (int i = 0; i < own.length; i++) {
          expected[i] += weight * own[i];
        }
      }
      ClippingRules rules = new ClippingRules(NORM, 1, EXAMPLES, 16);
      try (ClippedGradients gradients =
          ClippedGradients.open(engine, block, new Shape(INPUTS), test.loss(), rules)) {
        double[] sum = gradients.rawSum(values, data, IntStream.range(0, EXAMPLES).toArray());
        double[] difference = new double[sum.length];
        Arrays.setAll(difference, i -> sum[i] - expected[i]);
        assertThat(Oracle.norm(expected)).isGreaterThan(0.1);
        assertThat(Oracle.norm(difference)).isLessThan(1e-5 * Oracle.norm(expected));
      }
    }
  }

  private static double[] gradient(
      DjlEngine engine,
      SequentialBlock model,
      PrivateBlock block,
      Case test,
      UnitTable data,
      int example) {
    double[] flat = new double[block.dimension()];
    try (NDManager m = engine.newManager();
        GradientCollector collector = engine.engine().newGradientCollector()) {
      collector.zeroGradients();
      float[] features = data.features();
      NDArray x =
          m.create(
              Arrays.copyOfRange(features, example * INPUTS, (example + 1) * INPUTS),
              new Shape(1, INPUTS));
      NDArray y =
          test.sparse()
              ? m.create(new int[] {data.labels()[example]}, new Shape(1))
              : m.create(
                  Arrays.copyOfRange(
                      data.targets().orElseThrow().values(),
                      example * OUTPUTS,
                      (example + 1) * OUTPUTS),
                  new Shape(1, OUTPUTS));
      NDList out = model.forward(new ParameterStore(m, false), new NDList(x), true);
      collector.backward(test.djl().evaluate(new NDList(y), out));
      for (TrainedParameter p : block.parameters()) {
        float[] own = p.parameter().getArray().getGradient().toFloatArray();
        for (int i = 0; i < own.length; i++) {
          flat[p.offset() + i] = own[i];
        }
      }
    }
    return flat;
  }

  /** Labels of -1 and 1 suit every loss that reads values; shares suit cross-entropy. */
  private static UnitTable data(Case test) {
    Random random = new Random(11);
    int width = INPUTS + (test.sparse() ? 1 : OUTPUTS);
    float[] rows = new float[EXAMPLES * width];
    int[] firstRow = IntStream.rangeClosed(0, EXAMPLES).toArray();
    for (int e = 0; e < EXAMPLES; e++) {
      for (int i = 0; i < INPUTS; i++) {
        rows[e * width + i] = (float) (2 * random.nextGaussian());
      }
      for (int i = INPUTS; i < width; i++) {
        rows[e * width + i] =
            test.sparse() ? random.nextInt(OUTPUTS) : List.of(-1f, 1f).get(random.nextInt(2));
      }
    }
    byte[] ids = new byte[EXAMPLES * UnitTable.ID_BYTES];
    random.nextBytes(ids);
    UnitTable table = new UnitTable(ids, firstRow, width, rows, new int[EXAMPLES]);
    return test.sparse() ? table.withLastAsClass() : table.withLastAsTargets(OUTPUTS);
  }
}
