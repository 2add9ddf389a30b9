package dev.lethe.spec;

import java.util.Collections;
import java.util.List;

/**
 * The step size as a function of the public number of a step, and of nothing else.
 *
 * <p>Each kind climbs linearly to its peak over the first {@code warmup} steps. The first step
 * after these is taken at the peak; where a rate then falls to {@code end}, the step after the last
 * would be the first at it.
 */
public sealed interface LearningRate {

  /** The name used in specs. */
  String tag();

  /** The highest rate. */
  double peak();

  /** Steps until the peak. */
  long warmup();

  /** The rate of a step after the warm-up. */
  double settled(long step, long steps);

  /** One rate for all steps. */
  static LearningRate constant(double rate) {
    return new Constant(rate, 0);
  }

  /**
   * @param step from 1
   * @param steps how many there are in all
   */
  default double at(long step, long steps) {
    if (step < 1 || step > steps) {
      throw new IllegalArgumentException("step " + step + " is not one of " + steps);
    }
    return step <= warmup() ? peak() * step / warmup() : settled(step, steps);
  }

  /** How much of the time after the warm-up has gone when a step is taken, from 0 to below 1. */
  private static double progress(long step, long steps, long warmup) {
    return (double) (step - 1 - warmup) / (steps - warmup);
  }

  /** The peak for ever. */
  record Constant(double peak, long warmup) implements LearningRate {
    public static final String TAG = "constant";

    @Override
    public String tag() {
      return TAG;
    }

    @Override
    public double settled(long step, long steps) {
      return peak;
    }
  }

  /** A straight line from the peak to the end. */
  record Linear(double peak, double end, long warmup) implements LearningRate {
    public static final String TAG = "linear";

    @Override
    public String tag() {
      return TAG;
    }

    @Override
    public double settled(long step, long steps) {
      return peak + (end - peak) * progress(step, steps, warmup);
    }
  }

  /** Half a wave of the cosine from the peak to the end (Loshchilov and Hutter 2017). */
  record Cosine(double peak, double end, long warmup) implements LearningRate {
    public static final String TAG = "cosine";

    @Override
    public String tag() {
      return TAG;
    }

    @Override
    public double settled(long step, long steps) {
      double wave = StrictMath.cos(Math.PI * progress(step, steps, warmup));
      return end + (peak - end) * (1 + wave) / 2;
    }
  }

  /**
   * The peak, multiplied by the factor once after each milestone.
   *
   * @param milestones the last steps before a change, ascending
   * @param factor what each change multiplies with
   */
  record Steps(double peak, List<Long> milestones, double factor, long warmup)
      implements LearningRate {
    public static final String TAG = "step";

    public Steps {
      milestones = List.copyOf(milestones);
    }

    @Override
    public String tag() {
      return TAG;
    }

    @Override
    public double settled(long step, long steps) {
      int passed = Collections.binarySearch(milestones, step);
      return peak * StrictMath.pow(factor, passed < 0 ? -passed - 1 : passed);
    }
  }
}
