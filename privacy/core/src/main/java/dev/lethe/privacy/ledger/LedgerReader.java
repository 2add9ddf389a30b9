package dev.lethe.privacy.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads ledgers without the fence and without changing anything. */
final class LedgerReader {
  private LedgerReader() {}

  static LedgerView read(LedgerStore.Setting setting, String datasetId) {
    Population.checkDatasetId(datasetId);
    Path file = setting.paths().ledgerFile(datasetId);
    Path witness = setting.paths().witnessFile(datasetId);
    try {
      // The witness first: a writer moves it last, so the ledger read after it is never behind it.
      Optional<Witness.Mark> mark = Witness.read(setting.disk(), witness, datasetId);
      LedgerScan scan = scan(setting, datasetId, mark);
      scan.requireWitness(mark, file, witness);
      return scan.state().view();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The population of a ledger whose witness is lost. */
  static Population unwitnessed(LedgerStore.Setting setting, String datasetId) {
    Population.checkDatasetId(datasetId);
    Path file = setting.paths().ledgerFile(datasetId);
    Path witness = setting.paths().witnessFile(datasetId);
    try {
      if (Witness.read(setting.disk(), witness, datasetId).isPresent()) {
        throw new LedgerMismatchException(
            "the witness " + witness + " is there, and a witness is renewed only if it is lost");
      }
      return scan(setting, datasetId, Optional.empty()).state().population().orElseThrow();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static LedgerScan scan(
      LedgerStore.Setting setting, String datasetId, Optional<Witness.Mark> mark)
      throws IOException {
    Path file = setting.paths().ledgerFile(datasetId);
    byte[] content = new byte[0];
    if (setting.disk().exists(file)) {
      content = setting.disk().read(file, LedgerStore.MOST_BYTES);
    }
    LedgerScan scan =
        LedgerScan.of(
            content, mark, file, setting.paths().witnessFile(datasetId), new PartPricing());
    if (scan.lines().isEmpty()) {
      throw new LedgerNotFoundException(
          "there is no ledger for the dataset id '" + datasetId + "' (looked for " + file + ")");
    }
    return scan;
  }

  private static LedgerIoException unreadable(Path file, IOException e) {
    return new LedgerIoException("could not read the ledger " + file + ": " + e, e);
  }
}
