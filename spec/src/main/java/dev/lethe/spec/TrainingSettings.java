package dev.lethe.spec;

import java.util.Optional;

/**
 * How long and how.
 *
 * @param steps number of noised steps
 * @param physicalBatch most units computed at once; does not change the result beyond rounding
 * @param device auto or cpu
 * @param ledgerWindow steps charged to the ledger at a time
 * @param classWeights declared weights of the classes; learned ones are in {@link LearningSpec}
 */
public record TrainingSettings(
    long steps,
    int physicalBatch,
    Device device,
    int ledgerWindow,
    Optional<ClassWeights> classWeights) {

  /** Where the engine runs. */
  public enum Device {
    AUTO("auto"),
    CPU("cpu");

    private final String tag;

    Device(String tag) {
      this.tag = tag;
    }

    /** The name used in specs. */
    public String tag() {
      return tag;
    }
  }
}
