package dev.lethe.data.catalog;

import dev.lethe.data.read.Content;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.Digests;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.spec.CatalogueEntry;
import java.io.IOException;
import java.util.HexFormat;

/** Bytes are a catalogued dataset if, and only if, their unpacked content has its digest. */
public final class ContentCheck {
  private ContentCheck() {}

  static void check(Content content, CatalogueEntry entry, ReadLimits limits, String remedy)
      throws IOException {
    check(content.name(), Digests.sha256(content, limits), entry, remedy);
  }

  /**
   * Compares a digest with the catalogue's.
   *
   * @throws DataException if it is another, naming both
   */
  public static void check(String name, byte[] sha256, CatalogueEntry entry, String remedy) {
    String found = HexFormat.of().formatHex(sha256);
    if (!found.equals(entry.contentSha256())) {
      throw new DataException(
          DataException.Place.of(name),
          "this is not the dataset '"
              + entry.name()
              + "': its content has SHA-256 "
              + found
              + " where "
              + entry.contentSha256()
              + " is expected",
          remedy);
    }
  }
}
