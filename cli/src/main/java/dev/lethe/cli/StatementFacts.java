package dev.lethe.cli;

import dev.lethe.data.DataCommitment;
import dev.lethe.data.DataFacts;
import dev.lethe.report.CodeIdentity;
import dev.lethe.report.DataProvenance;
import dev.lethe.spec.CatalogueEntry;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.UnitSpec;
import java.util.Optional;

/** What the statements of all kinds of runs say in the same way. */
final class StatementFacts {
  private StatementFacts() {}

  static DataProvenance provenance(DataSpec spec, DataFacts data) {
    Optional<CatalogueEntry> entry = data.entries().stream().findFirst();
    return new DataProvenance(
        data.datasetId(),
        publicSource(spec, data),
        entry.map(CatalogueEntry::title),
        entry.map(CatalogueEntry::licence),
        DataCommitment.SCHEME,
        data.commitment().value(),
        data.publicSha256());
  }

  /** Here a file's name is enough; the embedded spec has its path as the spec's author gave it. */
  private static String publicSource(DataSpec spec, DataFacts data) {
    return spec.source() instanceof dev.lethe.spec.DataSource.File file
        ? "file:" + file.path().getFileName()
        : data.source();
  }

  static CodeIdentity code(String engine) {
    BuildInfo build = BuildInfo.current();
    return new CodeIdentity(
        build.version(),
        "unknown",
        build.digest(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        engine);
  }

  static String noun(UnitSpec unit) {
    return unit instanceof UnitSpec.Column column ? "person (" + column.column() + ")" : "row";
  }
}
