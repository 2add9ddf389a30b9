package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RowIndependenceTest {
  private static final DjlEngine ENGINE = TestEngine.get();

  /** Changes the last bit of what the engine left, as a kernel for a last block might. */
  private record Leaky(RowProgram real, UnaryOperator<RowTrace> leak) implements RowProgram {
    @Override
    public int rows() {
      return real.rows();
    }

    @Override
    public int inputStride() {
      return real.inputStride();
    }

    @Override
    public int targetStride() {
      return real.targetStride();
    }

    @Override
    public void load(float[] parameters) {
      real.load(parameters);
    }

    @Override
    public RowTrace run(float[] inputs, float[] targets) {
      return leak.apply(real.run(inputs, targets));
    }

    @Override
    public void close() {
      real.close();
    }
  }

  @Test
  void realProgramsKeepRowsApart() {
    for (int seed = 0; seed < 30; seed++) {
      Network network = RandomCase.of(seed).network();
      for (int rows : new int[] {1, 5, 37, 200}) {
        try (BookKeeping program = new BookKeeping(ENGINE, network, rows)) {
          RowIndependence check = new RowIndependence(program, network);
          assertThat(check.repeats()).isTrue();
          assertThat(check.holds()).as("seed %d, %d rows", seed, rows).isTrue();
        }
      }
    }
  }

  @Test
  void aRowThatDependsOnItsPlaceOrItsNeighbourIsFound() {
    RandomCase test = RandomCase.of(1);
    for (UnaryOperator<RowTrace> leak : leaks()) {
      try (RowProgram program = new Leaky(new BookKeeping(ENGINE, test.network(), 64), leak)) {
        RowIndependence check = new RowIndependence(program, test.network());
        assertThat(check.repeats()).isTrue();
        assertThat(check.holds()).isFalse();
      }
    }
  }

  private static List<UnaryOperator<RowTrace>> leaks() {
    UnaryOperator<RowTrace> place =
        trace -> {
          float[] gradients = trace.gradients()[0];
          int last = gradients.length - trace.outputStride()[0];
          gradients[last] = Math.nextUp(gradients[last]);
          return trace;
        };
    UnaryOperator<RowTrace> neighbour =
        trace -> {
          float[] gradients = trace.gradients()[0];
          int stride = trace.outputStride()[0];
          float[] inputs = trace.activations()[0];
          int width = trace.inputStride()[0];
          boolean differ = inputs[2 * width] != inputs[3 * width];
          for (int i = 0; differ && i < gradients.length; i += stride) {
            gradients[i] = Math.nextUp(gradients[i]);
          }
          return trace;
        };
    return List.of(place, neighbour);
  }

  @Test
  void whereItFailsEveryUnitIsComputedAlone() {
    RandomCase test = RandomCase.of(1);
    ClippingRules rules =
        new ClippingRules(0.3, test.maxContributions(), test.data().units(), 1024);
    try (ClippedGradients alone =
        ClippedGradients.open(
            test.network(),
            rules,
            new Leaky(new BookKeeping(ENGINE, test.network(), 64), leaks().get(0)),
            () -> new BookKeeping(ENGINE, test.network(), test.maxContributions()))) {
      assertThat(alone.unitsPerPass()).isEqualTo(1);
      double[] expected = new Oracle(ENGINE, test).clippedSum(0.3);
      double[] actual = alone.rawSum(test.parameters(), test.data(), test.allUnits());
      assertThat(Sums.distance(actual, expected)).isLessThanOrEqualTo(1e-5 * Oracle.norm(expected));
    }
  }

  @Test
  void anEngineThatDoesNotRepeatItselfIsRefused() {
    RandomCase test = RandomCase.of(1);
    int[] calls = new int[1];
    UnaryOperator<RowTrace> drift =
        trace -> {
          trace.gradients()[0][0] += calls[0]++;
          return trace;
        };
    ClippingRules rules = new ClippingRules(1, test.maxContributions(), 10, 10);
    assertThatThrownBy(
            () ->
                ClippedGradients.open(
                    test.network(),
                    rules,
                    new Leaky(new BookKeeping(ENGINE, test.network(), 64), drift),
                    () -> new Leaky(new BookKeeping(ENGINE, test.network(), 16), drift)))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("repeats");
  }
}
