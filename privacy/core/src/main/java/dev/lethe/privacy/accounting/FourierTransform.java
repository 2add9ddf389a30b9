package dev.lethe.privacy.accounting;

/**
 * The discrete Fourier transform of a power of two of complex numbers, in place, with an error
 * whose 2-norm is at most {@link #relativeError} times that of the result, and the same bits on
 * every machine.
 *
 * <p>Radix 2, by Cooley and Tukey; the bound is Higham (2002), theorem 24.2, for twiddle factors
 * with an error of at most 4 u.
 */
final class FourierTransform {
  private final int size;
  private final double[] cosine;
  private final double[] sine;

  FourierTransform(int size) {
    this.size = size;
    int half = Math.max(1, size / 2);
    this.cosine = new double[half];
    this.sine = new double[half];
    cosine[0] = 1;
    // Each from an angle of at most an eighth of the circle, where cosine and sine are accurate.
    for (int k = 0; half > 1 && k <= half / 4; k++) {
      double angle = 2 * Math.PI * k / size;
      double c = StrictMath.cos(angle);
      double s = StrictMath.sin(angle);
      place(k, c, s);
      place(half / 2 - k, s, c);
      place(half / 2 + k, -s, c);
      place(half - k, -c, s);
    }
  }

  private void place(int k, double c, double s) {
    if (k >= 0 && k < cosine.length) {
      cosine[k] = c;
      sine[k] = s;
    }
  }

  /** Bound on the 2-norm of the error over that of the exact result. */
  double relativeError() {
    int levels = Integer.numberOfTrailingZeros(size);
    return levels * 12 * LossLaw.U * 1.001;
  }

  /** {@code sum x_k e^(-2 pi i j k / size)}. */
  void forward(double[] re, double[] im) {
    reverse(re, im);
    for (int width = 1, stride = size / 2; width < size; width *= 2, stride /= 2) {
      for (int start = 0; start < size; start += 2 * width) {
        for (int k = 0, at = 0; k < width; k++, at += stride) {
          int a = start + k;
          int b = a + width;
          double c = cosine[at];
          double s = sine[at];
          double tr = re[b] * c + im[b] * s;
          double ti = im[b] * c - re[b] * s;
          re[b] = re[a] - tr;
          im[b] = im[a] - ti;
          re[a] += tr;
          im[a] += ti;
        }
      }
    }
  }

  private void reverse(double[] re, double[] im) {
    int shift = Integer.numberOfLeadingZeros(size) + 1;
    for (int i = 0; i < size; i++) {
      int j = size == 1 ? 0 : Integer.reverse(i) >>> shift;
      if (i < j) {
        double swap = re[i];
        re[i] = re[j];
        re[j] = swap;
        swap = im[i];
        im[i] = im[j];
        im[j] = swap;
      }
    }
  }
}
