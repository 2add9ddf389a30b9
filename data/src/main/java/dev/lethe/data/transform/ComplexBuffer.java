package dev.lethe.data.transform;

/** Complex numbers and as much room to write the next ones to. */
final class ComplexBuffer {
  double[] re;
  double[] im;
  double[] nextRe;
  double[] nextIm;

  ComplexBuffer(int size) {
    re = new double[size];
    im = new double[size];
    nextRe = new double[size];
    nextIm = new double[size];
  }

  /** What was written becomes what is held. */
  void advance() {
    double[] oldRe = re;
    double[] oldIm = im;
    re = nextRe;
    im = nextIm;
    nextRe = oldRe;
    nextIm = oldIm;
  }

  /** Exchanges real and imaginary parts, which turns a transform into its inverse. */
  void exchangeParts() {
    double[] old = re;
    re = im;
    im = old;
  }

  /** Writes a matrix of so many rows and columns with both exchanged, and holds that. */
  void transpose(int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        nextRe[j * rows + i] = re[i * columns + j];
        nextIm[j * rows + i] = im[i * columns + j];
      }
    }
    advance();
  }
}
