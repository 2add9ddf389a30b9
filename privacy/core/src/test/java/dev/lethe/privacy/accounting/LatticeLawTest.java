package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The measures on the lattice against the closed form of the hockey-stick curve. */
final class LatticeLawTest {
  private static final List<LossLaw> LAWS =
      List.of(
          LossLaw.gaussian(1),
          LossLaw.gaussian(0.7).sampled(0.1),
          LossLaw.gaussian(0.7).sampled(0.1).swapped(),
          LossLaw.gaussian(3).sampled(1e-4),
          LossLaw.laplace(0.8),
          LossLaw.laplace(0.8).sampled(0.3),
          LossLaw.laplace(0.8).sampled(0.3).swapped(),
          LossLaw.replacedInSample(0.2, 1.1));

  @Test
  void enclosesTheCurveAtEveryEpsilon() {
    for (LossLaw law : LAWS) {
      for (double step : new double[] {0.3, 0.02, 1e-3}) {
        LossRange range = LossRange.of(law, 1e-9, 1e-15);
        LatticeLaw lattice =
            LatticeLaw.of(law, LossRange.offset(law, step), step, range.low(), range.high());
        for (double epsilon = -3; epsilon < 4; epsilon += 0.0371) {
          double exact = exact(law, epsilon);
          double room = 1e-12 + 2 * lattice.shift();
          assertThat(curve(lattice, lattice.upper(), lattice.upperInfinity(), epsilon))
              .isGreaterThanOrEqualTo(exact - room);
          assertThat(curve(lattice, lattice.lower(), lattice.lowerInfinity(), epsilon))
              .isLessThanOrEqualTo(exact + room);
        }
      }
    }
  }

  @Test
  void closesTheGapWithTheSquareOfTheStep() {
    LossLaw law = LossLaw.gaussian(1);
    LossRange range = LossRange.of(law, 1e-12, 1e-15);
    double[] gaps = new double[2];
    for (int i = 0; i < 2; i++) {
      double step = i == 0 ? 0.02 : 0.002;
      LatticeLaw lattice = LatticeLaw.of(law, 0, step, range.low(), range.high());
      for (double epsilon = 0; epsilon < 2; epsilon += 0.00917) {
        double gap =
            curve(lattice, lattice.upper(), lattice.upperInfinity(), epsilon)
                - curve(lattice, lattice.lower(), lattice.lowerInfinity(), epsilon);
        gaps[i] = Math.max(gaps[i], gap);
      }
    }
    assertThat(gaps[0] / gaps[1]).isBetween(60.0, 160.0);
  }

  private static double exact(LossLaw law, double epsilon) {
    double sum = 0;
    LossLaw.Tails tails = law.continuous();
    if (tails != null) {
      double[] at = new double[4];
      tails.at(epsilon, at);
      sum += at[1] - Math.exp(epsilon) * at[3];
    }
    for (LossLaw.Atom atom : law.atoms()) {
      sum += Math.max(0, atom.p() - Math.exp(epsilon) * atom.q());
    }
    return sum;
  }

  private static double curve(
      LatticeLaw lattice, double[] masses, double infinity, double epsilon) {
    double sum = infinity;
    for (int i = 0; i < masses.length; i++) {
      double loss = lattice.offset() + (lattice.first() + i) * lattice.step();
      sum += masses[i] * Math.max(0, -Math.expm1(epsilon - loss));
    }
    return sum;
  }
}
