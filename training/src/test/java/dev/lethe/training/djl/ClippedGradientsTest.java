package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippedGradientsTest {
  private static final DjlEngine ENGINE = TestEngine.get();

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 0.3, 1, 100})
  void equalsOneUnitAtATimeAutograd(double norm) {
    for (int seed = 0; seed < 16; seed++) {
      RandomCase test = RandomCase.of(seed);
      double[] expected = new Oracle(ENGINE, test).clippedSum(norm);
      for (int physicalBatch : new int[] {1, 7, 1024}) {
        double[] actual = Sums.of(ENGINE, test, norm, physicalBatch, test.allUnits());
        assertThat(Sums.distance(actual, expected))
            .as("seed %d, physical batch %d, %s", seed, physicalBatch, test.network().layers())
            .isLessThanOrEqualTo(1e-5 * Oracle.norm(expected));
      }
    }
  }
}
