package dev.lethe.cli;

import java.nio.file.Path;

/**
 * Where Lethe keeps its state: everything durable and everything secret lies below one folder,
 * except that the witness may be moved elsewhere.
 *
 * @param root the folder, by default {@code ~/.lethe}
 * @param witness the witness folder, by default below the root
 */
public record LetheHome(Path root, Path witness) {

  /** A home with its witness inside. */
  public static LetheHome at(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    return new LetheHome(absolute, absolute.resolve("witness"));
  }

  /** As the variables {@code LETHE_HOME} and {@code LETHE_WITNESS} say. */
  public static LetheHome fromEnvironment() {
    String root = System.getenv("LETHE_HOME");
    LetheHome home =
        at(
            root == null || root.isBlank()
                ? Path.of(System.getProperty("user.home"), ".lethe")
                : Path.of(root));
    String witness = System.getenv("LETHE_WITNESS");
    return witness == null || witness.isBlank()
        ? home
        : new LetheHome(home.root(), Path.of(witness).toAbsolutePath().normalize());
  }

  Path ledger() {
    return root.resolve("ledger");
  }

  Path keys() {
    return root.resolve("keys");
  }

  Path datasetKeys() {
    return keys().resolve("datasets");
  }

  Path trust() {
    return root.resolve("trust");
  }

  Path log() {
    return root.resolve("log");
  }

  Path cache() {
    return root.resolve("cache");
  }
}
