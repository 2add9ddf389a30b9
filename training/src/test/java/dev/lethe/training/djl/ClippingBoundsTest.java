package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.spec.ModelSpec;
import org.junit.jupiter.api.Test;

class ClippingBoundsTest {

  @Test
  void theFloatErrorIsGammaTimesTheMassOfAllUnits() {
    Network network = Network.of(new ModelSpec.LogisticRegression(), 90, 1);
    ClippingBounds bounds = ClippingBounds.of(network, new ClippingRules(2, 3, 1000, 512));
    assertThat(bounds.unitCap()).isEqualTo(8096);
    assertThat(bounds.massBound()).isEqualTo(8);
    // (8096 units * 3 rows + 4 roundings) * 2^-53, times the mass 8 of each of the 8096 units
    double expected = (8096.0 * 3 + 4) * 0x1p-53 * 8096 * 8;
    assertThat(bounds.floatError()).isBetween(expected, expected * (1 + 1e-9));
    assertThat(bounds.floatError()).isLessThan(2 * 1e-7);
  }

  @Test
  void theSlackCoversUnitsOfAnyNumberOfRecords() {
    Network wide = Network.of(new ModelSpec.LogisticRegression(), 90, 1);
    // Three records instantiate the gradient (90 + 2 * 3 + 8 roundings); one takes Gram products.
    assertThat(ClippingBounds.of(wide, new ClippingRules(1, 3, 10, 8)).gramSlack())
        .isGreaterThanOrEqualTo(FloatError.gamma(4 * (2 * 90 + 1 + 8)));
  }

  @Test
  void gammaIsRoundedUp() {
    assertThat(FloatError.gamma(1)).isGreaterThan(0x1p-53).isLessThan(0x1p-53 * (1 + 1e-12));
    assertThatThrownBy(() -> FloatError.gamma((1L << 40) + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void passesAreSizedByTheExpectedBatchNotByTheData() {
    assertThat(new ClippingRules(1, 1, 30, 1024).unitsPerPass()).isEqualTo(53);
    assertThat(new ClippingRules(1, 1, 5000, 1024).unitsPerPass()).isEqualTo(1024);
  }
}
