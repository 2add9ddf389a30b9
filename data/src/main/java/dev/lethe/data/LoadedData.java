package dev.lethe.data;

/**
 * Both parts of a dataset and what may be said about it.
 *
 * @param train units to train on; private
 * @param test units held out; private
 * @param facts where it is from; its commitment's salt and nothing else of it is secret
 */
public record LoadedData(UnitTable train, UnitTable test, DataFacts facts) {
  /** Sizes follow from private rows and are left out. */
  @Override
  public String toString() {
    return "LoadedData[" + facts.source() + "]";
  }
}
