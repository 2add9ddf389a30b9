package dev.lethe.report;

import dev.lethe.crypto.log.CheckpointComparison;
import dev.lethe.crypto.log.ConsistencyProof;
import dev.lethe.privacy.ledger.LedgerChain;
import dev.lethe.privacy.ledger.LedgerComparison;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerTamperedException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether what two auditors were shown can be of one history. A failed check names two signed
 * things that contradict each other: whoever holds both holds the proof.
 *
 * @param outcome of all checks together
 * @param checks each with its reason
 */
public record HistoryComparison(Outcome outcome, List<Check> checks) {
  private static final String LOG = "log";
  private static final String ENTRY = "log-entry";
  private static final String LEDGER = "ledger";

  public HistoryComparison {
    checks = List.copyOf(checks);
  }

  /** What the two show together. */
  public enum Outcome {
    /** The one log holds both. */
    CONSISTENT("consistent"),
    /** Something was signed that contradicts the other, or the proof given does not hold. */
    CONTRADICTED("contradicted"),
    /** Nothing contradicts, and nothing shows that one log holds both. */
    UNKNOWN("unknown");

    private final String tag;

    Outcome(String tag) {
      this.tag = tag;
    }

    /** The name used in JSON. */
    public String tag() {
      return tag;
    }
  }

  /** Compares; their order does not matter. */
  public static HistoryComparison of(
      HistoryEvidence one, HistoryEvidence other, List<ConsistencyProof> proofs) {
    CheckList checks = new CheckList();
    boolean oneSigner = one.signer().keyId().equals(other.signer().keyId());
    boolean oneLog = log(one, other, proofs, oneSigner, checks);
    if (one.report().isPresent() && other.report().isPresent()) {
      if (oneSigner || oneLog) {
        entries(one.report().get(), other.report().get(), checks);
      }
      ledgers(one.statement().orElseThrow(), other.statement().orElseThrow(), oneSigner, checks);
    }
    Verification all = checks.result();
    Outcome outcome = oneLog ? Outcome.CONSISTENT : Outcome.UNKNOWN;
    return new HistoryComparison(all.passed() ? outcome : Outcome.CONTRADICTED, all.checks());
  }

  private static boolean log(
      HistoryEvidence one,
      HistoryEvidence other,
      List<ConsistencyProof> proofs,
      boolean oneSigner,
      CheckList checks) {
    CheckpointComparison found =
        CheckpointComparison.of(one.checkpoint(), other.checkpoint(), proofs);
    switch (found.outcome()) {
      case CONSISTENT -> {
        checks.passed(LOG, found.reason());
        return true;
      }
      case FORKED -> {
        if (oneSigner) {
          checks.failed(LOG, found.reason());
        } else {
          checks.notChecked(
              LOG,
              "two trees of one size, signed by "
                  + one.signer()
                  + " and by "
                  + other.signer()
                  + ": the logs of two operators, or a fork by one that has both keys");
        }
      }
      case PROOF_FAILED -> checks.failed(LOG, found.reason());
      case UNKNOWN -> checks.notChecked(LOG, found.reason());
    }
    return false;
  }

  private static void entries(SignedReport one, SignedReport other, CheckList checks) {
    boolean same =
        Arrays.equals(
            SignedReport.logEntry(one.envelope()), SignedReport.logEntry(other.envelope()));
    if (one.leafIndex() == other.leafIndex()) {
      checks.require(
          ENTRY,
          same,
          "both are the same entry " + one.leafIndex(),
          "two reports are proven to be entry "
              + one.leafIndex()
              + ": the log was forked, or rolled back and written on");
    }
  }

  private static void ledgers(
      EpsilonStatement one, EpsilonStatement other, boolean oneSigner, CheckList checks) {
    if (!one.data().datasetId().equals(other.data().datasetId())) {
      checks.notChecked(
          LEDGER,
          "the reports are on "
              + one.data().datasetId()
              + " and on "
              + other.data().datasetId()
              + ", which have a ledger each");
      return;
    }
    LedgerComparison found;
    try {
      found = LedgerComparison.of(range(one), range(other));
    } catch (LedgerTamperedException e) {
      checks.failed(LEDGER, String.valueOf(e.getMessage()));
      return;
    }
    switch (found.outcome()) {
      case CONTINUES -> checks.passed(LEDGER, found.reason());
      case NOT_LINKED -> checks.notChecked(LEDGER, found.reason());
      case FORKED -> {
        // Another opening under another key may be another operator's; after a shared opening,
        // which nobody can guess, there is one ledger only.
        if (oneSigner || found.index() > 0) {
          checks.failed(LEDGER, found.reason());
        } else {
          checks.notChecked(
              LEDGER,
              "two ledgers of one dataset id, signed by two keys: of two operators, or "
                  + found.reason());
        }
      }
    }
  }

  private static LedgerRange range(EpsilonStatement statement) {
    LedgerRange range = new LedgerRange(statement.ledger(), statement.budget().headHash());
    LedgerChain.verify(range);
    return range;
  }
}
