package dev.lethe.privacy.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process whose un-synced writes, renames and new files vanish when it is killed: {@code
 * unsynced.c} mirrors what it syncs, and {@link #rebuild} makes the tree that a crash would leave.
 */
public final class UnsyncedLoss {
  private final Path library;
  private final Path mirror;

  private UnsyncedLoss(Path library, Path mirror) {
    this.library = library;
    this.mirror = mirror;
  }

  /** Compiles the library in a folder; empty if this machine has no gcc. */
  public static Optional<Path> compile(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("unsynced.c");
    Path library = folder.resolve("unsynced.so");
    try (InputStream in = UnsyncedLoss.class.getResourceAsStream("unsynced.c")) {
      if (in == null) {
        throw new IllegalStateException("unsynced.c is not on the class path");
      }
      Files.copy(in, source);
    }
    Process gcc;
    try {
      gcc =
          new ProcessBuilder(
                  "gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString())
              .inheritIO()
              .start();
    } catch (IOException e) {
      return Optional.empty(); // there is no gcc
    }
    if (!gcc.waitFor(60, TimeUnit.SECONDS) || gcc.exitValue() != 0) {
      throw new IllegalStateException("gcc does not compile unsynced.c");
    }
    return Optional.of(library);
  }

  /** A fresh mirror for processes that work below one root folder, which exists and lasts. */
  public static UnsyncedLoss of(Path library, Path mirror) throws IOException {
    Files.createDirectories(mirror);
    return new UnsyncedLoss(library, mirror);
  }

  /** Puts a process to be started under the library. */
  public void apply(Map<String, String> environment) {
    environment.put("LD_PRELOAD", library.toString());
    environment.put("UNSYNCED_MIRROR", mirror.toString());
  }

  /** Writes into an empty folder what of the root was synced. */
  public void rebuild(Path root, Path target) throws IOException {
    rebuildFolder(key(root), target);
  }

  private void rebuildFolder(String key, Path target) throws IOException {
    try {
      Files.createDirectory(target);
    } catch (FileAlreadyExistsException e) {
      // The target itself may be there already.
    }
    Path names = mirror.resolve(key);
    if (!Files.exists(names)) {
      return;
    }
    for (String line : Files.readAllLines(names)) {
      String[] parts = line.split(" ", 3);
      Path child = target.resolve(parts[2]);
      if (parts[0].equals("d")) {
        rebuildFolder(parts[1], child);
      } else if (Files.exists(mirror.resolve(parts[1]))) {
        Files.copy(mirror.resolve(parts[1]), child);
      } else {
        Files.createFile(child);
      }
    }
  }

  private static String key(Path path) {
    try {
      long inode = (long) Files.getAttribute(path, "unix:ino");
      Instant birth =
          Files.readAttributes(path, BasicFileAttributes.class).creationTime().toInstant();
      return inode + "-" + birth.getEpochSecond() + "-" + birth.getNano();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
