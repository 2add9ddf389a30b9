package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RenyiCurveTest {
  @Test
  void convertsNoWorseThanTheClassicFormula() {
    for (double order : new double[] {1.001, 1.5, 2, 10, 1000}) {
      for (double divergence : new double[] {0, 0.1, 3, 100}) {
        for (double delta : new double[] {1e-300, 1e-5, 0.5}) {
          double classic = divergence + Math.log(1 / delta) / (order - 1);
          assertThat(RenyiCurve.epsilonAt(order, divergence, delta))
              .isLessThanOrEqualTo(classic * (1 + 1e-9) + 1e-9 / (order - 1))
              .isNotNegative();
        }
      }
    }
  }

  /** The conversion is the inverse of delta as a function of epsilon (its proposition 12). */
  @Test
  void invertsTheDeltaItIsDerivedFrom() {
    double order = 12;
    double divergence = 0.7;
    double epsilon = RenyiCurve.epsilonAt(order, divergence, 1e-6);
    double delta =
        Math.exp((order - 1) * (divergence - epsilon))
            / (order - 1)
            * Math.pow(1 - 1 / order, order);
    assertThat(delta).isBetween(1e-6 * (1 - 1e-7), 1e-6);
  }

  @Test
  void neverLosesAnythingInSums() {
    RenyiCurve curve = new RenyiCurve(List.of(2.0, 3.0), List.of(1e-9, 0.1));
    RenyiCurve sum = curve;
    for (int i = 1; i < 1000; i++) {
      sum = sum.plus(curve);
    }
    for (int i = 0; i < 2; i++) {
      assertThat(sum.divergences().get(i))
          .isGreaterThanOrEqualTo(1000 * curve.divergences().get(i))
          .isLessThan(1000 * curve.divergences().get(i) * (1 + 1e-12));
      assertThat(curve.times(1000).divergences().get(i))
          .isGreaterThanOrEqualTo(1000 * curve.divergences().get(i));
    }
    assertThat(curve.times(0).divergences()).containsExactly(0.0, 0.0);
  }

  @Test
  void passesInfinityThrough() {
    RenyiCurve curve = new RenyiCurve(List.of(2.0, 3.0), List.of(1.0, Double.POSITIVE_INFINITY));
    assertThat(curve.times(Long.MAX_VALUE).plus(curve).divergences().get(1)).isInfinite();
    assertThat(curve.epsilon(1e-5)).isEqualTo(RenyiCurve.epsilonAt(2, 1, 1e-5));
  }

  @Test
  void refusesWhatIsNoCurve() {
    assertThatThrownBy(() -> new RenyiCurve(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RenyiCurve(List.of(2.0, 2.0), List.of(0.0, 0.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RenyiCurve(List.of(1.0), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RenyiCurve(List.of(2.0), List.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RenyiCurve(List.of(2.0), List.of(-1.0)))
        .isInstanceOf(IllegalArgumentException.class);
    RenyiCurve two = new RenyiCurve(List.of(2.0), List.of(1.0));
    assertThatThrownBy(() -> two.plus(new RenyiCurve(List.of(3.0), List.of(1.0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> two.times(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
