package dev.lethe.data.transform;

/**
 * Scattering coefficients of a grey image up to the second order, a function of that image alone
 * with public constants; it does not expand distances but by the frame bound of its wavelets.
 *
 * <p>An image is padded by reflection. With wavelets psi of scale j and some direction and the low
 * pass phi, channel by channel: {@code x * phi}; {@code |x * psi1| * phi} by scale and direction;
 * and {@code ||x * psi1| * psi2| * phi} for every coarser psi2 of each psi1. Each is taken every
 * 2^J pixels (Bruna and Mallat 2013; Oyallon and Mallat 2015).
 */
final class Scattering {
  private final int rows;
  private final int columns;
  private final int scales;
  private final int orientations;
  private final int outRows;
  private final int outColumns;
  private final GridFourier[] grids;
  private final LowPass[] lowRows;
  private final LowPass[] lowColumns;

  /** By the scale of the grid read (0 for the image), then by scale and direction. */
  private final SpectralFilter[][] wavelets;

  Scattering(int rows, int columns, int scales, int orientations) {
    if (Math.min(rows, columns) < 2 << scales) {
      throw new IllegalArgumentException("an image of too few pixels for its scales");
    }
    this.rows = rows;
    this.columns = columns;
    this.scales = scales;
    this.orientations = orientations;
    this.outRows = rows >> scales;
    this.outColumns = columns >> scales;
    int paddedRows = padded(rows);
    int paddedColumns = padded(columns);
    this.grids = new GridFourier[scales];
    this.lowRows = new LowPass[scales];
    this.lowColumns = new LowPass[scales];
    for (int r = 0; r < scales; r++) {
      grids[r] = new GridFourier(paddedRows >> r, paddedColumns >> r);
      lowRows[r] = LowPass.of(paddedRows, scales, r, outRows);
      lowColumns[r] = LowPass.of(paddedColumns, scales, r, outColumns);
    }
    this.wavelets = new SpectralFilter[scales][scales * orientations];
    for (int j = 0; j < scales; j++) {
      for (int direction = 0; direction < orientations; direction++) {
        double[] transfer =
            MorletBank.wavelet(paddedRows, paddedColumns, j, direction, orientations);
        for (int r = 0; r <= j; r++) {
          wavelets[r][j * orientations + direction] =
              SpectralFilter.of(transfer, grids[0], grids[r], grids[j]);
        }
      }
    }
  }

  /** A multiple of 2^J with room on both sides. */
  private int padded(int length) {
    return (((length + (1 << scales)) >> scales) + 1) << scales;
  }

  int channels() {
    return 1 + scales * orientations + orientations * orientations * scales * (scales - 1) / 2;
  }

  int width() {
    return channels() * outRows * outColumns;
  }

  /**
   * The coefficients of an image.
   *
   * @param image grey values, row by row
   * @return channel by channel, each row by row
   */
  double[] coefficients(double[] image) {
    return new Walk().of(image);
  }

  /** One image's way through the wavelets. */
  private final class Walk {
    private final double[] out = new double[width()];
    private final ComplexBuffer[] spectra = new ComplexBuffer[scales];
    private final double[][] moduli = new double[scales][];
    private final ComplexBuffer image;
    private int second = 1 + scales * orientations;

    Walk() {
      this.image = new ComplexBuffer(grids[0].size());
      for (int r = 0; r < scales; r++) {
        spectra[r] = new ComplexBuffer(grids[r].size());
        moduli[r] = new double[grids[r].size()];
      }
    }

    double[] of(double[] pixels) {
      pad(pixels, image.re);
      lowPass(image.re, 0, 0);
      grids[0].forward(image);
      for (int first = 0; first < scales * orientations; first++) {
        int scale = first / orientations;
        double[] modulus = modulus(image, 0, first);
        lowPass(modulus, scale, 1 + first);
        if (scale < scales - 1) {
          follow(modulus, scale);
        }
      }
      return out;
    }

    private void follow(double[] modulus, int from) {
      ComplexBuffer spectrum = new ComplexBuffer(modulus.length);
      System.arraycopy(modulus, 0, spectrum.re, 0, modulus.length);
      grids[from].forward(spectrum);
      for (int next = (from + 1) * orientations; next < scales * orientations; next++) {
        lowPass(modulus(spectrum, from, next), next / orientations, second++);
      }
    }

    private double[] modulus(ComplexBuffer spectrum, int resolution, int wavelet) {
      int scale = wavelet / orientations;
      ComplexBuffer band = spectra[scale];
      wavelets[resolution][wavelet].apply(spectrum, band);
      grids[scale].inverse(band);
      double[] modulus = moduli[scale];
      for (int i = 0; i < modulus.length; i++) {
        modulus[i] = Math.sqrt(band.re[i] * band.re[i] + band.im[i] * band.im[i]);
      }
      return modulus;
    }

    private void lowPass(double[] grid, int resolution, int channel) {
      LowPass.apply(
          lowRows[resolution], lowColumns[resolution], grid, out, channel * outRows * outColumns);
    }

    /** By reflection about the outer pixels. */
    private void pad(double[] pixels, double[] into) {
      int paddedColumns = grids[0].columns();
      int top = (grids[0].rows() - rows) / 2;
      int left = (paddedColumns - columns) / 2;
      for (int i = 0; i < grids[0].rows(); i++) {
        int row = reflected(i - top, rows);
        for (int j = 0; j < paddedColumns; j++) {
          into[i * paddedColumns + j] = pixels[row * columns + reflected(j - left, columns)];
        }
      }
    }

    private static int reflected(int index, int length) {
      int positive = Math.abs(index);
      return positive < length ? positive : 2 * (length - 1) - positive;
    }
  }
}
