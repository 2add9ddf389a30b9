package dev.lethe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Machines that lose whatever was not synced when they stop: {@code unsynced.c} mirrors what a
 * process syncs, and {@link Machine#stop} makes the tree that is left.
 */
final class UnsyncedLoss {
  private final Path library;
  private final Path tool;

  private UnsyncedLoss(Path library, Path tool) {
    this.library = library;
    this.tool = tool;
  }

  /** Compiled in a folder; empty if there is no gcc. */
  static Optional<UnsyncedLoss> compile(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("unsynced.c");
    try (InputStream in = UnsyncedLoss.class.getResourceAsStream("unsynced.c")) {
      if (in == null) {
        throw new IllegalStateException("unsynced.c is not on the class path");
      }
      Files.copy(in, source);
    }
    Path library = folder.resolve("unsynced.so");
    Path tool = folder.resolve("unsynced");
    try {
      run("gcc", "-O2", "-shared", "-fPIC", "-o", library.toString(), source.toString());
      run("gcc", "-O2", "-DTOOL", "-o", tool.toString(), source.toString());
    } catch (IOException e) {
      return Optional.empty(); // there is no gcc
    }
    return Optional.of(new UnsyncedLoss(library, tool));
  }

  /** One start of a machine whose disk holds a tree, all of it lasting so far. */
  final class Machine {
    private final Path mirror;
    private final String rootKey;

    private Machine(Path mirror, String rootKey) {
      this.mirror = mirror;
      this.rootKey = rootKey;
    }

    /** Lets a process run on this machine; the machine stops at its n-th sync. */
    LetheProcess run(LetheProcess process, int stopAtSync) {
      return process
          .with("LD_PRELOAD", library.toString())
          .with("UNSYNCED_MIRROR", mirror.toString())
          .with("UNSYNCED_KILL_AT", Integer.toString(stopAtSync));
    }

    /** Makes, in a new folder, what is left of the tree. */
    void stop(Path target) throws IOException {
      rebuild(rootKey, target);
    }

    private void rebuild(String key, Path target) throws IOException {
      Files.createDirectory(target);
      for (String line : Files.readAllLines(mirror.resolve(key))) {
        String[] parts = line.split(" ", 3);
        Path child = target.resolve(parts[2]);
        Path kept = mirror.resolve(parts[1]);
        if (parts[0].equals("d")) {
          if (Files.exists(kept)) {
            rebuild(parts[1], child);
          } else {
            Files.createDirectory(child); // its name was synced, nothing in it was
          }
        } else if (Files.exists(kept)) {
          Files.copy(kept, child);
        } else {
          Files.createFile(child);
        }
        if (parts[0].equals("f")) {
          Files.setPosixFilePermissions(child, PosixFilePermissions.fromString("rw-------"));
        }
      }
    }
  }

  Machine start(Path mirror, Path root) throws IOException, InterruptedException {
    Files.createDirectory(mirror);
    ProcessBuilder builder = new ProcessBuilder(tool.toString(), root.toString());
    builder.environment().put("UNSYNCED_MIRROR", mirror.toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String key = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the tree could not be mirrored");
    }
    return new Machine(mirror, key.strip());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }
}
