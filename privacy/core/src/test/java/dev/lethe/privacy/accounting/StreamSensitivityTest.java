package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.MatrixFactorised;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.TreeAggregated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against all patterns of participation of small streams. */
final class StreamSensitivityTest {

  @Test
  void matricesEqualTheWorstPattern() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 300; trial++) {
      int steps = 1 + random.nextInt(11);
      int most = 1 + random.nextInt(4);
      int apart = 1 + random.nextInt(4);
      List<Double> column = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        column.add(random.nextInt(4) == 0 ? 0.5 : random.nextDouble());
      }
      column.sort(Collections.reverseOrder());
      double[][] rows = new double[steps][steps];
      for (int i = 0; i < steps; i++) {
        for (int j = Math.max(0, i - column.size() + 1); j <= i; j++) {
          rows[i][j] = column.get(i - j);
        }
      }
      double worst = worst(rows, steps, most, apart);
      double bound = StreamSensitivity.of(new MatrixFactorised(1, column, steps, most, apart));
      assertThat(bound).isBetween(worst * (1 - 1e-12), worst * (1 + 1e-6));
    }
  }

  @Test
  void treesCoverTheWorstPattern() {
    for (int steps = 1; steps <= 16; steps++) {
      List<double[]> nodes = new ArrayList<>();
      for (int width = 1; width <= steps; width *= 2) {
        for (int from = 0; from + width <= steps; from += width) {
          double[] node = new double[steps];
          java.util.Arrays.fill(node, from, from + width, 1);
          nodes.add(node);
        }
      }
      for (int most = 1; most <= 5; most++) {
        for (int apart = 1; apart <= 6; apart++) {
          double worst = worst(nodes.toArray(new double[0][]), steps, most, apart);
          double bound = StreamSensitivity.of(new TreeAggregated(1, steps, most, apart));
          assertThat(bound).isGreaterThanOrEqualTo(worst * (1 - 1e-12)).isLessThan(worst * 1.25);
          if (most == 1) {
            assertThat(bound).isLessThan(worst * (1 + 1e-9));
          }
        }
      }
    }
  }

  @Test
  void countsParticipationsThatFitOnly() {
    MatrixFactorised few = new MatrixFactorised(1, List.of(1.0, 0.5), 100, 4, 33);
    MatrixFactorised many = new MatrixFactorised(1, List.of(1.0, 0.5), 100, 1L << 52, 33);
    assertThat(StreamSensitivity.of(many)).isEqualTo(StreamSensitivity.of(few));
    assertThat(StreamSensitivity.of(few)).isBetween(Math.sqrt(4.75), Math.sqrt(4.75) * (1 + 1e-6));
  }

  /** A unit moves the tree's 16 leaves by the root of 40 at most; the bound says 42. */
  @Test
  void claimsNoLowerBoundForStreams() {
    PrivacyEvent tree = new TreeAggregated(4, 16, 4, 3);
    for (PrivacyAccountant accountant : Accountants.all()) {
      EpsilonBound bound = accountant.epsilon(tree, NeighbouringRelation.ADD_OR_REMOVE_ONE, 1e-5);
      double truth =
          accountant
              .epsilon(
                  new Gaussian(4 / Math.sqrt(40)), NeighbouringRelation.ADD_OR_REMOVE_ONE, 1e-5)
              .epsilon();
      assertThat(bound.lower().orElse(0)).isLessThanOrEqualTo(truth);
      assertThat(bound.epsilon()).isGreaterThanOrEqualTo(truth);
    }
  }

  @Test
  void refusesMatricesOutsideTheTheorem() {
    for (List<Double> column :
        List.of(List.of(0.5, 1.0), List.of(1.0, -0.1), List.of(0.0), List.of(-1.0))) {
      assertThatThrownBy(() -> StreamSensitivity.of(new MatrixFactorised(1, column, 9, 2, 3)))
          .isInstanceOf(UnsupportedEventException.class)
          .hasMessageContaining("never increase");
    }
    List<Double> wide = Collections.nCopies(1000, 1.0);
    assertThatThrownBy(
            () -> StreamSensitivity.of(new MatrixFactorised(1, wide, 1L << 40, 1L << 39, 2)))
        .isInstanceOf(UnsupportedEventException.class)
        .hasMessageContaining("separation");
  }

  private static double worst(double[][] rows, int steps, int most, int apart) {
    double worst = 0;
    for (int pattern = 1; pattern < 1 << steps; pattern++) {
      if (Integer.bitCount(pattern) > most || !spaced(pattern, apart)) {
        continue;
      }
      double square = 0;
      for (double[] row : rows) {
        double sum = 0;
        for (int j = 0; j < steps; j++) {
          sum += (pattern >> j & 1) * row[j];
        }
        square += sum * sum;
      }
      worst = Math.max(worst, Math.sqrt(square));
    }
    return worst;
  }

  private static boolean spaced(int pattern, int apart) {
    int last = -apart;
    for (int j = 0; pattern >> j != 0; j++) {
      if ((pattern >> j & 1) == 1) {
        if (j - last < apart) {
          return false;
        }
        last = j;
      }
    }
    return true;
  }
}
