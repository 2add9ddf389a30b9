package dev.lethe.cli;

import dev.lethe.data.DataFacts;
import dev.lethe.data.LoadedData;
import dev.lethe.data.UnencodedData;
import dev.lethe.spec.FeatureSpec;

/** The data of a run, encoded at once, or as soon as its encoding was learned. */
sealed interface RunData {
  /** Where it is from. */
  DataFacts facts();

  /** Both parts encoded by features that are fully described. */
  LoadedData encode(FeatureSpec features);

  /**
   * @param data encoded as the spec says
   */
  record Encoded(LoadedData data) implements RunData {
    @Override
    public DataFacts facts() {
      return data.facts();
    }

    @Override
    public LoadedData encode(FeatureSpec features) {
      return data;
    }
  }

  /**
   * @param data as text
   */
  record Unencoded(UnencodedData data) implements RunData {
    @Override
    public DataFacts facts() {
      return data.facts();
    }

    @Override
    public LoadedData encode(FeatureSpec features) {
      return data.encode((FeatureSpec.Columns) features);
    }
  }
}
