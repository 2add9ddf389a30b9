package dev.lethe.training.trainer;

import dev.lethe.crypto.seal.SealKey;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.training.StepTerms;
import dev.lethe.training.TrainingIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run of the ledger under the home folder. A plan whose latest run was interrupted goes on with
 * it; otherwise a new run begins.
 */
final class OpenRun implements AutoCloseable {
  private final PrivacyLedger ledger;
  private final LedgerRun run;
  private final SealKey key;
  private final Path checkpoint;

  private OpenRun(PrivacyLedger ledger, LedgerRun run, SealKey key, Path checkpoint) {
    this.ledger = ledger;
    this.run = run;
    this.key = key;
    this.checkpoint = checkpoint;
  }

  /** Grants the description's budget where nothing was granted before. */
  static OpenRun open(PrivateTraining training, StepTerms terms) throws IOException {
    Path folder = training.home().resolve("checkpoints");
    Files.createDirectories(folder);
    SealKey key = SealKey.loadOrCreate(training.home().resolve("keys").resolve("checkpoints.seal"));
    PrivacyLedger ledger = null;
    try {
      ledger =
          PrivacyLedger.open(
              new LedgerPaths(training.home().resolve("ledger"), training.witness()),
              terms.population());
      if (ledger.grant().isEmpty()) {
        ledger.grant(training.grant());
      }
      LedgerRun run = begin(ledger, terms);
      Path file = folder.resolve(training.datasetId() + "." + run.runId() + ".sealed");
      return new OpenRun(ledger, run, key, file);
    } catch (RuntimeException refused) {
      key.close();
      if (ledger != null) {
        ledger.close();
      }
      throw refused;
    }
  }

  private static LedgerRun begin(PrivacyLedger ledger, StepTerms terms) {
    List<RunSummary> runs = ledger.view().runs();
    Optional<RunSummary> latest =
        runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    boolean goesOn =
        latest.isPresent()
            && latest.get().planDigest().equals(terms.planDigest())
            && latest.get().status().map(RunStatus::canResume).orElse(true);
    return goesOn
        ? ledger.resume(latest.get().runId(), terms.planDigest())
        : ledger.begin(terms.run("djl-" + (runs.size() + 1)));
  }

  LedgerRun run() {
    return run;
  }

  LedgerRange range() {
    return ledger.range(run.runId());
  }

  TrainingIo io() {
    return new TrainingIo(checkpoint, key);
  }

  @Override
  public void close() {
    ledger.close();
    key.close();
  }
}
