package dev.lethe.privacy.ledger;

import java.nio.file.Path;

/**
 * The two root folders of all ledgers; a witness on another disk, or in the hands of someone else,
 * catches more.
 *
 * @param ledger holds a folder for each dataset id
 * @param witness likewise, for what each ledger was last seen to hold
 */
public record LedgerPaths(Path ledger, Path witness) {
  public LedgerPaths {
    ledger = ledger.toAbsolutePath().normalize();
    witness = witness.toAbsolutePath().normalize();
    if (ledger.equals(witness)) {
      throw new IllegalArgumentException("the witness needs a folder other than the ledger's");
    }
  }

  Path ledgerFolder(String datasetId) {
    return ledger.resolve(datasetId);
  }

  Path ledgerFile(String datasetId) {
    return ledgerFolder(datasetId).resolve("ledger.jsonl");
  }

  Path fenceFile(String datasetId) {
    return ledgerFolder(datasetId).resolve("writer.lock");
  }

  Path witnessFolder(String datasetId) {
    return witness.resolve(datasetId);
  }

  Path witnessFile(String datasetId) {
    return witnessFolder(datasetId).resolve("witness.jsonl");
  }
}
