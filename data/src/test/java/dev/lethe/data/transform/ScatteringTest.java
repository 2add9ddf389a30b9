package dev.lethe.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScatteringTest {
  /** The oracle has 3.1415 in place of pi in the norm of each filter. */
  private static final double ORACLE_NORM = Math.PI / 3.1415;

  private final Random random = new Random(5);

  @Test
  void hasTheCoefficientsOfAnIndependentImplementation() throws IOException {
    List<String> lines = fixture();
    assertThat(lines).hasSize(9);
    for (int i = 0; i < lines.size(); i += 3) {
      int[] shape = Arrays.stream(lines.get(i).split(" ")).mapToInt(Integer::parseInt).toArray();
      double[] image = numbers(lines.get(i + 1));
      double[] expected = numbers(lines.get(i + 2));
      Scattering scattering = new Scattering(shape[0], shape[1], shape[2], shape[3]);

      double[] found =
          scattering.coefficients(Arrays.stream(image).map(grey -> grey / 255).toArray());

      assertThat(found).hasSameSizeAs(expected);
      int each = found.length / scattering.channels();
      for (int c = 0; c < scattering.channels(); c++) {
        int filters = c == 0 ? 1 : c <= shape[2] * shape[3] ? 2 : 3;
        double norm = Math.pow(ORACLE_NORM, filters);
        double most = Arrays.stream(expected, c * each, (c + 1) * each).max().orElseThrow();
        for (int at = c * each; at < (c + 1) * each; at++) {
          assertThat(found[at] * norm)
              .as("channel %d", c)
              .isCloseTo(expected[at], within(5e-6 * most));
        }
      }
    }
  }

  private static List<String> fixture() throws IOException {
    try (InputStream in =
            Objects.requireNonNull(ScatteringTest.class.getResourceAsStream("scattering.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void aConstantImageHasItsMeanAndNothingElse() {
    Scattering scattering = new Scattering(28, 28, 2, 8);
    double[] image = new double[28 * 28];
    Arrays.fill(image, 0.7);

    double[] found = scattering.coefficients(image);

    // The Gaussian sampled at frequency 0, aliases included, has a mean of 1 up to 1e-10.
    assertThat(Arrays.copyOf(found, 49)).containsOnly(new double[] {0.7}, within(1e-6));
    assertThat(Arrays.copyOfRange(found, 49, found.length))
        .containsOnly(new double[1], within(1e-12));
  }

  @Test
  void aShiftByTheSubsamplingMovesTheCoefficients() {
    int side = 48;
    Scattering scattering = new Scattering(side, side, 2, 8);
    double[] image = new double[side * side];
    double[] shifted = new double[side * side];
    for (int i = 16; i < 28; i++) {
      for (int j = 16; j < 28; j++) {
        image[i * side + j] = random.nextDouble();
        shifted[(i + 4) * side + j + 8] = image[i * side + j];
      }
    }

    double[] before = scattering.coefficients(image);
    double[] after = scattering.coefficients(shifted);

    int out = side / 4;
    double most = Arrays.stream(before).max().orElseThrow();
    for (int c = 0; c < scattering.channels(); c++) {
      for (int i = 2; i < out - 3; i++) {
        for (int j = 2; j < out - 4; j++) {
          double moved = after[(c * out + i + 1) * out + j + 2];
          assertThat(moved).isCloseTo(before[(c * out + i) * out + j], within(1e-3 * most));
        }
      }
    }
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void holdsNoMoreEnergyThanTheImage() {
    // The frame: |phi|^2 + sum |psi|^2, of which real images see the half of each frequency's sign.
    int side = 36;
    double[] low = MorletBank.lowPass(side, 2);
    double[] frame = new double[side * side];
    for (int j = 0; j < 2; j++) {
      for (int direction = 0; direction < 8; direction++) {
        double[] psi = MorletBank.wavelet(side, side, j, direction, 8);
        assertThat(psi[0]).isZero();
        for (int i = 0; i < side; i++) {
          for (int k = 0; k < side; k++) {
            double opposite = psi[(side - i) % side * side + (side - k) % side];
            frame[i * side + k] +=
                (psi[i * side + k] * psi[i * side + k] + opposite * opposite) / 2;
          }
        }
      }
    }
    for (int i = 0; i < side; i++) {
      for (int k = 0; k < side; k++) {
        frame[i * side + k] += low[i] * low[i] * low[k] * low[k];
      }
    }
    double most = Arrays.stream(frame).max().orElseThrow();
    assertThat(most).isBetween(0.9, 1.5);

    Scattering scattering = new Scattering(28, 28, 2, 8);
    for (int round = 0; round < 20; round++) {
      double[] image = random.doubles(28 * 28, -1, 1).toArray();
      double energy = 0;
      for (double pixel : image) {
        energy += pixel * pixel;
      }
      double kept = 0;
      for (double c : scattering.coefficients(image)) {
        kept += 16 * c * c;
      }
      // Reflection lends at most as much again on each side of each axis; each layer has the frame.
      assertThat(kept).isPositive().isLessThan(4 * energy * most * most * most);
    }
  }

  @Test
  void oneImageHasTheSameBitsWhateverCameBefore() {
    Scattering scattering = new Scattering(20, 30, 2, 4);
    double[] image = random.doubles(600).toArray();
    double[] alone = new Scattering(20, 30, 2, 4).coefficients(image);
    scattering.coefficients(random.doubles(600).toArray());

    assertThat(scattering.coefficients(image)).isEqualTo(alone);
  }

  @Test
  void scalesWithContrast() {
    Scattering scattering = new Scattering(16, 16, 2, 6);
    double[] image = random.doubles(256).toArray();
    double[] twice = Arrays.stream(image).map(grey -> 2 * grey).toArray();
    double[] doubled = Arrays.stream(scattering.coefficients(image)).map(c -> 2 * c).toArray();

    assertThat(scattering.coefficients(twice)).isEqualTo(doubled);
  }

  @Test
  void imagesTooSmallForTheScalesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Scattering(28, 7, 2, 8));
  }
}
