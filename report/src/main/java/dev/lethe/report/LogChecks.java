package dev.lethe.report;

import dev.lethe.crypto.VerificationException;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.log.Checkpoint;
import dev.lethe.crypto.log.CheckpointComparison;
import dev.lethe.crypto.log.CheckpointException;
import dev.lethe.crypto.log.Cosignature;
import dev.lethe.crypto.log.CosignedPrefix;
import dev.lethe.crypto.log.SignedCheckpoint;
import dev.lethe.crypto.log.WitnessKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a report is in its operator's log, and, with what others kept, that this log is the
 * one that they were shown.
 */
final class LogChecks {
  private final SignedReport report;
  private final String origin;
  private final PublicIdentity signer;
  private final VerifyOptions options;
  private final CheckList checks;

  LogChecks(
      SignedReport report,
      String origin,
      PublicIdentity signer,
      VerifyOptions options,
      CheckList checks) {
    this.report = report;
    this.origin = origin;
    this.signer = signer;
    this.options = options;
    this.checks = checks;
  }

  void run() {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parseAndVerify(report.inclusion().checkpoint(), origin, signer);
      checks.passed(
          CheckNames.LOG_CHECKPOINT,
          "a checkpoint of " + origin + " over " + checkpoint.size() + " entries, signed");
    } catch (VerificationException | IllegalArgumentException e) {
      checks.failed(CheckNames.LOG_CHECKPOINT, String.valueOf(e.getMessage()));
      for (String name :
          List.of(CheckNames.LOG_INCLUSION, CheckNames.LOG_CONSISTENCY, CheckNames.LOG_WITNESS)) {
        checks.notChecked(name, "there is no valid checkpoint to prove against");
      }
      return;
    }
    inclusion();
    witnesses(checkpoint, consistency(checkpoint));
  }

  private void inclusion() {
    try {
      report.inclusion().verify(SignedReport.logEntry(report.envelope()), origin, signer);
      checks.passed(
          CheckNames.LOG_INCLUSION, "entry " + report.leafIndex() + " of that log is this report");
    } catch (VerificationException e) {
      checks.failed(CheckNames.LOG_INCLUSION, String.valueOf(e.getMessage()));
    }
  }

  /** The kept checkpoints that are shown to be of the same log as the report. */
  private List<String> consistency(Checkpoint checkpoint) {
    List<String> kept = options.log().checkpoints();
    if (kept.isEmpty()) {
      checks.notChecked(
          CheckNames.LOG_CONSISTENCY,
          "that this log shows everybody the same entries: no checkpoint that somebody else kept"
              + " was given (--checkpoint FILE)");
      return List.of();
    }
    List<String> consistent = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> open = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (String note : kept) {
      CheckpointComparison found = compare(checkpoint, note);
      switch (found.outcome()) {
        case CONSISTENT -> {
          consistent.add(note);
          right.add(found.reason());
        }
        case FORKED, PROOF_FAILED -> wrong.add(found.reason());
        case UNKNOWN -> open.add(found.reason());
      }
    }
    if (wrong.isEmpty() && !open.isEmpty()) {
      checks.notChecked(CheckNames.LOG_CONSISTENCY, String.join("; ", open));
    } else {
      checks.requireNone(CheckNames.LOG_CONSISTENCY, wrong, String.join("; ", right));
    }
    return consistent;
  }

  private CheckpointComparison compare(Checkpoint ours, String note) {
    try {
      Checkpoint theirs = SignedCheckpoint.of(note, options.trust()).checkpoint();
      if (!theirs.origin().equals(origin)) {
        return new CheckpointComparison(
            CheckpointComparison.Outcome.FORKED,
            "the checkpoint given is of the log "
                + theirs.origin()
                + ", and the report is in "
                + origin);
      }
      return CheckpointComparison.of(ours, theirs, options.log().proofs());
    } catch (CheckpointException e) {
      return new CheckpointComparison(
          CheckpointComparison.Outcome.PROOF_FAILED, "the checkpoint given: " + e.getMessage());
    }
  }

  private void witnesses(Checkpoint checkpoint, List<String> consistent) {
    List<String> notes = new ArrayList<>(consistent);
    Optional<CosignedPrefix> carried = report.cosigned();
    if (carried.isPresent()) {
      if (!carried.get().isPrefixOf(checkpoint)) {
        checks.failed(
            CheckNames.LOG_WITNESS,
            "the cosigned checkpoint that the report carries is not proven to be a prefix of the"
                + " log that the report is in");
        return;
      }
      notes.add(carried.get().checkpoint());
    }
    if (options.log().witnesses().isEmpty()) {
      checks.notChecked(
          CheckNames.LOG_WITNESS,
          carried
              .map(
                  c ->
                      "the report carries a checkpoint of "
                          + c.cosigned().size()
                          + " entries for which witnesses are claimed; name those you trust:"
                          + " --witness FILE.pub")
              .orElse("no witness was named (--witness FILE.pub), and the report carries none"));
      return;
    }
    List<String> missing = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (WitnessKey witness : options.log().witnesses()) {
      witness(witness, notes, found, missing);
    }
    checks.requireNone(CheckNames.LOG_WITNESS, missing, String.join("; ", found));
  }

  private void witness(
      WitnessKey witness, List<String> notes, List<String> found, List<String> missing) {
    Optional<Cosignature> best = Optional.empty();
    try {
      for (String note : notes) {
        Optional<Cosignature> here = Cosignature.find(note, witness);
        if (here.isPresent()
            && best.map(b -> b.checkpoint().size() < here.get().checkpoint().size()).orElse(true)) {
          best = here;
        }
      }
    } catch (CheckpointException e) {
      missing.add(String.valueOf(e.getMessage()));
      return;
    }
    if (best.isEmpty()) {
      missing.add(
          "neither the report nor a checkpoint shown to be of its log is cosigned by "
              + witness.name());
      return;
    }
    long size = best.get().checkpoint().size();
    found.add(
        witness.name()
            + " cosigned this log's first "
            + size
            + " entries at "
            + best.get().time()
            + " by its clock; this report is "
            + (report.leafIndex() < size ? "one of them" : "a later entry"));
  }
}
