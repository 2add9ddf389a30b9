package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ModelSpec;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equalsItAlsoWhereALayerIsTooLargeToFormPerUnit(int most) {
    Network network =
        Network.of(new ModelSpec.Mlp(List.of(300, 250), ModelSpec.Activation.TANH), 320, 7);
    Random random = new Random(most);
    RandomCase test =
        new RandomCase(
            network,
            RandomCase.parameters(network, random),
            RandomCase.units(network, random, 90, most),
            most);
    for (double norm : new double[] {0.1, 1e3}) {
      double[] expected = new Oracle(ENGINE, test).clippedSum(norm);
      for (int physicalBatch : new int[] {1, 50, 1024}) {
        double[] actual = Sums.of(ENGINE, test, norm, physicalBatch, test.allUnits());
        assertThat(Sums.distance(actual, expected))
            .isLessThanOrEqualTo(1e-5 * Oracle.norm(expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void equalsItForConvolutionsAndMaxima(int most) {
    ModelSpec.Cnn cnn =
        new ModelSpec.Cnn(
            List.of(
                new ModelSpec.Convolution(16, 8, 2, 3, Optional.of(new ModelSpec.Pool(2, 1))),
                new ModelSpec.Convolution(32, 4, 2, 0, Optional.of(new ModelSpec.Pool(2, 1)))),
            List.of(32),
            ModelSpec.Activation.TANH);
    Network network = Network.of(cnn, new FeatureSpec.Pixels(28, 28), 10);
    assertThat(network.dimension()).isEqualTo(26_010);
    Random random = new Random(most);
    RandomCase test =
        new RandomCase(
            network,
            RandomCase.parameters(network, random),
            RandomCase.units(network, random, 40, most),
            most);
    for (double norm : new double[] {0.1, 1e3}) {
      double[] expected = new Oracle(ENGINE, test).clippedSum(norm);
      for (int physicalBatch : new int[] {7, 1024}) {
        double[] actual = Sums.of(ENGINE, test, norm, physicalBatch, test.allUnits());
        assertThat(Sums.distance(actual, expected))
            .isLessThanOrEqualTo(1e-5 * Oracle.norm(expected));
      }
    }
  }
}
