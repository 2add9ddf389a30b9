package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.REPLACE_ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.BallsInBins;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import org.junit.jupiter.api.Test;

/** Against the enumeration of all placements, and two-dimensional quadrature. */
final class BallsInBinsTest {

  @Test
  void coversTheEnumeratedMomentAndHardlyExceedsIt() {
    for (int bins : new int[] {2, 3, 7}) {
      for (double sigma : new double[] {0.7, 1, 5}) {
        for (int order = 2; order <= 5; order++) {
          double exact = Math.log(enumeratedMoment(bins, sigma, order)) / (order - 1);
          double bound = removing(bins, sigma, order);
          assertThat(bound).isBetween(exact * (1 - 1e-10), exact * (1 + 1e-9) + 1e-13);
        }
      }
    }
  }

  @Test
  void coversBothDirectionsOfTwoBins() {
    double[] orders = {1.5, 2, 3, 6, 12};
    for (double sigma : new double[] {0.6, 1, 3}) {
      RenyiCurve curve =
          RenyiAccountant.standard()
              .curve(new BallsInBins(2, new Gaussian(sigma)), ADD_OR_REMOVE_ONE, orders);
      for (int i = 0; i < orders.length; i++) {
        double removed = twoBins(sigma, orders[i], orders[i]);
        double added = twoBins(sigma, orders[i], 1 - orders[i]);
        assertThat(curve.divergences().get(i))
            .isGreaterThanOrEqualTo(Math.max(removed, added) * (1 - 1e-7));
      }
    }
  }

  @Test
  void addingAUnitToTwoBinsHardlyExceedsItsQuadrature() {
    for (double sigma : new double[] {0.6, 1, 3}) {
      MeanOfLogNormals mean = new MeanOfLogNormals(2, 1 / sigma / sigma);
      for (int order : new int[] {2, 3, 6, 12}) {
        double exact = twoBins(sigma, order, 1 - order);
        assertThat(mean.logNegativeMoment(order - 1) / (order - 1))
            .isBetween(exact * (1 - 1e-7), exact * 1.2);
      }
    }
  }

  @Test
  void costsNoMoreThanAStepWithoutChance() {
    for (long bins : new long[] {1, 2, 50, 1 << 20, 1L << 52}) {
      for (double sigma : new double[] {1e-3, 0.5, 2, 1e5}) {
        double[] orders = {1.0001, 2, 17, 128, 129, 1e6};
        RenyiCurve curve =
            RenyiAccountant.standard()
                .curve(new BallsInBins(bins, new Gaussian(sigma)), ADD_OR_REMOVE_ONE, orders);
        for (int i = 0; i < orders.length; i++) {
          double whole = orders[i] / sigma / sigma / 2;
          assertThat(curve.divergences().get(i)).isBetween(0.0, whole * (1 + 1e-9));
        }
      }
    }
  }

  @Test
  void fallsWithTheNumberOfBins() {
    double before = Double.POSITIVE_INFINITY;
    for (int bins = 2; bins < 100_000; bins *= 9) {
      double now = at(bins, 1, 4);
      assertThat(now).isLessThan(before);
      before = now;
    }
  }

  @Test
  void refusesWhatHasNoProof() {
    RenyiAccountant rdp = RenyiAccountant.standard();
    assertThatThrownBy(
            () -> rdp.epsilon(new BallsInBins(9, new Laplace(1)), ADD_OR_REMOVE_ONE, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
    assertThatThrownBy(() -> rdp.epsilon(new BallsInBins(9, new Gaussian(1)), REPLACE_ONE, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  private static double enumeratedMoment(int bins, double sigma, int order) {
    long placements = Math.round(Math.pow(bins, order));
    double sum = 0;
    for (long placement = 0; placement < placements; placement++) {
      int[] count = new int[bins];
      for (long rest = placement, i = 0; i < order; i++, rest /= bins) {
        count[(int) (rest % bins)]++;
      }
      double exponent = 0;
      for (int n : count) {
        exponent += n * (n - 1) / 2.0 / sigma / sigma;
      }
      sum += Math.exp(exponent);
    }
    return sum / placements;
  }

  private static double twoBins(double sigma, double order, double power) {
    double step = sigma / 8;
    double sum = 0;
    int reach = (int) ((8 * sigma + Math.max(1, order)) / step);
    for (int i = -reach; i <= reach; i++) {
      for (int j = -reach; j <= reach; j++) {
        double x = i * step;
        double y = j * step;
        double ratio =
            (Math.exp((x - 0.5) / sigma / sigma) + Math.exp((y - 0.5) / sigma / sigma)) / 2;
        sum += Math.exp(power * Math.log(ratio) - (x * x + y * y) / 2 / sigma / sigma);
      }
    }
    return Math.log(sum * step * step / (2 * Math.PI * sigma * sigma)) / (order - 1);
  }

  private static double removing(int bins, double sigma, int order) {
    return BallsInBinsDivergence.removing(bins, sigma, order) / (order - 1);
  }

  private static double at(long bins, double sigma, double order) {
    return RenyiAccountant.standard()
        .curve(new BallsInBins(bins, new Gaussian(sigma)), ADD_OR_REMOVE_ONE, new double[] {order})
        .divergences()
        .get(0);
  }
}
