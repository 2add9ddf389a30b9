package dev.lethe.spec;

import java.util.List;

/** Which units are held out of training. */
public sealed interface SplitSpec {

  /**
   * Each unit's place follows from a keyed hash of its own content.
   *
   * @param test the expected fraction held out, in [0, 1)
   */
  record Hashed(double test) implements SplitSpec {}

  /**
   * By position in the file, for datasets whose order is public.
   *
   * @param train ranges in training
   * @param test ranges held out, disjoint from train
   */
  record Ranges(List<Range> train, List<Range> test) implements SplitSpec {
    public Ranges {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }
  }

  /**
   * @param first first index, from 0
   * @param last last index, included
   */
  record Range(long first, long last) {}
}
