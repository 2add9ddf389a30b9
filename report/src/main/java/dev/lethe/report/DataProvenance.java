package dev.lethe.report;

import java.util.Optional;

/**
 * Which data this is about, without revealing it.
 *
 * @param datasetId the population lineage that the ledger is kept for
 * @param source where the bytes came from, {@code catalog:NAME} or {@code file:PATH}
 * @param description what the data is, if the catalogue says so
 * @param licence the data's licence, if known
 * @param commitmentScheme how the commitment is computed
 * @param commitment salted commitment in hex; whoever holds the salt and the data can open it
 * @param contentSha256 plain digest, only for data whose catalogue entry is public
 */
public record DataProvenance(
    String datasetId,
    String source,
    Optional<String> description,
    Optional<String> licence,
    String commitmentScheme,
    String commitment,
    Optional<String> contentSha256) {
  public DataProvenance {
    Require.text("datasetId", datasetId);
    Require.text("source", source);
    Require.text("commitmentScheme", commitmentScheme);
    Require.sha256("commitment", commitment);
    contentSha256.ifPresent(digest -> Require.sha256("contentSha256", digest));
    if (contentSha256.isPresent() && !source.startsWith("catalog:")) {
      throw new IllegalArgumentException(
          "contentSha256 may be published for public catalogue data only; give the commitment");
    }
  }
}
