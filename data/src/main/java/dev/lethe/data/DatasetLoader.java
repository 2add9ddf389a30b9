package dev.lethe.data;

import dev.lethe.data.catalog.ContentCheck;
import dev.lethe.data.catalog.ResolvedData;
import dev.lethe.data.read.CsvRows;
import dev.lethe.data.read.DataFormat;
import dev.lethe.data.read.Digests;
import dev.lethe.data.read.RowSource;
import dev.lethe.data.transform.ImageEncoder;
import dev.lethe.spec.CatalogueEntry;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.LabelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Loads a dataset into unit tables: what happens to a unit is decided by its own rows, the spec and
 * the dataset's key, whatever the order of rows and whoever else is in the file.
 */
public final class DatasetLoader {
  private DatasetLoader() {}

  /**
   * Loads what the spec names.
   *
   * @throws dev.lethe.data.read.DataException if the data is missing, malformed, or not what the
   *     spec declares
   * @throws IOException if it cannot be read or fetched
   */
  public static LoadedData load(DataSpec spec, LoadOptions options) throws IOException {
    Opened first = Opened.of(options.resolver().resolve(spec.source()), options);
    Optional<ImageEncoder> encoder = ImageEncoder.of(spec.features());
    if (encoder.isPresent() && spec.label() instanceof LabelSpec.Idx label) {
      try (first;
          Opened second = Opened.of(options.resolver().resolve(label.source()), options)) {
        RowStore rows =
            ImageLoading.load(spec, encoder.get(), label, first.named(), second.named(), options);
        return finish(spec, options, rows, DataFormat.IDX, List.of(first, second));
      }
    }
    try (first;
        RowSource table = CsvRows.open(first.name(), first.stream(), options.limits())) {
      RowStore rows = TableLoading.load(spec, table, options, row -> {});
      return finish(spec, options, rows, DataFormat.CSV, List.of(first));
    }
  }

  /**
   * Loads rows that a program hands in. The commitment is to header and rows in the order given,
   * each with its number of cells, and each cell with its length.
   *
   * @throws dev.lethe.data.read.DataException if the rows are not what the spec declares
   * @throws IOException if the source fails
   */
  public static LoadedData load(DataSpec spec, RowSource table, LoadOptions options)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    TableLoading.update(digest, table.header());
    RowStore rows =
        TableLoading.load(spec, table, options, row -> TableLoading.update(digest, row.values()));
    UnitGrouping.Parts parts = grouped(spec, options, rows);
    return new LoadedData(parts.train(), parts.test(), facts(spec, digest));
  }

  private static DataFacts facts(DataSpec spec, MessageDigest rows) {
    return new DataFacts(
        spec.id(),
        spec.source().reference(),
        DataFormat.ROWS,
        DataCommitment.to(List.of(rows.digest())),
        Optional.empty(),
        List.of());
  }

  /**
   * Loads the table that the spec names, to be encoded later, when all that its features need is
   * known. Images have nothing to learn and are refused.
   *
   * @throws dev.lethe.data.read.DataException if the data is missing, malformed, or not what the
   *     spec declares
   * @throws IOException if it cannot be read or fetched
   */
  public static UnencodedData loadUnencoded(DataSpec spec, LoadOptions options) throws IOException {
    try (Opened file = Opened.of(options.resolver().resolve(spec.source()), options);
        RowSource table = CsvRows.open(file.name(), file.stream(), options.limits())) {
      UnencodedRows.Collector cells = new UnencodedRows.Collector(table, spec);
      RowStore rows = cells.load(spec, table, options, row -> {});
      UnitGrouping.Parts parts = grouped(spec, options, rows);
      return new UnencodedData(
          parts, cells, facts(spec, DataFormat.CSV, List.of(file)), spec, options.operatorLog());
    }
  }

  /** As {@link #loadUnencoded(DataSpec, LoadOptions)}, of rows that a program hands in. */
  public static UnencodedData loadUnencoded(DataSpec spec, RowSource table, LoadOptions options)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    TableLoading.update(digest, table.header());
    UnencodedRows.Collector cells = new UnencodedRows.Collector(table, spec);
    RowStore rows =
        cells.load(spec, table, options, row -> TableLoading.update(digest, row.values()));
    UnitGrouping.Parts parts = grouped(spec, options, rows);
    return new UnencodedData(parts, cells, facts(spec, digest), spec, options.operatorLog());
  }

  private static LoadedData finish(
      DataSpec spec, LoadOptions options, RowStore rows, DataFormat format, List<Opened> files) {
    DataFacts facts = facts(spec, format, files);
    UnitGrouping.Parts parts = grouped(spec, options, rows);
    return new LoadedData(parts.train(), parts.test(), facts);
  }

  private static DataFacts facts(DataSpec spec, DataFormat format, List<Opened> files) {
    List<byte[]> digests = new ArrayList<>();
    List<CatalogueEntry> entries = new ArrayList<>();
    for (Opened file : files) {
      byte[] sha256 = file.digest().digest();
      digests.add(sha256);
      file.entry().ifPresent(entries::add);
      file.entry()
          .ifPresent(
              entry ->
                  ContentCheck.check(
                      file.name(), sha256, entry, "It changed while it was read: start again."));
    }
    boolean isPublic =
        entries.size() == files.size() && entries.stream().allMatch(CatalogueEntry::isPublic);
    return new DataFacts(
        spec.id(),
        spec.source().reference(),
        format,
        DataCommitment.to(digests),
        isPublic ? Optional.of(publicDigest(digests)) : Optional.empty(),
        entries);
  }

  private static String publicDigest(List<byte[]> digests) {
    if (digests.size() == 1) {
      return HexFormat.of().formatHex(digests.get(0));
    }
    MessageDigest joined = Digests.sha256();
    for (byte[] digest : digests) {
      joined.update(
          (HexFormat.of().formatHex(digest) + "\n")
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    return HexFormat.of().formatHex(joined.digest());
  }

  private static UnitGrouping.Parts grouped(DataSpec spec, LoadOptions options, RowStore rows) {
    UnitGrouping.Parts parts = UnitGrouping.of(spec, options.keys()).group(rows);
    TrainingChecks.check(spec, parts.train(), options.operatorLog());
    return parts;
  }

  /** A file being read, with the digest of what was read so far. */
  private record Opened(
      String name, InputStream stream, MessageDigest digest, Optional<CatalogueEntry> entry)
      implements AutoCloseable {

    static Opened of(ResolvedData data, LoadOptions options) throws IOException {
      MessageDigest digest = Digests.sha256();
      InputStream stream = data.content().open(options.limits());
      return new Opened(
          data.content().name(), new DigestInputStream(stream, digest), digest, data.entry());
    }

    ImageLoading.NamedStream named() {
      return new ImageLoading.NamedStream(name, stream);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
