package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.training.blocks.RowBatch;
import dev.lethe.training.blocks.RowIndependence;
import dev.lethe.training.blocks.RowProgram;
import dev.lethe.training.blocks.Site;
import dev.lethe.training.blocks.Trace;
import dev.lethe.training.kernels.GradientKernels;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowIndependenceTest {
  private static final DjlEngine ENGINE = TestEngine.get();

  /** Given rows, batch and the first site's gradients, changes what the engine left. */
  private interface Leak {
    void change(int rows, RowBatch batch, FloatBuffer gradients);
  }

  /** Changes the last bit of what the engine left, as a kernel for a last block might. */
  private record Leaky(RowProgram real, Leak leak) implements RowProgram {
    @Override
    public int dimension() {
      return real.dimension();
    }

    @Override
    public int inputWidth() {
      return real.inputWidth();
    }

    @Override
    public int targetWidth() {
      return real.targetWidth();
    }

    @Override
    public List<Site> sites() {
      return real.sites();
    }

    @Override
    public void load(float[] parameters) {
      real.load(parameters);
    }

    @Override
    public Trace run(int rows, RowBatch batch) {
      Trace trace = real.run(rows, batch);
      leak.change(rows, batch, trace.values().get(0).gradients().asFloatBuffer());
      return trace;
    }

    @Override
    public void makeUp(Random random, RowBatch batch, int row) {
      real.makeUp(random, batch, row);
    }

    @Override
    public float[] makeUpParameters(Random random) {
      return real.makeUpParameters(random);
    }

    @Override
    public boolean readsMeasurements() {
      return real.readsMeasurements();
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private static final Leak PLACE =
      (rows, batch, gradients) -> up(gradients, gradients.limit() - gradients.limit() / rows);

  private static final Leak NEIGHBOUR =
      (rows, batch, gradients) -> {
        int width = batch.inputs().limit() / batch.rows();
        boolean differ = batch.inputs().get(2 * width) != batch.inputs().get(3 * width);
        for (int row = 0; differ && row < rows; row++) {
          up(gradients, row * (gradients.limit() / rows));
        }
      };

  private static final Leak NUMBER_OF_ROWS =
      (rows, batch, gradients) -> {
        for (int row = 0; rows == 32 && row < rows; row++) {
          up(gradients, row * (gradients.limit() / rows));
        }
      };

  private static void up(FloatBuffer values, int at) {
    values.put(at, Math.nextUp(values.get(at)));
  }

  @Test
  void realProgramsKeepRowsApartInPassesOfEverySize() {
    for (int seed = 0; seed < 20; seed++) {
      Network network = RandomCase.of(seed).network();
      try (RowProgram program = Programs.of(ENGINE, network)) {
        RowIndependence check = new RowIndependence(program, 208);
        assertThat(check.repeats()).isTrue();
        assertThat(check.holds()).as("seed %d", seed).isTrue();
        for (int rows = 16; rows <= 208; rows += 16) {
          assertThat(check.holdsFor(rows)).as("seed %d, %d rows", seed, rows).isTrue();
        }
      }
    }
  }

  @Test
  void aRowThatDependsOnItsPlaceOrItsNeighbourIsFound() {
    RandomCase test = RandomCase.of(1);
    for (Leak leak : List.of(PLACE, NEIGHBOUR)) {
      try (RowProgram program = new Leaky(Programs.of(ENGINE, test.network()), leak)) {
        RowIndependence check = new RowIndependence(program, 64);
        assertThat(check.repeats()).isTrue();
        assertThat(check.holds()).isFalse();
      }
    }
  }

  @Test
  void aRowThatDependsOnTheNumberOfRowsIsFoundForThatNumber() {
    try (RowProgram program =
        new Leaky(Programs.of(ENGINE, RandomCase.of(1).network()), NUMBER_OF_ROWS)) {
      RowIndependence check = new RowIndependence(program, 64);
      assertThat(check.repeats()).isTrue();
      assertThat(check.holds()).isTrue();
      assertThat(check.holdsFor(16)).isTrue();
      assertThat(check.holdsFor(32)).isFalse();
      assertThat(check.holdsFor(48)).isTrue();
    }
  }

  @Test
  void whereItFailsForANumberOfRowsPassesAreFilledUp() {
    RandomCase test = RandomCase.of(1);
    Leak spoil =
        (rows, batch, gradients) -> {
          for (int i = 0; rows == 16 && i < gradients.limit(); i++) {
            gradients.put(i, 1e9f);
          }
        };
    try (ClippedGradients filled = open(test, spoil);
        ClippedGradients real = open(test, (rows, batch, gradients) -> {})) {
      assertThat(filled.unitsPerPass()).isGreaterThan(1);
      double[] one = filled.rawSum(test.parameters(), test.data(), new int[] {0});
      double[] expected = real.rawSum(test.parameters(), test.data(), new int[] {0});
      assertThat(one).isEqualTo(expected);
    }
  }

  @Test
  void whereItFailsEveryUnitIsComputedAlone() {
    RandomCase test = RandomCase.of(1);
    try (ClippedGradients alone = open(test, PLACE)) {
      assertThat(alone.unitsPerPass()).isEqualTo(1);
      double[] expected = new Oracle(ENGINE, test).clippedSum(0.3);
      double[] actual = alone.rawSum(test.parameters(), test.data(), test.allUnits());
      assertThat(Sums.distance(actual, expected)).isLessThanOrEqualTo(1e-5 * Oracle.norm(expected));
    }
  }

  @Test
  void anEngineThatDoesNotRepeatItselfIsRefused() {
    int[] calls = new int[1];
    Leak drift = (rows, batch, gradients) -> gradients.put(0, gradients.get(0) + calls[0]++);
    assertThatThrownBy(() -> open(RandomCase.of(1), drift))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("repeats");
  }

  private static ClippedGradients open(RandomCase test, Leak leak) {
    return ClippedGradients.open(
        new Leaky(Programs.of(ENGINE, test.network()), leak),
        ClippedGradients.lossOf(test.network()),
        Programs.offsets(ENGINE, test.network()),
        new ClippingRules(0.3, test.maxContributions(), test.data().units(), 1024),
        GradientKernels.portable());
  }
}
