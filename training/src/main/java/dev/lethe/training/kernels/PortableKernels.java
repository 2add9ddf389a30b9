package dev.lethe.training.kernels;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The kernels in Java, one thread, sums in fp64 throughout: the oracle of the native ones and what
 * runs where they do not load.
 */
final class PortableKernels implements GradientKernels {

  @Override
  public String description() {
    return "Java, 1 thread";
  }

  @Override
  public void outerProducts(
      Units units, Rows activations, Rows gradients, Place place, Contributions to) {
    KernelChecks.outerProducts(units, activations, gradients, place, to);
    int in = activations.width();
    int out = gradients.width();
    for (int u = 0; u < units.count(); u++) {
      Cells cells = new Cells(to, u, place.write());
      float[][] a = read(activations, units.start(u), units.end(u));
      float[][] g = read(gradients, units.start(u), units.end(u));
      if (place.hasWeights()) {
        double[] row = new double[in];
        for (int j = 0; j < out; j++) {
          Arrays.fill(row, 0);
          for (int p = 0; p < a.length; p++) {
            addScaled(row, a[p], g[p][j]);
          }
          cells.write(place.weights() + j * in, row);
        }
      }
      if (place.hasBias()) {
        cells.write(place.bias(), sum(g, out));
      }
    }
  }

  @Override
  public void convolutionProducts(
      Units units,
      Rows inputs,
      Rows gradients,
      Convolution convolution,
      Place place,
      Contributions to) {
    KernelChecks.convolutionProducts(units, inputs, gradients, convolution, place, to);
    PortableConvolution kernel = new PortableConvolution(convolution);
    for (int u = 0; u < units.count(); u++) {
      Cells cells = new Cells(to, u, place.write());
      float[][] x = read(inputs, units.start(u), units.end(u));
      float[][] g = read(gradients, units.start(u), units.end(u));
      if (place.hasWeights()) {
        cells.write(place.weights(), kernel.weights(x, g));
      }
      if (place.hasBias()) {
        cells.write(place.bias(), channelSums(g, convolution.outputs()));
      }
    }
  }

  @Override
  public void scaleProducts(
      Units units, Rows inputs, Rows gradients, int channels, Place place, Contributions to) {
    KernelChecks.scaleProducts(units, inputs, gradients, channels, place, to);
    int inner = gradients.width() / channels;
    for (int u = 0; u < units.count(); u++) {
      Cells cells = new Cells(to, u, place.write());
      float[][] x = read(inputs, units.start(u), units.end(u));
      float[][] g = read(gradients, units.start(u), units.end(u));
      if (place.hasWeights()) {
        double[] scales = new double[channels];
        for (int p = 0; p < x.length; p++) {
          for (int i = 0; i < x[p].length; i++) {
            scales[i / inner] += (double) g[p][i] * x[p][i];
          }
        }
        cells.write(place.weights(), scales);
      }
      if (place.hasBias()) {
        cells.write(place.bias(), channelSums(g, channels));
      }
    }
  }

  @Override
  public void embeddingProducts(
      Units units, Tokens tokens, Rows gradients, Place place, Contributions to) {
    KernelChecks.embeddingProducts(units, tokens, gradients, place, to);
    int width = gradients.width();
    float[] g = new float[width];
    for (int u = 0; u < units.count(); u++) {
      Cells cells = new Cells(to, u, place.write());
      cells.open(place.weights(), tokens.vocabulary() * width);
      for (int p = units.start(u); p < units.end(u); p++) {
        if (tokens.id(p) != tokens.padding()) {
          gradients.read(p, g);
          cells.add(place.weights() + tokens.id(p) * width, g);
        }
      }
    }
  }

  @Override
  public double[] embeddingSquares(Units units, Tokens tokens, Rows gradients) {
    KernelChecks.embedding(units, tokens, gradients);
    TokenSums sums = new TokenSums(tokens, gradients);
    double[] squares = new double[units.count()];
    for (int u = 0; u < units.count(); u++) {
      int unit = u;
      sums.forEach(
          units.start(u), units.end(u), (token, row) -> squares[unit] += dot(row, row, row.length));
    }
    return squares;
  }

  @Override
  public void addEmbedding(
      Units units, Tokens tokens, Rows gradients, double[] weights, Accumulator sum) {
    KernelChecks.addEmbedding(units, tokens, gradients, weights, sum);
    TokenSums sums = new TokenSums(tokens, gradients);
    for (int u = 0; u < units.count(); u++) {
      double weight = weights[u];
      if (weight != 0) {
        sums.forEach(
            units.start(u),
            units.end(u),
            (token, row) -> {
              int at = sum.place().weights() + token * row.length;
              for (int i = 0; i < row.length; i++) {
                sum.values()[at + i] += weight * row[i];
              }
            });
      }
    }
  }

  @Override
  public double[] squaredNorms(Contributions contributions, int units, int[] parts) {
    KernelChecks.squaredNorms(contributions, units, parts);
    int groups = parts.length - 1;
    double[] squares = new double[units * groups];
    float[] block = new float[BLOCK];
    for (int u = 0; u < units; u++) {
      for (int k = 0; k < groups; k++) {
        for (int at = parts[k]; at < parts[k + 1]; at += BLOCK) {
          int length = Math.min(BLOCK, parts[k + 1] - at);
          contributions.values().get(u * contributions.stride() + at, block, 0, length);
          squares[u * groups + k] += dot(block, block, length);
        }
      }
    }
    return squares;
  }

  @Override
  public void addWeighted(
      Contributions contributions, double[] weights, int from, int length, double[] sum, int at) {
    KernelChecks.addWeighted(contributions, weights, from, length, sum, at);
    float[] block = new float[BLOCK];
    for (int done = 0; done < length; done += BLOCK) {
      int some = Math.min(BLOCK, length - done);
      for (int u = 0; u < weights.length; u++) {
        if (weights[u] != 0) {
          contributions.values().get(u * contributions.stride() + from + done, block, 0, some);
          for (int i = 0; i < some; i++) {
            sum[at + done + i] += weights[u] * block[i];
          }
        }
      }
    }
  }

  @Override
  public double[] rowSquares(Rows rows, int count) {
    KernelChecks.rowSquares(rows, count);
    double[] squares = new double[count];
    float[] row = new float[rows.width()];
    for (int p = 0; p < count; p++) {
      rows.read(p, row);
      squares[p] = dot(row, row, row.length);
    }
    return squares;
  }

  @Override
  public void addOuterProducts(
      Rows activations, Rows gradients, double[] weights, int[] buckets, Accumulator sum) {
    KernelChecks.addOuterProducts(activations, gradients, weights, buckets, sum);
    int in = activations.width();
    int out = gradients.width();
    float[] a = new float[in];
    float[] g = new float[out];
    for (int p = buckets[0]; p < buckets[buckets.length - 1]; p++) {
      if (weights[p] == 0) {
        continue;
      }
      activations.read(p, a);
      gradients.read(p, g);
      for (int j = 0; j < out; j++) {
        double c = towardZero(weights[p] * g[j]);
        if (sum.place().hasWeights()) {
          addScaled(sum.values(), sum.place().weights() + j * in, a, c);
        }
        if (sum.place().hasBias()) {
          sum.values()[sum.place().bias() + j] += c;
        }
      }
    }
  }

  @Override
  public Gram gram(Units units, Rows activations, Rows gradients) {
    KernelChecks.gram(units, activations, gradients);
    int count = units.count();
    Gram gram =
        new Gram(new double[count], new double[count], new double[count], new double[count]);
    for (int u = 0; u < count; u++) {
      float[][] a = read(activations, units.start(u), units.end(u));
      float[][] g = read(gradients, units.start(u), units.end(u));
      for (int r = 0; r < a.length; r++) {
        double aa = dot(a[r], a[r], a[r].length);
        double gg = dot(g[r], g[r], g[r].length);
        double beside = 0;
        double biasBeside = 0;
        for (int s = 0; s < r; s++) {
          double ofGradients = dot(g[r], g[s], g[r].length);
          beside += dot(a[r], a[s], a[r].length) * ofGradients;
          biasBeside += ofGradients;
        }
        gram.squares()[u] += aa * gg + 2 * beside;
        gram.biasSquares()[u] += gg + 2 * biasBeside;
        gram.masses()[u] += Math.sqrt(aa * gg);
        gram.biasMasses()[u] += Math.sqrt(gg);
      }
    }
    return gram;
  }

  @Override
  public void close() {}

  private static final int BLOCK = 4096;

  /**
   * The float next to a double on the side of zero; a double beyond all floats is infinite only if
   * it is.
   */
  static float towardZero(double x) {
    float near = (float) x;
    return Math.abs((double) near) > Math.abs(x)
        ? Float.intBitsToFloat(Float.floatToRawIntBits(near) - 1)
        : near;
  }

  private static float[][] read(Rows rows, int from, int to) {
    float[][] values = new float[to - from][rows.width()];
    for (int p = from; p < to; p++) {
      rows.read(p, values[p - from]);
    }
    return values;
  }

  private static void addScaled(double[] to, float[] x, double scale) {
    addScaled(to, 0, x, scale);
  }

  private static void addScaled(double[] to, int at, float[] x, double scale) {
    for (int i = 0; i < x.length; i++) {
      to[at + i] += scale * x[i];
    }
  }

  private static double[] sum(float[][] rows, int width) {
    double[] sum = new double[width];
    for (float[] row : rows) {
      addScaled(sum, row, 1);
    }
    return sum;
  }

  private static double[] channelSums(float[][] rows, int channels) {
    double[] sums = new double[channels];
    for (float[] row : rows) {
      int inner = row.length / channels;
      for (int i = 0; i < row.length; i++) {
        sums[i / inner] += row[i];
      }
    }
    return sums;
  }

  private static double dot(float[] x, float[] y, int length) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < length; i += 2) {
      even += (double) x[i] * y[i];
      odd += (double) x[i + 1] * y[i + 1];
    }
    return i < length ? even + (double) x[i] * y[i] + odd : even + odd;
  }

  private static double dot(double[] x, double[] y, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** One unit's contribution, written in fp32. */
  private record Cells(FloatBuffer values, int start, Place.Write write) {

    Cells(Contributions to, int unit, Place.Write write) {
      this(to.values(), unit * to.stride(), write);
    }

    void write(int at, double[] row) {
      float[] floats = new float[row.length];
      for (int i = 0; i < row.length; i++) {
        floats[i] = (float) row[i];
      }
      open(at, row.length);
      add(at, floats);
    }

    void open(int at, int length) {
      if (write == Place.Write.REPLACE) {
        values.put(start + at, new float[length]);
      }
    }

    void add(int at, float[] row) {
      for (int i = 0; i < row.length; i++) {
        int cell = start + at + i;
        values.put(cell, values.get(cell) + row[i]);
      }
    }
  }
}
