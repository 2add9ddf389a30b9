package dev.lethe.data;

import dev.lethe.data.read.DataException;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.UnitSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part a row belongs to, where the file's order is public and the spec splits by it. */
final class PlaceInFile {
  private final String file;
  private final List<SplitSpec.Range> train;
  private final List<SplitSpec.Range> test;
  private final boolean byUnit;
  private long index;

  PlaceInFile(DataSpec spec, String file) {
    this.file = file;
    if (spec.split() instanceof SplitSpec.Ranges ranges) {
      if (!(spec.unit() instanceof UnitSpec.Row)) {
        throw new DataException(
            DataException.Place.of(file),
            "a split by ranges needs each row to be a privacy unit",
            "Use split: {test: FRACTION}, which keeps a unit's rows together.");
      }
      train = ranges.train();
      test = ranges.test();
      byUnit = false;
    } else {
      train = List.of();
      test = List.of();
      byUnit = true;
    }
  }

  /** The part of the next row, null where it is in none. */
  @Nullable Part next() {
    if (byUnit) {
      return Part.BY_UNIT;
    }
    long at = index++;
    boolean inTrain = within(train, at);
    if (inTrain && within(test, at)) {
      throw new DataException(
          DataException.Place.of(file), "the ranges of train and test overlap", "Part them.");
    }
    return inTrain ? Part.TRAIN : within(test, at) ? Part.TEST : null;
  }

  /** Checks, after the last row, that the ranges were all there. */
  void finish() {
    for (SplitSpec.Range range : train) {
      checkEnd(range);
    }
    for (SplitSpec.Range range : test) {
      checkEnd(range);
    }
  }

  private void checkEnd(SplitSpec.Range range) {
    if (range.last() >= index) {
      throw new DataException(
          DataException.Place.of(file),
          "the range " + range.first() + "-" + range.last() + " goes past the last row",
          "Rows count from 0: end the range at the last row or before.");
    }
  }

  private static boolean within(List<SplitSpec.Range> ranges, long at) {
    for (SplitSpec.Range range : ranges) {
      if (at >= range.first() && at <= range.last()) {
        return true;
      }
    }
    return false;
  }
}
