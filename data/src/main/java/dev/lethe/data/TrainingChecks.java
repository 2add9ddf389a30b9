package dev.lethe.data;

import dev.lethe.data.read.DataException;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.LabelSpec;
import java.util.function.Consumer;

/**
 * Refuses a training part that the declared numbers do not fit. Exact counts of units are private
 * and stay out of messages.
 */
final class TrainingChecks {
  private static final int FACTOR = 2;

  private TrainingChecks() {}

  static void check(DataSpec spec, UnitTable train, Consumer<String> operatorLog) {
    DataException.Place place = DataException.Place.of(spec.source().reference());
    if (train.units() == 0) {
      throw new DataException(
          place, "no unit is left to train on", "Check the file, and the split's fraction.");
    }
    long population = spec.population().value();
    if (train.units() > FACTOR * (double) population) {
      throw new DataException(
          place,
          "declared population is too small: training has more than twice as many units as"
              + " data.population says",
          "Declare the public size of the training population.");
    }
    if ((double) train.units() * FACTOR < population) {
      operatorLog.accept(
          spec.source().reference()
              + ": training has fewer than half of the units that data.population declares; the"
              + " guarantee holds, but batches are smaller than expectedBatch");
    }
    if (!(spec.label() instanceof LabelSpec.None)) {
      checkClasses(place, train);
    }
  }

  private static void checkClasses(DataException.Place place, UnitTable train) {
    int only = -1;
    for (int label : train.labels()) {
      if (label >= 0 && only >= 0 && label != only) {
        return;
      }
      only = label >= 0 ? label : only;
    }
    throw new DataException(
        place,
        only < 0
            ? "no training record has one of the declared classes"
            : "all training records have one class only",
        "Check data.label: its column, and the spelling of its values.");
  }
}
