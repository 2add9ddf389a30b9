package dev.lethe.data;

import dev.lethe.data.read.DataFormat;
import dev.lethe.spec.CatalogueEntry;
import java.util.List;
import java.util.Optional;

/**
 * What a report may say about the data: nothing here tells one private table from another to
 * someone without the commitment's salt.
 *
 * @param datasetId the population's id
 * @param source as the spec names it
 * @param format what the unpacked content is
 * @param commitment salted commitment to the content
 * @param publicSha256 plain digest, only where all of the content is public by the catalogue: that
 *     of the unpacked file, or for several files the SHA-256 of their digests, one in hex a line
 * @param entries catalogue entries of the files, none for a user's own
 */
public record DataFacts(
    String datasetId,
    String source,
    DataFormat format,
    DataCommitment commitment,
    Optional<String> publicSha256,
    List<CatalogueEntry> entries) {
  public DataFacts {
    entries = List.copyOf(entries);
  }

  /** The same with the commitment under a salt chosen before. */
  public DataFacts committedUnder(byte[] salt) {
    return new DataFacts(datasetId, source, format, commitment.under(salt), publicSha256, entries);
  }
}
