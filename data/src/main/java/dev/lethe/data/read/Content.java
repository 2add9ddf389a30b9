package dev.lethe.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The unpacked bytes of a data file; the same bytes whether the file is plain, in {@code .gz} or in
 * {@code .zip}.
 */
public sealed interface Content permits FileContent, ResourceContent {

  /** The name that messages use. */
  String name();

  /**
   * Opens the bytes. What the stream returns beyond the limits raises {@link DataException}.
   *
   * @throws DataException if the file is missing or is not what its packing says
   * @throws IOException if the file cannot be read
   */
  InputStream open(ReadLimits limits) throws IOException;

  /**
   * A file. Gzip and zip are told by their first bytes; {@code archive.zip!entry} names an entry of
   * an archive, which may be left out where the archive has one file only.
   */
  static Content file(Path path) {
    return FileContent.parse(path);
  }

  /** A file of which an archive's entry is named apart. */
  static Content file(Path path, Optional<String> entry) {
    return new FileContent(path, entry);
  }

  /**
   * A table on the class path.
   *
   * @param name the name that messages use
   * @param owner the class beside which it lies
   * @param resource its name there
   */
  static Content resource(String name, Class<?> owner, String resource) {
    return new ResourceContent(name, owner, resource);
  }
}
