package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.spec.ModelSpec;
import dev.lethe.training.blocks.RowProgram;
import dev.lethe.training.kernels.KernelBounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClippingBoundsTest {

  private static ClippingBounds bounds(ModelSpec model, int inputs, ClippingRules rules) {
    Network network = Network.of(model, inputs, 1);
    Routes routes;
    try (RowProgram program = Programs.of(TestEngine.get(), network)) {
      routes =
          Routes.of(
              program.sites(),
              Programs.offsets(TestEngine.get(), network),
              rules.maxContributions());
    }
    return ClippingBounds.of(routes, network.dimension(), rules);
  }

  @Test
  void theFloatErrorIsThatOfAllUnitsInDoubleAndOfOneBucketInFloat() {
    ClippingBounds bounds =
        bounds(new ModelSpec.LogisticRegression(), 90, new ClippingRules(2, 1, 1000, 512));
    assertThat(bounds.unitCap()).isEqualTo(8096);
    assertThat(bounds.massBound()).isEqualTo(2);
    double wide = (8096.0 + 64) * 0x1p-53 * 8096 * 2;
    double narrow = 50 * 0x1p-24 * 49 * 2;
    assertThat(bounds.floatError()).isBetween(wide + narrow, (wide + narrow) * (1 + 1e-4));
    assertThat(bounds.normSlack()).isBetween(17 * 0x1p-52, 0x1p-40);
  }

  @Test
  void severalRecordsOfAUnitAreFormedAsOneVectorWhereThatIsCheap() {
    ClippingBounds bounds =
        bounds(new ModelSpec.LogisticRegression(), 90, new ClippingRules(2, 3, 1000, 512));
    assertThat(bounds.gramSlack()).isZero();
    assertThat(bounds.floatError()).isLessThan(1e-7);
  }

  @Test
  void gramProductsBringTheirSlackAndAMassBound() {
    ClippingRules rules = new ClippingRules(2, 2, 1000, 512);
    ClippingBounds bounds =
        bounds(new ModelSpec.Mlp(List.of(300), ModelSpec.Activation.TANH), 300, rules);
    assertThat(bounds.massBound()).isEqualTo(8);
    assertThat(bounds.gramSlack()).isGreaterThanOrEqualTo(4 * KernelBounds.gram(300, 300, 2));
    assertThat(bounds.normSlack()).isBetween(4 * 0x1p-23, 4.1 * 0x1p-23);
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
