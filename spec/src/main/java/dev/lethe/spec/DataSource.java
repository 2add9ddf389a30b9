package dev.lethe.spec;

import java.nio.file.Path;

/** Where a table comes from. */
public sealed interface DataSource {

  /** The form used in specs, {@code catalog:NAME} or {@code file:PATH}. */
  String reference();

  /**
   * A public or registered dataset by name.
   *
   * @param name the catalogue's name
   */
  record Catalog(String name) implements DataSource {
    @Override
    public String reference() {
      return "catalog:" + name;
    }
  }

  /**
   * A file: CSV (plain, {@code .gz} or inside {@code .zip}, with {@code !entry} naming the entry)
   * or IDX.
   *
   * @param given the path as the spec writes it, which is all that digests and reports see
   * @param path resolved against the spec's folder, with the {@code !entry} still at its end
   */
  record File(String given, Path path) implements DataSource {

    /** A path given in code. */
    public File(Path path) {
      this(path.toString(), path);
    }

    @Override
    public String reference() {
      return "file:" + given;
    }
  }
}
