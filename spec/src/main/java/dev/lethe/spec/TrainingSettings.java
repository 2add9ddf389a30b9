package dev.lethe.spec;

/**
 * How long and how.
 *
 * @param steps number of noised steps
 * @param physicalBatch most units computed at once; does not change the result beyond rounding
 * @param device auto or cpu
 * @param ledgerWindow steps charged to the ledger at a time
 */
public record TrainingSettings(long steps, int physicalBatch, Device device, int ledgerWindow) {

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
