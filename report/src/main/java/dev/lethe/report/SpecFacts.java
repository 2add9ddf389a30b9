package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;

/**
 * The spec, whole, as it was compiled.
 *
 * @param sha256 SHA-256 of the spec's canonical JSON
 * @param canonical that JSON
 */
public record SpecFacts(String sha256, JsonNode canonical) {
  private static final int MOST_DEPTH = 64;

  public SpecFacts {
    Require.sha256("sha256", sha256);
    // One value has many trees (1 and 1.0): keep the one that reading it back gives.
    try {
      byte[] bytes = CanonicalJson.bytes(canonical);
      canonical = CanonicalJson.parseStrict(bytes, bytes.length, MOST_DEPTH);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("canonical is not plain JSON: " + e.getMessage(), e);
    }
  }
}
