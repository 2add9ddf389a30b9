package dev.lethe.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridFourierTest {

  @ParameterizedTest
  @CsvSource({"1,1", "1,6", "2,3", "4,4", "5,7", "8,9", "36,36", "22,26", "30,13", "18,64"})
  void isTheSumOfItsDefinition(int rows, int columns) {
    Random random = new Random(rows * 100L + columns);
    ComplexBuffer x = new ComplexBuffer(rows * columns);
    for (int i = 0; i < x.re.length; i++) {
      x.re[i] = random.nextGaussian();
      x.im[i] = random.nextGaussian();
    }
    double[] re = x.re.clone();
    double[] im = x.im.clone();
    GridFourier grid = new GridFourier(rows, columns);

    grid.forward(x);

    for (int a = 0; a < rows; a++) {
      for (int b = 0; b < columns; b++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            double angle = -2 * Math.PI * ((double) a * i / rows + (double) b * j / columns);
            int at = i * columns + j;
            sumRe += re[at] * Math.cos(angle) - im[at] * Math.sin(angle);
            sumIm += re[at] * Math.sin(angle) + im[at] * Math.cos(angle);
          }
        }
        assertThat(x.re[b * rows + a]).isCloseTo(sumRe, within(1e-10));
        assertThat(x.im[b * rows + a]).isCloseTo(sumIm, within(1e-10));
      }
    }
    grid.inverse(x);
    for (int i = 0; i < re.length; i++) {
      assertThat(x.re[i]).isCloseTo(re[i] * re.length, within(1e-10));
      assertThat(x.im[i]).isCloseTo(im[i] * re.length, within(1e-10));
    }
  }
}
