package dev.lethe.data;

import dev.lethe.data.features.RowEncoder;
import dev.lethe.data.read.MemoryRows;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import java.util.List;
import java.util.function.Consumer;

/**
 * Both parts of a table before their encoding is known; what is learned privately from the part in
 * training then encodes both.
 *
 * <p>Private, as {@link LoadedData} is.
 */
public final class UnencodedData {
  private final UnencodedRows train;
  private final UnencodedRows test;
  private final UnencodedRows.Collector cells;
  private final DataFacts facts;
  private final Consumer<String> operatorLog;

  UnencodedData(
      UnitGrouping.Parts parts,
      UnencodedRows.Collector cells,
      DataFacts facts,
      DataSpec spec,
      Consumer<String> operatorLog) {
    int most = spec.unit().maxContributions();
    this.train = new UnencodedRows(cells, parts.train(), parts.trainRows(), most);
    this.test = new UnencodedRows(cells, parts.test(), parts.testRows(), most);
    this.cells = cells;
    this.facts = facts;
    this.operatorLog = operatorLog;
  }

  /** The units in training. */
  public UnencodedRows train() {
    return train;
  }

  /** Where the data is from. */
  public DataFacts facts() {
    return facts;
  }

  /**
   * Both parts encoded.
   *
   * @throws dev.lethe.data.read.DataException if a value is outside its vocabulary and the spec
   *     refuses that
   */
  public LoadedData encode(FeatureSpec.Columns features) {
    MemoryRows table = MemoryRows.of(cells.source(), cells.header(), List.of());
    RowEncoder encoder = RowEncoder.withoutLabel(table, features);
    LoadedData encoded = new LoadedData(train.encoded(encoder), test.encoded(encoder), facts);
    encoder.notes().lines().forEach(line -> operatorLog.accept(cells.source() + ": " + line));
    return encoded;
  }

  /** Sizes follow from private rows and are left out. */
  @Override
  public String toString() {
    return "UnencodedData[" + facts.source() + "]";
  }
}
