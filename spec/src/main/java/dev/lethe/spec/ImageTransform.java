package dev.lethe.spec;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A function of one image alone whose constants are all public: it costs no privacy, for a person's
 * features depend on that person's image and on nothing else.
 */
public sealed interface ImageTransform {

  /** The name used in specs. */
  String tag();

  /**
   * Features of an image of this size.
   *
   * @throws ArithmeticException if they are more than an int can count
   */
  int width(int rows, int columns);

  /** Why it cannot be taken of images of this size; empty if it can. */
  Optional<Misfit> misfit(int rows, int columns);

  /**
   * What is wrong with a transform.
   *
   * @param message without a full stop
   * @param remedy what to do about it
   */
  record Misfit(String message, String remedy) {}

  /** Multiplications that one image of this size takes, roughly. */
  double operations(int rows, int columns);

  /**
   * Scattering coefficients up to the second order (Bruna and Mallat 2013; Oyallon and Mallat
   * 2015), normalised within each image.
   *
   * @param scales J: coefficients are averaged over 2^J pixels
   * @param orientations L: wavelets per scale
   * @param groups groups of neighbouring channels; the coefficients of each group are shifted and
   *     scaled to mean 0 and variance 1 within the image
   */
  record Scattering(int scales, int orientations, int groups) implements ImageTransform {
    public static final String TAG = "scattering";
    public static final int MOST_SCALES = 4;
    public static final int MOST_ORIENTATIONS = 16;
    static final int DEFAULT_SCALES = 2;
    static final int DEFAULT_ORIENTATIONS = 8;
    static final int DEFAULT_GROUPS = 27;

    /** J = 2, L = 8, normalised in 27 groups of 3 of its 81 channels. */
    public static Scattering standard() {
      return new Scattering(DEFAULT_SCALES, DEFAULT_ORIENTATIONS, DEFAULT_GROUPS);
    }

    @Override
    public String tag() {
      return TAG;
    }

    /** 1 + J L + L^2 J (J - 1) / 2: the mean, then the paths of one wavelet, then those of two. */
    public int channels() {
      return 1 + scales * orientations + orientations * orientations * pairs();
    }

    private int pairs() {
      return scales * (scales - 1) / 2;
    }

    /** Images are padded by up to 2^J pixels of their own on each side. */
    private int leastSide() {
      return 2 << scales;
    }

    @Override
    public Optional<Misfit> misfit(int rows, int columns) {
      if (Math.min(rows, columns) < leastSide()) {
        return Optional.of(
            new Misfit(
                "scattering of "
                    + scales
                    + " scales needs images of at least "
                    + leastSide()
                    + " pixels a side, and these have "
                    + Math.min(rows, columns),
                "lower scales"));
      }
      return channels() % groups == 0
          ? Optional.empty()
          : Optional.of(
              new Misfit(
                  channels() + " channels cannot be normalised in " + groups + " equal groups",
                  "write groups: with one of " + divisors(channels())));
    }

    private static String divisors(int n) {
      return IntStream.rangeClosed(1, n)
          .filter(d -> n % d == 0)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(", "));
    }

    @Override
    public int width(int rows, int columns) {
      int each = Math.multiplyExact(rows >> scales, columns >> scales);
      return Math.multiplyExact(channels(), each);
    }

    @Override
    public double operations(int rows, int columns) {
      return 20.0 * channels() * (rows + leastSide()) * (columns + leastSide());
    }
  }

  /**
   * Random features of a fixed public seed: {@code sqrt(2) f(w.x + b)} for each of some random
   * {@code (w, b)}, of the pixels x in [-1, 1].
   *
   * @param map the function f and the law of b
   * @param count number of features
   * @param scale standard deviation of each entry of w, times the root of the number of pixels
   * @param seed names the drawn w and b; the same on every machine
   */
  record RandomFeatures(FeatureMap map, int count, double scale, long seed)
      implements ImageTransform {
    public static final String TAG = "random-features";
    public static final int MOST_WEIGHTS = 100_000_000;
    static final double DEFAULT_SCALE = 1;

    @Override
    public String tag() {
      return TAG;
    }

    @Override
    public int width(int rows, int columns) {
      return count;
    }

    @Override
    public Optional<Misfit> misfit(int rows, int columns) {
      long weights = (long) count * rows * columns;
      if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
        return Optional.of(new Misfit("its scale is not a number above 0", "write scale: 1"));
      }
      return weights <= MOST_WEIGHTS
          ? Optional.empty()
          : Optional.of(
              new Misfit(
                  count
                      + " random features of these images have "
                      + weights
                      + " weights, more than "
                      + MOST_WEIGHTS,
                  "lower count to at most " + MOST_WEIGHTS / ((long) rows * columns)));
    }

    @Override
    public double operations(int rows, int columns) {
      return (double) count * rows * columns;
    }
  }

  /** What random features compute of a projection. */
  enum FeatureMap {
    /** {@code cos}, b uniform on a circle: approximates a Gaussian kernel (Rahimi, Recht 2007). */
    FOURIER("fourier"),
    /** {@code max(0, .)}, b normal with the scale as standard deviation. */
    RELU("relu");

    private final String tag;

    FeatureMap(String tag) {
      this.tag = tag;
    }

    /** The name used in specs. */
    public String tag() {
      return tag;
    }
  }
}
