package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The spec, whole, as it was compiled.
 *
 * @param sha256 SHA-256 of the spec's canonical JSON
 * @param canonical that JSON
 */
public record SpecFacts(String sha256, JsonNode canonical) {
  public SpecFacts {
    Require.sha256("sha256", sha256);
  }
}
