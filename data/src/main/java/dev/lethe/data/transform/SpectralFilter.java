package dev.lethe.data.transform;

import java.util.Arrays;

/** Multiplies a spectrum by a real transfer function and keeps the spectrum of fewer points. */
final class SpectralFilter {
  private final double[] weights;
  private final int rows;
  private final int columns;
  private final int apart;

  private SpectralFilter(double[] weights, int rows, int columns, int apart) {
    this.weights = weights;
    this.rows = rows;
    this.columns = columns;
    this.apart = apart;
  }

  /**
   * A filter that reads one grid and gives another, coarser one.
   *
   * @param transfer the transfer function on the full grid, row by row
   * @param full the full grid
   * @param from the grid read: its spectrum has the lowest frequencies of the full one
   * @param to the grid written, whose inverse transform is to be exact
   */
  static SpectralFilter of(double[] transfer, GridFourier full, GridFourier from, GridFourier to) {
    int apart = from.rows() / to.rows();
    // Means of aliases, and the size that an inverse transform multiplies by.
    double scale = 1.0 / ((double) apart * apart * to.size());
    double[] weights = new double[from.size()];
    for (int i = 0; i < from.rows(); i++) {
      for (int j = 0; j < from.columns(); j++) {
        int row = Math.floorMod(2 * i < from.rows() ? i : i - from.rows(), full.rows());
        int column = Math.floorMod(2 * j < from.columns() ? j : j - from.columns(), full.columns());
        weights[j * from.rows() + i] = scale * transfer[row * full.columns() + column];
      }
    }
    // Spectra lie with their axes exchanged.
    return new SpectralFilter(
        weights, /* rows= */ from.columns(), /* columns= */ from.rows(), apart);
  }

  void apply(ComplexBuffer spectrum, ComplexBuffer out) {
    int coarseRows = rows / apart;
    int coarseColumns = columns / apart;
    double[] re = spectrum.re;
    double[] im = spectrum.im;
    double[] outRe = out.re;
    double[] outIm = out.im;
    Arrays.fill(outRe, 0);
    Arrays.fill(outIm, 0);
    for (int i = 0; i < rows; i++) {
      int to = i % coarseRows * coarseColumns;
      for (int from = i * columns; from < (i + 1) * columns; from += coarseColumns) {
        for (int j = 0; j < coarseColumns; j++) {
          outRe[to + j] += weights[from + j] * re[from + j];
          outIm[to + j] += weights[from + j] * im[from + j];
        }
      }
    }
  }
}
