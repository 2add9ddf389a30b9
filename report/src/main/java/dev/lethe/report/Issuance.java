package dev.lethe.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Who says this, when, and where it is logged.
 *
 * @param runId the ledger's id of the run
 * @param name the run's name, from its spec
 * @param issuedAt the signer's clock, RFC 3339 in UTC; not a trusted time
 * @param signers who signed, all algorithms of each required
 * @param logOrigin the origin line of the transparency log that holds this report
 * @param supersedes SHA-256 of the report file that this one replaces, if any
 */
public record Issuance(
    String runId,
    String name,
    String issuedAt,
    List<Signer> signers,
    String logOrigin,
    Optional<String> supersedes) {
  public Issuance {
    Require.text("runId", runId);
    Require.text("name", name);
    Require.text("logOrigin", logOrigin);
    signers = List.copyOf(signers);
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("signers must not be empty");
    }
    supersedes.ifPresent(digest -> Require.sha256("supersedes", digest));
    try {
      Instant.parse(issuedAt);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("issuedAt must be an RFC 3339 time in UTC", e);
    }
  }

  /**
   * One signing identity.
   *
   * @param name the name its owner gave it
   * @param keyId hex SHA-256 over both public keys
   * @param algorithms the signature algorithms, all required
   */
  public record Signer(String name, String keyId, List<String> algorithms) {
    public Signer {
      Require.text("name", name);
      Require.sha256("keyId", keyId);
      algorithms = List.copyOf(algorithms);
    }
  }
}
