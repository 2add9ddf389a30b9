package dev.lethe.spec;

import java.util.Optional;

/**
 * A public dataset as the catalogue describes it; the content digest decides whether bytes are that
 * dataset, wherever they came from.
 *
 * @param name the name used in {@code catalog:NAME}
 * @param title its title at the origin
 * @param origin who publishes it, with its persistent identifier
 * @param licence licence identifier (SPDX)
 * @param attribution the credit that the licence asks for
 * @param format what the content is
 * @param contentSha256 SHA-256 in hex of the unpacked content
 * @param file the usual name of a local copy, packed or not as its ending says
 * @param entry the entry's name where the local copy is an archive
 * @param obtain how to get it from the origin
 * @param isPublic whether the records themselves are public, so that a plain digest may be
 *     published
 */
public record CatalogueEntry(
    String name,
    String title,
    String origin,
    String licence,
    String attribution,
    Format format,
    String contentSha256,
    String file,
    Optional<String> entry,
    Obtain obtain,
    boolean isPublic) {

  /** What the unpacked content is. */
  public enum Format {
    CSV("csv", "a table"),
    IDX_IMAGES("idx-images", "a set of IDX images"),
    IDX_LABELS("idx-labels", "a set of IDX labels");

    private final String tag;
    private final String words;

    Format(String tag, String words) {
      this.tag = tag;
      this.words = words;
    }

    /** The name used in the catalogue and in reports. */
    public String tag() {
      return tag;
    }

    String words() {
      return words;
    }
  }

  /** How a dataset is obtained from its origin. */
  public sealed interface Obtain {

    /**
     * Downloaded, unpacked by its ending, and checked.
     *
     * @param url at the origin
     * @param entry the entry's name where the download is an archive
     */
    record Automatic(String url, Optional<String> entry) implements Obtain {}

    /**
     * By hand, because the origin has it in another form.
     *
     * @param instructions what the user does
     */
    record Manual(String instructions) implements Obtain {}

    /**
     * It comes with Lethe.
     *
     * @param path relative to the project's root
     */
    record Shipped(String path) implements Obtain {}
  }
}
