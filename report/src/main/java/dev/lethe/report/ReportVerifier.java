package dev.lethe.report;

import dev.lethe.crypto.VerificationException;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.log.Checkpoint;
import dev.lethe.crypto.sign.DsseVerifier;
import dev.lethe.crypto.sign.UntrustedSignerException;
import dev.lethe.crypto.sign.VerifiedPayload;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes what a report claims from what it carries, offline, and gives a reason for every
 * check. Nothing is believed before both signatures of a trusted signer hold, and what cannot be
 * checked is never reported as passed.
 */
public final class ReportVerifier {
  /** Checks that need the signed statement, in order; without it none of them can be made. */
  private static final List<String> OF_STATEMENT =
      List.of(
          CheckNames.STATEMENT,
          CheckNames.SIGNER,
          CheckNames.LOG_CHECKPOINT,
          CheckNames.LOG_INCLUSION,
          CheckNames.LEDGER_CHAIN);

  private ReportVerifier() {}

  /** Verifies a report file; bad input becomes a failed check, never an exception. */
  public static Verification verify(byte[] file, VerifyOptions options) {
    CheckList checks = new CheckList();
    SignedReport report = parse(file, checks);
    if (report == null) {
      return checks.result();
    }
    VerifiedPayload payload = signatures(report, options, checks);
    if (payload == null) {
      OF_STATEMENT.forEach(
          name -> checks.notChecked(name, "nothing in an unauthenticated report is evaluated"));
      return checks.result();
    }
    EpsilonStatement statement = statement(report, payload, checks);
    if (statement == null) {
      return checks.result();
    }
    log(report, statement, payload.signer(), checks);
    new StatementChecks(statement, checks).run();
    new ArtefactChecks(statement, checks).run(options);
    checks.notChecked(
        CheckNames.EXECUTION,
        "no report can show that the noise was really drawn and the recorded code really ran; "
            + payload.signer().name()
            + " vouches for it");
    return checks.result();
  }

  private static @Nullable SignedReport parse(byte[] file, CheckList checks) {
    try {
      SignedReport report = SignedReport.parse(file);
      checks.passed(
          CheckNames.FORMAT,
          "a DSSE envelope with a log proof, " + file.length + " bytes of canonical JSON");
      return report;
    } catch (MalformedReportException e) {
      checks.failed(CheckNames.FORMAT, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static @Nullable VerifiedPayload signatures(
      SignedReport report, VerifyOptions options, CheckList checks) {
    try {
      VerifiedPayload payload = DsseVerifier.verify(report.envelope(), options.trust());
      checks.passed(CheckNames.TRUST, "signed by " + payload.signer() + ", which is trusted here");
      checks.passed(CheckNames.SIGNATURES, "the Ed25519 and the ML-DSA-65 signature both hold");
      return payload;
    } catch (UntrustedSignerException e) {
      checks.failed(
          CheckNames.TRUST,
          e.getMessage() + ", then name it: --trust FILE.pub, or lethe keys trust FILE.pub");
      checks.notChecked(CheckNames.SIGNATURES, "the signer's public keys are not known here");
      return null;
    } catch (VerificationException e) {
      Optional<PublicIdentity> signer = options.trust().find(report.signerKeyId());
      checks.passed(CheckNames.TRUST, "names " + signer.map(Object::toString).orElse("a signer"));
      checks.failed(CheckNames.SIGNATURES, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static @Nullable EpsilonStatement statement(
      SignedReport report, VerifiedPayload payload, CheckList checks) {
    try {
      payload.payload(InTotoStatement.PAYLOAD_TYPE);
      EpsilonStatement statement = report.statement();
      checks.passed(CheckNames.STATEMENT, "an epsilon report v2, complete and canonical");
      List<Issuance.Signer> expected = List.of(ReportSigner.signer(payload.signer()));
      List<Issuance.Signer> named = statement.issuance().signers();
      boolean same =
          named.size() == 1
              && named.get(0).keyId().equals(expected.get(0).keyId())
              && named.get(0).algorithms().equals(expected.get(0).algorithms());
      checks.require(
          CheckNames.SIGNER,
          same,
          "the statement names the key that signed it",
          "the statement names other signers than the one that signed it");
      return statement;
    } catch (MalformedReportException | VerificationException e) {
      checks.failed(CheckNames.STATEMENT, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void log(
      SignedReport report, EpsilonStatement statement, PublicIdentity signer, CheckList checks) {
    String origin = statement.issuance().logOrigin();
    try {
      Checkpoint checkpoint =
          Checkpoint.parseAndVerify(report.inclusion().checkpoint(), origin, signer);
      checks.passed(
          CheckNames.LOG_CHECKPOINT,
          "a checkpoint of " + origin + " over " + checkpoint.size() + " entries, signed");
    } catch (VerificationException | IllegalArgumentException e) {
      checks.failed(CheckNames.LOG_CHECKPOINT, String.valueOf(e.getMessage()));
      checks.notChecked(CheckNames.LOG_INCLUSION, "there is no valid checkpoint to prove against");
      return;
    }
    try {
      report.inclusion().verify(SignedReport.logEntry(report.envelope()), origin, signer);
      checks.passed(
          CheckNames.LOG_INCLUSION, "entry " + report.leafIndex() + " of that log is this report");
    } catch (VerificationException e) {
      checks.failed(CheckNames.LOG_INCLUSION, String.valueOf(e.getMessage()));
    }
  }
}
