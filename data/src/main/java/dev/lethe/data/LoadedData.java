package dev.lethe.data;

/**
 * Both parts of a dataset and what may be said about it.
 *
 * @param train units to train on; private
 * @param test units held out; private
 * @param facts where it is from; its commitment's salt and nothing else of it is secret
 */
public record LoadedData(UnitTable train, UnitTable test, DataFacts facts) {
  /** The same data with its commitment under a salt chosen before. */
  public LoadedData committedUnder(byte[] salt) {
    return new LoadedData(
        train,
        test,
        new DataFacts(
            facts.datasetId(),
            facts.source(),
            facts.format(),
            facts.commitment().under(salt),
            facts.publicSha256(),
            facts.entries()));
  }

  /** Sizes follow from private rows and are left out. */
  @Override
  public String toString() {
    return "LoadedData[" + facts.source() + "]";
  }
}
