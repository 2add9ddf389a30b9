package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FourierTransformTest {
  @Test
  void staysWithinItsBoundOfTheDefinition() {
    SplittableRandom random = new SplittableRandom(3);
    for (int size = 1; size <= 512; size *= 2) {
      double[] re = random.doubles(size, -1, 1).toArray();
      double[] im = random.doubles(size, -1, 1).toArray();
      double[] outRe = re.clone();
      double[] outIm = im.clone();
      FourierTransform fft = new FourierTransform(size);
      fft.forward(outRe, outIm);
      double error = 0;
      double norm = 0;
      for (int j = 0; j < size; j++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int k = 0; k < size; k++) {
          double angle = -2 * Math.PI * ((long) j * k % size) / size;
          sumRe += re[k] * Math.cos(angle) - im[k] * Math.sin(angle);
          sumIm += re[k] * Math.sin(angle) + im[k] * Math.cos(angle);
        }
        error += Math.pow(sumRe - outRe[j], 2) + Math.pow(sumIm - outIm[j], 2);
        norm += sumRe * sumRe + sumIm * sumIm;
      }
      // The definition's own sum is rounded size times.
      double allowed = fft.relativeError() + size * 4 * LossLaw.U;
      assertThat(Math.sqrt(error / norm)).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void returnsFromALargeTransformWithinItsBound() {
    int size = 1 << 18;
    SplittableRandom random = new SplittableRandom(4);
    double[] re = random.doubles(size, -1, 1).toArray();
    double[] im = new double[size];
    double[] there = re.clone();
    FourierTransform fft = new FourierTransform(size);
    fft.forward(there, im);
    fft.forward(im, there);
    double error = 0;
    double norm = 0;
    for (int i = 0; i < size; i++) {
      error += Math.pow(there[i] / size - re[i], 2);
      norm += re[i] * re[i];
    }
    assertThat(Math.sqrt(error / norm)).isLessThan(2.1 * fft.relativeError()).isPositive();
  }
}
