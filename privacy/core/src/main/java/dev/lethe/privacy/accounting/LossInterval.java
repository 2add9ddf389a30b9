package dev.lethe.privacy.accounting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encloses the least epsilon of a composition of privacy loss distributions in one direction; where
 * the interval cannot be made as narrow as asked, it is wider and still valid.
 *
 * @param lower never above the least epsilon
 * @param upper never below it, possibly infinite
 */
record LossInterval(double lower, double upper) {
  /** Nothing is known, which is always true. */
  static final LossInterval UNKNOWN = new LossInterval(0, Double.POSITIVE_INFINITY);

  /**
   * @param law of one release
   * @param count how often
   */
  record Repeated(LossLaw law, double count) {}

  /** Most points of a lattice: memory stays below some 300 MiB. */
  private static final int MOST_POINTS = 1 << 21;

  // The same over all kinds of releases, each of which keeps its own spectrum.
  private static final int MOST_POINTS_IN_ALL = 1 << 24;

  // Rarely too coarse: the first lattice's spread is a small share of that of the law.
  private static final double FIRST_SHARE = 0.004;

  // Below this epsilon the width is taken relative to it.
  private static final double NEAR_ZERO = 0.02;

  // A tilt by which neighbouring points of the lattice differ more could not be undone.
  private static final double MOST_TILT_PER_STEP = 30;

  private static final double MUCH_TOO_COARSE = 4;
  private static final int MOST_ROUNDS = 6;
  private static final double OUTSIDE = 15;
  private static final double LEAST_TILT = 1e-3;
  private static final double MOST_TILT = 1e9;
  private static final double MOST_COUNT = 0x1p53;

  /**
   * The interval over all directions: epsilon must suffice in each.
   *
   * @param directions what is released, once for each direction of the relation
   * @param width the relative width at which to stop
   */
  static LossInterval of(List<List<Repeated>> directions, double delta, double width) {
    List<Search> searches =
        directions.stream().map(each -> new Search(each, delta, width)).toList();
    double epsilon = searches.stream().mapToDouble(Search::estimate).max().orElse(0);
    searches.forEach(search -> search.begin(epsilon));
    searches.forEach(Search::refine);
    while (true) {
      double lower = 0;
      Search largest = searches.get(0);
      for (Search search : searches) {
        lower = Math.max(lower, search.best.lower);
        if (search.best.upper > largest.best.upper) {
          largest = search;
        }
      }
      double upper = largest.best.upper;
      if (upper - lower <= width * Math.max(upper, NEAR_ZERO) || !largest.refine()) {
        return new LossInterval(Math.min(lower, upper), upper);
      }
    }
  }

  private static final class Search {
    private final List<Repeated> releases;
    private final List<LossRange> ranges = new ArrayList<>();
    private final List<LossSketch> sketches = new ArrayList<>();
    private final double delta;
    private final double width;
    private final int mostPoints;
    private double count;
    private double step;
    private int rounds;
    private double largest;
    private LossComposition.@Nullable Window window;
    private LossInterval best = UNKNOWN;

    Search(List<Repeated> releases, double delta, double width) {
      this.releases = releases;
      this.delta = delta;
      this.width = width;
      this.mostPoints =
          Math.min(MOST_POINTS, Integer.highestOneBit(MOST_POINTS_IN_ALL / releases.size()));
      for (Repeated release : releases) {
        count += release.count();
      }
      prepare();
    }

    private void prepare() {
      if (!(count <= MOST_COUNT)) {
        return;
      }
      for (Repeated release : releases) {
        LossRange range =
            LossRange.of(release.law(), 1e-7 / count, Math.max(1e-305, delta * 1e-6 / count));
        if (!(Math.abs(range.low()) < LatticeLaw.LARGEST_LOSS)
            || !(Math.abs(range.high()) < LatticeLaw.LARGEST_LOSS)) {
          return;
        }
        ranges.add(range);
        largest = Math.max(largest, Math.max(Math.abs(range.low()), Math.abs(range.high())));
        sketches.add(LossSketch.of(release.law(), range.low(), range.high()));
      }
      window = window(tilt(), OUTSIDE);
    }

    /** What the sketch takes epsilon for. */
    double estimate() {
      return window == null ? 0 : chernoff(StrictMath.log(window.tilt()));
    }

    /** Chooses the first lattice, knowing about how large the epsilon of all directions is. */
    void begin(double epsilon) {
      if (window == null) {
        return;
      }
      double spread = Math.sqrt(FIRST_SHARE * cumulants(window.tilt())[2] / count);
      // No release is misplaced by more than a step, so that a finer one is of no use.
      double enough = 0.1 * width * Math.max(NEAR_ZERO, epsilon) / count;
      // A law whose losses hardly differ needs no finer lattice than doubles allow.
      step = Math.min(0.5, Math.max(Math.max(spread, enough), largest * 1e-7));
    }

    /** Computes once more, on a finer lattice; false if there is no finer one. */
    boolean refine() {
      if (window == null || rounds == MOST_ROUNDS) {
        return false;
      }
      if (rounds++ > 0) {
        // Second order in the step, so that a guess of the one that suffices is good.
        double relative = (best.upper - best.lower) / best.upper;
        if (best.lower == 0 && rounds > 2) {
          rounds = MOST_ROUNDS;
        }
        double factor = Math.sqrt(0.7 * width / relative);
        step *= Math.max(1.0 / 16, Math.min(0.6, factor));
        // Where the Chernoff bound is loose, the tilted law has little mass near epsilon: another
        // tilt has more, and less may be left out of the window.
        double loose = logExcess(window.tilt(), best.upper);
        if (loose > 3 && best.upper > 0) {
          double known = best.upper;
          double tilt = leastTilt(log -> logExcess(StrictMath.exp(log), known));
          loose = logExcess(tilt, known);
          window = window(tilt, OUTSIDE + Math.max(0, Math.min(50, loose)));
        }
      }
      double fits = points(window, step);
      if (fits > mostPoints) {
        rounds = MOST_ROUNDS;
        double coarser = fits / mostPoints * (1 + 1e-9);
        // Far too coarse a lattice gives no more than the tilt alone, which needs no transform.
        step *= coarser > MUCH_TOO_COARSE ? Math.min(coarser, MUCH_TOO_COARSE) : coarser;
      }
      if (!(step > 0 && step <= 1)) {
        rounds = MOST_ROUNDS;
        return false;
      }
      double exact = snapped(window, step);
      boolean steep = window.tilt() * exact > MOST_TILT_PER_STEP;
      LossInterval found = at(exact, steep ? window(MOST_TILT_PER_STEP / exact, OUTSIDE) : window);
      best = new LossInterval(Math.max(best.lower, found.lower), Math.min(best.upper, found.upper));
      return true;
    }

    private double points(LossComposition.Window window, double step) {
      double most = window.points(step);
      for (LossRange range : ranges) {
        most = Math.max(most, (range.high() - range.low()) / step + 10);
      }
      return most;
    }

    /** A step of which the distances of a law's atoms are multiples, if one has such atoms. */
    private double snapped(LossComposition.Window window, double step) {
      for (Repeated release : releases) {
        double span = release.law().span();
        double fitted = span / Math.ceil(span / step * (1 - 1e-12));
        // Atoms that nearly meet would ask for more points than there is room for.
        if (span > 0 && (fitted >= step / 2 || points(window, fitted) <= mostPoints)) {
          return fitted;
        }
      }
      return step;
    }

    private LossInterval at(double step, LossComposition.Window window) {
      List<LossComposition.Part> parts = new ArrayList<>();
      double offset = 0;
      double shift = 0;
      Masses most = new Masses();
      Masses least = new Masses();
      for (int i = 0; i < releases.size(); i++) {
        Repeated release = releases.get(i);
        LatticeLaw law =
            LatticeLaw.of(
                release.law(),
                LossRange.offset(release.law(), step),
                step,
                ranges.get(i).low(),
                ranges.get(i).high());
        parts.add(new LossComposition.Part(law, release.count()));
        offset += release.count() * law.offset();
        shift += release.count() * (law.shift() + 2 * LossLaw.U * Math.abs(law.offset()));
        most.add(release.count(), law.upper(), law.upperInfinity(), 1);
        least.add(release.count(), law.lower(), law.lowerInfinity(), -1);
      }
      shift += 16 * LossLaw.U * (Math.abs(offset) + Math.abs(window.low()) + window.high());
      LossComposition.Window moved = window.around(parts, offset);
      LossComposition composition = new LossComposition(parts, moved, mostPoints);
      double upper = Double.POSITIVE_INFINITY;
      double left = delta - most.infinity() * (1 + 1e-9);
      if (left > 0) {
        upper = composition.upperLossAt(left * (1 - 1e-12)) + offset + shift;
      }
      left = delta - least.infinity() * (1 - 1e-9);
      double lower =
          left > 0
              ? composition.lowerLossAt(left * (1 + 1e-12)) + offset - shift
              : Double.POSITIVE_INFINITY;
      return new LossInterval(
          Double.isNaN(lower) ? 0 : Math.max(0, lower),
          Double.isNaN(upper) ? Double.POSITIVE_INFINITY : Math.max(0, upper));
    }

    /**
     * Log of the mass of a composition, moved to the safe side, and of the share of it that is
     * finite.
     */
    private static final class Masses {
      private double logTotal;
      private double logFiniteShare;

      void add(double count, double[] masses, double infinity, int sign) {
        double sum = infinity;
        for (double mass : masses) {
          sum += mass;
        }
        double rounding = 2 * LossLaw.U * (masses.length + 16.0);
        logTotal += count * (StrictMath.log(sum) + sign * rounding);
        logFiniteShare += count * StrictMath.log1p(-infinity / sum) * (1 + sign * 2 * rounding);
      }

      /** The mass at infinity, up to a relative 1e-9. */
      double infinity() {
        return StrictMath.exp(logTotal) * -StrictMath.expm1(logFiniteShare);
      }
    }

    private double[] cumulants(double tilt) {
      double[] sum = new double[3];
      for (int i = 0; i < releases.size(); i++) {
        double[] each = sketches.get(i).cumulants(tilt);
        for (int k = 0; k < 3; k++) {
          sum[k] += releases.get(i).count() * each[k];
        }
      }
      return sum;
    }

    /** The tilt of the least Chernoff bound. */
    private double tilt() {
      return leastTilt(this::chernoff);
    }

    private static double leastTilt(java.util.function.DoubleUnaryOperator ofLogTilt) {
      return StrictMath.exp(
          least(StrictMath.log(LEAST_TILT), StrictMath.log(MOST_TILT), ofLogTilt));
    }

    /** Log of how far the Chernoff bound at an epsilon is above delta. */
    private double logExcess(double tilt, double epsilon) {
      double peak = -tilt * StrictMath.log1p(1 / tilt) - StrictMath.log1p(tilt);
      return cumulants(tilt)[0] + peak - tilt * epsilon - StrictMath.log(delta);
    }

    private double chernoff(double logTilt) {
      double tilt = StrictMath.exp(logTilt);
      double peak = -tilt * StrictMath.log1p(1 / tilt) - StrictMath.log1p(tilt);
      return (cumulants(tilt)[0] + peak - StrictMath.log(delta)) / tilt;
    }

    private LossComposition.Window window(double tilt, double outside) {
      double[] at = cumulants(tilt);
      double scale = StrictMath.log(1 / Math.sqrt(at[2] + 1e-300));
      double above =
          StrictMath.exp(
              least(
                  scale - 12,
                  scale + 3,
                  log -> {
                    double more = StrictMath.exp(log);
                    return (cumulants(tilt + more)[0] - at[0] + outside) / more;
                  }));
      double below =
          StrictMath.exp(
              least(
                  scale - 12,
                  scale + 3,
                  log -> {
                    double less = StrictMath.exp(log);
                    return (cumulants(tilt - less)[0] - at[0] + outside) / less;
                  }));
      double high = (cumulants(tilt + above)[0] - at[0] + outside) / above;
      double low = -(cumulants(tilt - below)[0] - at[0] + outside) / below;
      double slack = 1e-6 * (high - low + Math.abs(high));
      return new LossComposition.Window(tilt, low - slack, high + slack, -below, above);
    }

    private static double least(
        double from, double to, java.util.function.DoubleUnaryOperator function) {
      double golden = 0.6180339887498949;
      double low = from;
      double high = to;
      double left = high - golden * (high - low);
      double right = low + golden * (high - low);
      double atLeft = function.applyAsDouble(left);
      double atRight = function.applyAsDouble(right);
      for (int i = 0; i < 40; i++) {
        if (atLeft <= atRight) {
          high = right;
          right = left;
          atRight = atLeft;
          left = high - golden * (high - low);
          atLeft = function.applyAsDouble(left);
        } else {
          low = left;
          left = right;
          atLeft = atRight;
          right = low + golden * (high - low);
          atRight = function.applyAsDouble(right);
        }
      }
      return (low + high) / 2;
    }
  }
}
