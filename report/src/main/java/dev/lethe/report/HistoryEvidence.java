package dev.lethe.report;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.Checkpoint;
import dev.lethe.crypto.log.SignedCheckpoint;
import dev.lethe.crypto.sign.DsseVerifier;
import dev.lethe.crypto.sign.VerifiedPayload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One thing that an operator signed about its past, its signatures verified: a checkpoint, or a
 * report with the checkpoint, log entry and ledger lines in it.
 */
public final class HistoryEvidence {
  private final Checkpoint checkpoint;
  private final PublicIdentity signer;
  private final Optional<SignedReport> report;
  private final Optional<EpsilonStatement> statement;

  private HistoryEvidence(
      Checkpoint checkpoint,
      PublicIdentity signer,
      Optional<SignedReport> report,
      Optional<EpsilonStatement> statement) {
    this.checkpoint = checkpoint;
    this.signer = signer;
    this.report = report;
    this.statement = statement;
  }

  /**
   * Reads a checkpoint or a report, whichever the file is.
   *
   * @throws dev.lethe.crypto.VerificationException if nobody trusted signed it, or it was changed
   * @throws MalformedReportException if it is neither
   */
  public static HistoryEvidence of(byte[] file, TrustStore trust) {
    if (file.length > 0 && file[0] == '{') {
      return ofReport(SignedReport.parse(file), trust);
    }
    SignedCheckpoint signed = SignedCheckpoint.of(new String(file, StandardCharsets.UTF_8), trust);
    return new HistoryEvidence(
        signed.checkpoint(), signed.signer(), Optional.empty(), Optional.empty());
  }

  private static HistoryEvidence ofReport(SignedReport report, TrustStore trust) {
    VerifiedPayload payload = DsseVerifier.verify(report.envelope(), trust);
    payload.payload(InTotoStatement.PAYLOAD_TYPE);
    EpsilonStatement statement = report.statement();
    Checkpoint checkpoint =
        report
            .inclusion()
            .verify(
                SignedReport.logEntry(report.envelope()),
                statement.issuance().logOrigin(),
                payload.signer());
    return new HistoryEvidence(
        checkpoint, payload.signer(), Optional.of(report), Optional.of(statement));
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  PublicIdentity signer() {
    return signer;
  }

  Optional<SignedReport> report() {
    return report;
  }

  Optional<EpsilonStatement> statement() {
    return statement;
  }
}
