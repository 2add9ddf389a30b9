package dev.lethe.cli;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.LogCosignatures;
import dev.lethe.crypto.log.LogReader;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.ReportSigner;
import dev.lethe.report.SignedReport;
import dev.lethe.report.StandardTexts;
import java.io.IOException;

/** The transparency log of a home, and what witnesses said of it. */
final class OperatorLog {
  /**
   * A log is named after its first key, for a cosignature names its log by the origin alone. Homes
   * of earlier versions keep the name they have.
   */
  private static final String ORIGIN = "lethe.dev/log/";

  private static final int KEY_DIGITS = 16;

  private final LetheHome home;

  OperatorLog(LetheHome home) {
    this.home = home;
  }

  /** Opens the log for appending, or creates it. */
  TransparencyLog open(OperatorKey key) throws IOException {
    String origin =
        LogReader.exists(home.log())
            ? LogReader.origin(home.log())
            : ORIGIN + key.keyId().substring(0, KEY_DIGITS);
    return TransparencyLog.open(home.log(), origin, key, TrustStore.load(home.trust()).list());
  }

  /**
   * A statement, signed and entered.
   *
   * @param statement what was said
   * @param report what was signed
   */
  record Signed(EpsilonStatement statement, SignedReport report) {}

  /** Says a statement that names the log and who watches it. */
  interface Saying {
    EpsilonStatement statement(String origin, String ledgerAnchor);
  }

  /** Signs a statement and enters it into the log, which is created where there is none. */
  Signed sign(OperatorKey key, Saying saying) throws IOException {
    try (TransparencyLog log = open(key)) {
      EpsilonStatement statement = saying.statement(log.origin(), anchor());
      return new Signed(statement, ReportSigner.sign(statement, key, log));
    }
  }

  /** Reads the log without changing anything. */
  LogReader read() throws IOException {
    if (!LogReader.exists(home.log())) {
      throw CommandException.badUsage(
          "there is no log in " + home.log() + " yet; the first report that is signed starts it");
    }
    return LogReader.open(home.log(), TrustStore.load(home.trust()).list());
  }

  /** What a report that is signed now can say about who would notice a rolled-back ledger. */
  String anchor() throws IOException {
    return StandardTexts.anchor(LogCosignatures.kept(home.log()));
  }
}
