package dev.lethe.report;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import dev.lethe.crypto.log.LogInclusion;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.crypto.sign.DsseEnvelope;
import dev.lethe.crypto.sign.DsseSigner;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Signs a statement with both keys of an operator and appends it to the operator's log; a report
 * that exists is in the log.
 */
public final class ReportSigner {
  /** Leaves room for base64, signatures and proof under {@link SignedReport#MAX_BYTES}. */
  private static final int MOST_PAYLOAD = 11 << 20;

  private ReportSigner() {}

  /** How a statement names the identity that is going to sign it. */
  public static Issuance.Signer signer(PublicIdentity identity) {
    return new Issuance.Signer(identity.name(), identity.keyId(), algorithms());
  }

  /**
   * Signs and logs.
   *
   * @param statement must name exactly this key as its signer and this log as its log
   * @throws IllegalArgumentException if it names another, or is too long for a report
   * @throws dev.lethe.crypto.log.ForkedLogException if the cosigned checkpoint beside the log is
   *     not of its history
   * @throws IOException if the log's disk failed; nothing was handed out then
   */
  public static SignedReport sign(EpsilonStatement statement, OperatorKey key, TransparencyLog log)
      throws IOException {
    checkNames(statement, key, log);
    byte[] payload = InTotoStatement.bytes(statement);
    if (payload.length > MOST_PAYLOAD) {
      throw new IllegalArgumentException(
          "the statement has "
              + payload.length
              + " bytes; a report holds at most "
              + MOST_PAYLOAD
              + ". Fewer ledger records do: raise training.ledgerWindow");
    }
    DsseEnvelope envelope = DsseSigner.sign(InTotoStatement.PAYLOAD_TYPE, payload, key);
    log.cosigned(); // refuses a log that contradicts its witnesses before anything is logged
    LogInclusion inclusion = log.append(SignedReport.logEntry(envelope));
    return SignedReport.of(envelope, inclusion, log.cosigned());
  }

  private static void checkNames(EpsilonStatement statement, OperatorKey key, TransparencyLog log) {
    Issuance issuance = statement.issuance();
    if (!issuance.signers().equals(List.of(signer(key.identity())))) {
      throw new IllegalArgumentException(
          "the statement must name " + key.identity() + " as its only signer");
    }
    if (!issuance.logOrigin().equals(log.origin())) {
      throw new IllegalArgumentException(
          "the statement names the log " + issuance.logOrigin() + ", not " + log.origin());
    }
  }

  private static List<String> algorithms() {
    return Arrays.stream(SignatureAlgorithm.values()).map(SignatureAlgorithm::tag).toList();
  }
}
