package dev.lethe.training.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What all kernels keep: the formulas within the proven bounds, whatever the shapes. */
abstract class GradientKernelsContract {

  /** Far below every value here, for sums that are exactly zero. */
  private static final double TINY = 1e-35;

  private GradientKernels kernels = GradientKernels.portable();

  abstract GradientKernels open();

  @BeforeEach
  final void openKernels() {
    kernels = open();
  }

  @AfterEach
  final void closeKernels() {
    kernels.close();
  }

  @RepeatedTest(60)
  void outerProductsAreTheLinearGradient(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    Units units = RandomSite.units(random, 5, random.nextBoolean() ? 9 : 300);
    int in = 1 + random.nextInt(random.nextBoolean() ? 9 : 90);
    int out = 1 + random.nextInt(random.nextBoolean() ? 9 : 60);
    Rows a = Direct.rows(random, units.end(), in);
    Rows g = Direct.rows(random, units.end(), out);
    Sink sink = new Sink(random, units, in * out, out);
    kernels.outerProducts(units, a, g, sink.place, sink.contributions);
    for (int u = 0; u < units.count(); u++) {
      Exact[] weights = sink.expectedWeights(u);
      Exact[] bias = sink.expectedBias(u);
      for (int p = units.start(u); p < units.end(u); p++) {
        for (int j = 0; j < out; j++) {
          for (int i = 0; i < in; i++) {
            weights[j * in + i].add(value(g, p, j), value(a, p, i));
          }
          bias[j].add(value(g, p, j), 1);
        }
      }
      sink.check(u, weights, bias);
    }
  }

  @RepeatedTest(80)
  void convolutionProductsAreTheConvolutionsGradient(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    Units units = RandomSite.units(random, 4, 3);
    Convolution c = RandomConvolution.of(random);
    Rows x = Direct.rows(random, units.end(), c.inputWidth());
    Rows g = Direct.rows(random, units.end(), c.outputWidth());
    Sink sink = new Sink(random, units, c.weights(), c.outputs());
    kernels.convolutionProducts(units, x, g, c, sink.place, sink.contributions);
    for (int u = 0; u < units.count(); u++) {
      Exact[] weights = sink.expectedWeights(u);
      Exact[] bias = sink.expectedBias(u);
      for (int p = units.start(u); p < units.end(u); p++) {
        RandomConvolution.add(c, x, g, p, weights, bias);
      }
      sink.check(u, weights, bias);
    }
  }

  @RepeatedTest(60)
  void scaleProductsAreTheGradientOfScaleAndShift(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    Units units = RandomSite.units(random, 5, 9);
    int channels = 1 + random.nextInt(70);
    int inner = random.nextBoolean() ? 1 : 1 + random.nextInt(40);
    Rows x = Direct.rows(random, units.end(), channels * inner);
    Rows g = Direct.rows(random, units.end(), channels * inner);
    Sink sink = new Sink(random, units, channels, channels);
    kernels.scaleProducts(units, x, g, channels, sink.place, sink.contributions);
    for (int u = 0; u < units.count(); u++) {
      Exact[] weights = sink.expectedWeights(u);
      Exact[] bias = sink.expectedBias(u);
      for (int p = units.start(u); p < units.end(u); p++) {
        for (int i = 0; i < channels * inner; i++) {
          weights[i / inner].add(value(g, p, i), value(x, p, i));
          bias[i / inner].add(value(g, p, i), 1);
        }
      }
      sink.check(u, weights, bias);
    }
  }

  @RepeatedTest(40)
  void embeddingsGroupRepeatedTokensAndIgnorePadding(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    Units units = RandomSite.units(random, 6, 12);
    int vocabulary = 1 + random.nextInt(9);
    int width = 1 + random.nextInt(150);
    Tokens tokens = tokens(random, units.end(), vocabulary);
    Rows g = Direct.rows(random, units.end(), width);
    double[] weights = RandomSite.weights(random, units.count());
    int at = random.nextInt(3);
    double[] sum = new double[at + vocabulary * width + 1];
    Arrays.fill(sum, 0.5);
    kernels.addEmbedding(units, tokens, g, weights, new Accumulator(sum, Place.of(at)));
    double[] squares = kernels.embeddingSquares(units, tokens, g);
    int room = vocabulary * width;
    Contributions dense = new Contributions(Direct.floats(units.count() * room), room);
    kernels.embeddingProducts(units, tokens, g, Place.of(0), dense);

    Exact[] expected = Exact.many(room);
    for (Exact cell : expected) {
      cell.add(0.5, 1);
    }
    for (int u = 0; u < units.count(); u++) {
      Map<Integer, Exact[]> rows = new TreeMap<>();
      for (int p = units.start(u); p < units.end(u); p++) {
        if (tokens.id(p) != tokens.padding()) {
          Exact[] row = rows.computeIfAbsent(tokens.id(p), token -> Exact.many(width));
          for (int i = 0; i < width; i++) {
            row[i].add(value(g, p, i), 1);
            expected[tokens.id(p) * width + i].add(weights[u], value(g, p, i));
          }
        }
      }
      double square = 0;
      double mass = 0;
      for (int token = 0; token < vocabulary; token++) {
        Exact[] row = rows.getOrDefault(token, Exact.many(width));
        for (int i = 0; i < width; i++) {
          square += row[i].value() * row[i].value();
          mass += row[i].magnitude() * row[i].magnitude();
          row[i].isNear(
              dense.values().get(u * room + token * width + i),
              KernelBounds.contribution(units.positions(u)),
              TINY,
              "dense row");
        }
      }
      assertThat(Math.abs(squares[u] - square))
          .isLessThanOrEqualTo(
              (KernelBounds.embedding(units.positions(u), width) + 1e-13) * mass + TINY);
    }
    for (int k = 0; k < room; k++) {
      expected[k].isNear(
          sum[at + k], KernelBounds.sum(2L * expected[k].terms()), TINY, "embedding sum");
    }
    assertThat(sum[sum.length - 1]).isEqualTo(0.5);
  }

  @RepeatedTest(40)
  void normsAreOfTheContributionAsComputed(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int units = random.nextInt(6);
    int stride = 1 + random.nextInt(random.nextBoolean() ? 20 : 9000);
    Contributions contributions =
        new Contributions(Direct.random(random, units * stride + 1), stride);
    int[] parts = RandomSite.parts(random, stride);
    double[] squares = kernels.squaredNorms(contributions, units, parts);
    assertThat(squares).hasSize(units * (parts.length - 1));
    for (int u = 0; u < units; u++) {
      for (int k = 0; k + 1 < parts.length; k++) {
        Exact square = new Exact();
        for (int i = parts[k]; i < parts[k + 1]; i++) {
          float v = contributions.values().get(u * stride + i);
          square.add(v, v);
        }
        square.isNear(
            squares[u * (parts.length - 1) + k],
            KernelBounds.squaredNorm(parts[k + 1] - parts[k]),
            0,
            "square");
      }
    }
  }

  @RepeatedTest(40)
  void weightedContributionsAreAddedInDoubles(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    double[] weights = RandomSite.weights(random, random.nextInt(9));
    int stride = 1 + random.nextInt(random.nextBoolean() ? 20 : 9000);
    Contributions contributions =
        new Contributions(Direct.random(random, weights.length * stride + 1), stride);
    poisonUnread(contributions, weights);
    int from = random.nextInt(stride);
    int length = random.nextInt(stride - from + 1);
    int at = random.nextInt(4);
    double[] sum = random.doubles(at + length + 3).toArray();
    double[] before = sum.clone();
    kernels.addWeighted(contributions, weights, from, length, sum, at);
    for (int k = 0; k < sum.length; k++) {
      Exact expected = new Exact();
      expected.add(before[k], 1);
      for (int u = 0; u < weights.length && k >= at && k < at + length; u++) {
        if (weights[u] != 0) {
          expected.add(weights[u], contributions.values().get(u * stride + from + k - at));
        }
      }
      expected.isNear(sum[k], KernelBounds.sum(expected.terms()), 0, "sum");
    }
  }

  @RepeatedTest(20)
  void rowSquaresAreInDoubles(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int count = random.nextInt(9);
    Rows rows = Direct.rows(random, count, 1 + random.nextInt(900));
    double[] squares = kernels.rowSquares(rows, count);
    assertThat(squares).hasSize(count);
    for (int p = 0; p < count; p++) {
      Exact square = new Exact();
      for (int i = 0; i < rows.width(); i++) {
        square.add(value(rows, p, i), value(rows, p, i));
      }
      square.isNear(squares[p], KernelBounds.squaredNorm(rows.width()), 0, "row square");
    }
  }

  @RepeatedTest(60)
  void outerProductsOfBucketsAreWithinTheBucketsBound(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int[] buckets = buckets(random);
    int rows = buckets[buckets.length - 1];
    int in = 1 + random.nextInt(random.nextBoolean() ? 9 : 90);
    int out = 1 + random.nextInt(random.nextBoolean() ? 9 : 60);
    Rows a = Direct.rows(random, rows, in);
    Rows g = Direct.rows(random, rows, out);
    double[] weights = RandomSite.weights(random, rows);
    poisonUnread(a, g, weights);
    int at = random.nextInt(3);
    boolean withBias = random.nextBoolean();
    Place place = withBias ? Place.of(at + out, at) : Place.of(at);
    double[] sum = random.doubles(at + out + in * out + 2).toArray();
    double[] before = sum.clone();
    kernels.addOuterProducts(a, g, weights, buckets, new Accumulator(sum, place));

    double[] allowed = new double[sum.length];
    Exact[] expected = Exact.many(sum.length);
    for (int k = 0; k < sum.length; k++) {
      expected[k].add(before[k], 1);
    }
    for (int b = 0; b + 1 < buckets.length; b++) {
      double[] inside = Arrays.copyOfRange(weights, buckets[b], buckets[b + 1]);
      double relative =
          KernelBounds.bucket((int) Arrays.stream(inside).filter(w -> w != 0).count());
      for (int p = buckets[b]; p < buckets[b + 1]; p++) {
        for (int j = 0; weights[p] != 0 && j < out; j++) {
          double c = coefficient(weights[p], value(g, p, j));
          for (int i = 0; i < in; i++) {
            expected[place.weights() + j * in + i].add(c, value(a, p, i));
            allowed[place.weights() + j * in + i] +=
                relative * Math.abs(c * value(a, p, i)) + KernelBounds.bucketUnderflow(1);
          }
          if (withBias) {
            expected[at + j].add(c, 1);
          }
        }
      }
    }
    for (int k = 0; k < sum.length; k++) {
      expected[k].isNear(
          sum[k], KernelBounds.sum(expected[k].terms()), allowed[k] * (1 + 1e-12), "bucket sum");
    }
  }

  @RepeatedTest(30)
  void gramProductsAreTheNormsOfWhatIsNotInstantiated(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    Units units = RandomSite.units(random, 5, 11);
    int in = 1 + random.nextInt(40);
    int out = 1 + random.nextInt(40);
    Rows a = Direct.rows(random, units.end(), in);
    Rows g = Direct.rows(random, units.end(), out);
    Gram gram = kernels.gram(units, a, g);
    for (int u = 0; u < units.count(); u++) {
      Exact[] weights = Exact.many(in * out);
      Exact[] bias = Exact.many(out);
      double mass = 0;
      double biasMass = 0;
      for (int p = units.start(u); p < units.end(u); p++) {
        double aa = 0;
        double gg = 0;
        for (int i = 0; i < in; i++) {
          aa += value(a, p, i) * value(a, p, i);
        }
        for (int j = 0; j < out; j++) {
          gg += value(g, p, j) * value(g, p, j);
          bias[j].add(value(g, p, j), 1);
          for (int i = 0; i < in; i++) {
            weights[j * in + i].add(value(g, p, j), value(a, p, i));
          }
        }
        mass += Math.sqrt(aa) * Math.sqrt(gg);
        biasMass += Math.sqrt(gg);
      }
      double bound = KernelBounds.gram(in, out, units.positions(u)) + 1e-14;
      double massBound = KernelBounds.mass(in, out, units.positions(u)) + 1e-14;
      near(gram.squares()[u], square(weights), bound * mass * mass);
      near(gram.biasSquares()[u], square(bias), bound * biasMass * biasMass);
      near(gram.masses()[u], mass, massBound * mass);
      near(gram.biasMasses()[u], biasMass, massBound * biasMass);
    }
  }

  /** 64 positions of +-1e4 that cancel, beside small values that must survive them. */
  @RepeatedTest(8)
  void hugePositionsThatCancelLeaveTheErrorBelowTheBound(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int in = 33;
    int out = 14;
    int rows = info.getCurrentRepetition() % 2 == 0 ? 64 : 48;
    Rows a = Direct.rows(random, rows, in);
    Rows g = Direct.rows(random, rows, out);
    for (int p = 0; p < rows; p++) {
      for (int i = 0; i < in; i++) {
        float huge = 1e4f + random.nextInt(7);
        float value = p % 2 == 0 ? huge : -a.values().get((p - 1) * a.stride() + i);
        a.values().put(p * a.stride() + i, value);
      }
      for (int j = 0; j < out; j++) {
        float value = p % 2 == 0 ? 1e4f + random.nextInt(5) : (float) value(g, p - 1, j);
        g.values().put(p * g.stride() + j, value);
      }
    }
    double[] weights = new double[rows];
    Arrays.fill(weights, 1);
    double[] sum = new double[in * out];
    kernels.addOuterProducts(a, g, weights, new int[] {0, rows}, new Accumulator(sum, Place.of(0)));
    double[] without = new double[in * out];
    weights[rows - 1] = 0;
    kernels.addOuterProducts(
        a, g, weights, new int[] {0, rows}, new Accumulator(without, Place.of(0)));
    double bound = (KernelBounds.bucket(rows) + KernelBounds.sum(rows)) * rows * 1.1e8;
    double boundWithout = (KernelBounds.bucket(rows - 1) + KernelBounds.sum(rows)) * rows * 1.1e8;
    for (int k = 0; k < sum.length; k++) {
      double last = value(g, rows - 1, k / in) * value(a, rows - 1, k % in);
      assertThat(Math.abs(sum[k])).isLessThanOrEqualTo(bound);
      assertThat(Math.abs(sum[k] - without[k] - last)).isLessThanOrEqualTo(bound + boundWithout);
    }
  }

  /** A unit that is not finite spoils its own results only, and shows there. */
  @RepeatedTest(12)
  void whatIsNotFiniteStaysInItsUnit(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    Units units = Units.each(4, 6);
    int width = 35;
    Rows a = Direct.rows(random, units.end(), width);
    Rows g = Direct.rows(random, units.end(), width);
    Tokens tokens = Tokens.of(Direct.ints(new int[units.end()]), 4, 3);
    List<double[]> clean = everything(units, tokens, a, g);
    float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    Rows spoilt = random.nextBoolean() ? a : g;
    int position = units.start(2) + random.nextInt(6);
    spoilt.values().put(position * spoilt.stride() + random.nextInt(width), bad[random.nextInt(3)]);
    List<double[]> found = everything(units, tokens, a, g);
    for (int k = 0; k < clean.size(); k++) {
      double[] before = clean.get(k);
      double[] after = found.get(k);
      int each = before.length / units.count();
      for (int i = 0; i < before.length; i++) {
        if (i / each != 2) {
          assertThat(after[i]).as("result %s of unit %s", k, i / each).isEqualTo(before[i]);
        }
      }
      boolean reads = spoilt == g || k < 2;
      assertThat(Arrays.stream(after, 2 * each, 3 * each).allMatch(Double::isFinite))
          .as("result %s", k)
          .isEqualTo(!reads);
    }
  }

  /** Per unit, one result after the other: squares of products, Gram squares, embedding squares. */
  private List<double[]> everything(Units units, Tokens tokens, Rows a, Rows g) {
    int width = a.width();
    Contributions linear =
        new Contributions(Direct.floats(units.count() * width * width), width * width);
    kernels.outerProducts(units, a, g, Place.of(0), linear);
    return List.of(
        kernels.squaredNorms(linear, units.count(), new int[] {0, width * width}),
        kernels.gram(units, a, g).squares(),
        kernels.gram(units, a, g).biasSquares(),
        kernels.embeddingSquares(units, tokens, g));
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    SplittableRandom random = new SplittableRandom(7);
    Rows a = Rows.of(Direct.random(random, 12), 3);
    Rows g = Rows.of(Direct.random(random, 8), 2);
    Units units = Units.each(2, 2);
    Contributions to = new Contributions(Direct.random(random, 16), 8);
    float[] before = Direct.copy(to.values());
    double[] sum = new double[6];
    double[] ones = {1, 1, 1, 1};
    Tokens tokens = Tokens.of(Direct.ints(0, 1, 2, 0), 3, Tokens.NO_PADDING);
    Accumulator all = new Accumulator(sum, Place.of(0));
    Convolution.Axis axis = new Convolution.Axis(3, 2, 1, 0, 1);
    Convolution convolution =
        new Convolution(1, 1, 1, Convolution.Axis.NONE, Convolution.Axis.NONE, axis);
    refuses(() -> kernels.outerProducts(Units.each(2, 3), a, g, Place.of(0), to));
    refuses(() -> kernels.outerProducts(Units.each(3, 1), a, g, Place.of(0), to));
    refuses(() -> kernels.outerProducts(units, a, g, Place.of(3), to));
    refuses(() -> kernels.outerProducts(units, a, g, Place.of(0, 7), to));
    refuses(() -> kernels.outerProducts(units, a, g, Place.of(0, 5), to));
    refuses(() -> kernels.convolutionProducts(units, g, g, convolution, Place.of(0), to));
    refuses(() -> kernels.convolutionProducts(units, a, a, convolution, Place.of(0), to));
    refuses(() -> kernels.convolutionProducts(units, a, g, convolution, Place.of(7), to));
    refuses(() -> kernels.scaleProducts(units, a, g, 2, Place.of(0), to));
    refuses(() -> kernels.scaleProducts(units, g, g, 3, Place.of(0), to));
    refuses(() -> kernels.embeddingProducts(units, tokens, g, Place.of(3), to));
    refuses(() -> kernels.embeddingProducts(units, tokens, g, Place.of(0, 7), to));
    refuses(() -> kernels.embeddingSquares(Units.each(1, 5), tokens, g));
    refuses(() -> kernels.addEmbedding(units, tokens, g, ones, all));
    refuses(() -> kernels.addEmbedding(units, tokens, a, new double[] {1, 1}, all));
    refuses(() -> kernels.squaredNorms(to, 3, new int[] {0, 8}));
    refuses(() -> kernels.squaredNorms(to, 2, new int[] {0, 9}));
    refuses(() -> kernels.squaredNorms(to, 2, new int[] {3, 2}));
    refuses(() -> kernels.addWeighted(to, new double[3], 0, 1, sum, 0));
    refuses(() -> kernels.addWeighted(to, ones, 0, 1, sum, 0));
    refuses(() -> kernels.addWeighted(to, new double[2], 3, 6, sum, 0));
    refuses(() -> kernels.addWeighted(to, new double[2], 0, 6, sum, 1));
    refuses(() -> kernels.addWeighted(to, new double[] {1, Double.NaN}, 0, 6, sum, 0));
    refuses(() -> kernels.rowSquares(a, 5));
    refuses(() -> kernels.addOuterProducts(a, g, ones, new int[] {0, 5}, all));
    refuses(() -> kernels.addOuterProducts(a, g, new double[3], new int[] {0, 4}, all));
    refuses(() -> kernels.addOuterProducts(a, g, ones, new int[] {2, 1}, all));
    refuses(() -> kernels.addOuterProducts(a, a, ones, new int[] {0, 4}, all));
    refuses(() -> kernels.gram(Units.each(1, 5), a, g));
    for (long id : new long[] {-1, 3, 1L << 32}) {
      Tokens outside = Tokens.of(Direct.longs(0, 1, id, 0), 3, Tokens.NO_PADDING);
      refuses(() -> kernels.embeddingSquares(units, outside, g));
      refuses(() -> kernels.embeddingProducts(units, outside, g, Place.of(0), to));
      refuses(() -> kernels.addEmbedding(units, outside, g, new double[] {1, 1}, all));
    }
    assertThat(Direct.copy(to.values())).isEqualTo(before);
    assertThat(sum).containsOnly(0);
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(KernelArgumentException.class);
  }

  private static void near(double found, double expected, double bound) {
    assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(bound);
  }

  private static double square(Exact[] values) {
    double sum = 0;
    for (Exact value : values) {
      sum += value.value() * value.value();
    }
    return sum;
  }

  /** The coefficient by its definition: the largest float that is not above the product. */
  static double coefficient(double weight, double gradient) {
    double product = Math.abs(weight * gradient);
    float below = (float) product;
    while (below > product) {
      below = Math.nextDown(below);
    }
    return Math.copySign(below, gradient);
  }

  static double value(Rows rows, int p, int i) {
    return rows.values().get(p * rows.stride() + i);
  }

  private static int[] buckets(SplittableRandom random) {
    int[] buckets = new int[2 + random.nextInt(4)];
    buckets[0] = random.nextInt(3);
    for (int b = 1; b < buckets.length; b++) {
      int[] sizes = {0, 1, random.nextInt(24), random.nextInt(48), 48, 49, 48 + random.nextInt(60)};
      buckets[b] = buckets[b - 1] + sizes[random.nextInt(sizes.length)];
    }
    return buckets;
  }

  private static Tokens tokens(SplittableRandom random, int count, int vocabulary) {
    int[] ids = random.ints(count, 0, vocabulary).toArray();
    int padding = random.nextInt(vocabulary + 1) - 1;
    return random.nextBoolean()
        ? Tokens.of(Direct.ints(ids), vocabulary, padding)
        : Tokens.of(Direct.longs(Arrays.stream(ids).asLongStream().toArray()), vocabulary, padding);
  }

  /** NaN wherever the weight is zero: what is read there shows. */
  private static void poisonUnread(Rows a, Rows g, double[] weights) {
    for (int p = 0; p < weights.length; p++) {
      for (Rows rows : List.of(a, g)) {
        for (int i = 0; weights[p] == 0 && i < rows.width(); i++) {
          rows.values()
              .put(p * rows.stride() + i, i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY);
        }
      }
    }
  }

  private static void poisonUnread(Contributions contributions, double[] weights) {
    for (int u = 0; u < weights.length; u++) {
      for (int i = 0; weights[u] == 0 && i < contributions.stride(); i++) {
        contributions.values().put(u * contributions.stride() + i, Float.NaN);
      }
    }
  }

  /**
   * Contributions with something in them, and what is to come out of a kernel that writes there.
   */
  private static final class Sink {
    final Contributions contributions;
    final Place place;
    private final Units units;
    private final int weights;
    private final int biases;
    private final float[] before;

    Sink(SplittableRandom random, Units units, int weights, int biases) {
      this.units = units;
      this.weights = weights;
      this.biases = biases;
      int stride = weights + biases + random.nextInt(5);
      FloatBuffer values = Direct.random(random, units.count() * stride + 1);
      contributions = new Contributions(values, stride);
      before = Direct.copy(values);
      Place full = random.nextBoolean() ? Place.of(biases, 0) : Place.of(stride - weights, 0);
      List<Place> choices = new ArrayList<>(List.of(full, full.adding()));
      choices.add(Place.of(stride - weights));
      choices.add(Place.of(0).adding());
      choices.add(Place.of(Place.ABSENT, 0));
      place = choices.get(random.nextInt(choices.size()));
    }

    Exact[] expectedWeights(int unit) {
      return expected(unit, place.weights(), weights);
    }

    Exact[] expectedBias(int unit) {
      return expected(unit, place.bias(), biases);
    }

    private Exact[] expected(int unit, int at, int length) {
      Exact[] expected = Exact.many(length);
      for (int i = 0; i < length; i++) {
        boolean adds = at != Place.ABSENT && place.write() == Place.Write.ADD;
        expected[i].add(adds ? before[unit * contributions.stride() + at + i] : 0, 1);
      }
      return expected;
    }

    /** The results are near, and every other value is as it was. */
    void check(int unit, Exact[] expectedWeights, Exact[] expectedBias) {
      assertThat(units.count() * contributions.stride()).isLessThan(contributions.values().limit());
      for (int i = 0; i < contributions.stride(); i++) {
        int cell = unit * contributions.stride() + i;
        float found = contributions.values().get(cell);
        if (place.hasWeights() && i >= place.weights() && i < place.weights() + weights) {
          near(expectedWeights[i - place.weights()], found);
        } else if (place.hasBias() && i >= place.bias() && i < place.bias() + biases) {
          near(expectedBias[i - place.bias()], found);
        } else {
          assertThat(found).isEqualTo(before[cell]);
        }
      }
    }

    private static void near(Exact expected, float found) {
      expected.isNear(found, KernelBounds.contribution(expected.terms()), TINY, "contribution");
    }
  }
}
