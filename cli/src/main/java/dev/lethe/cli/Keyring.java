package dev.lethe.cli;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operator's own keys under a home: private halves stay in its key folder, public halves are
 * trusted.
 */
final class Keyring {
  private final LetheHome home;

  Keyring(LetheHome home) {
    this.home = home;
  }

  /** The named key; where there is none yet it is generated and its public half enrolled. */
  OperatorKey loadOrCreate(String name) throws IOException {
    OperatorKey key =
        Files.exists(file(name)) ? OperatorKey.load(home.keys(), name) : generate(name);
    TrustStore trust = TrustStore.load(home.trust());
    if (trust.isRevoked(key.keyId())) {
      key.close();
      throw new CommandException(
          ExitCode.REFUSED,
          "the key '"
              + name
              + "' was revoked and signs no more; make a new one with: lethe keys rotate "
              + name);
    }
    trust.enrol(key.identity());
    return key;
  }

  /** A new key of a name that has none. */
  OperatorKey generate(String name) throws IOException {
    try (OperatorKey fresh = OperatorKey.generate(name, new SecureRandom())) {
      fresh.save(home.keys(), name);
    }
    OperatorKey key = OperatorKey.load(home.keys(), name);
    TrustStore.load(home.trust()).enrol(key.identity());
    return key;
  }

  /** Retires the named key, which stays trusted for what it signed, and makes a new one. */
  OperatorKey rotate(String name) throws IOException {
    String retired;
    try (OperatorKey old = OperatorKey.load(home.keys(), name)) {
      retired = name + "-" + old.keyId().substring(0, 12);
    }
    Files.move(file(name), file(retired), StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(home.keys().resolve(name + ".pub"));
    return generate(name);
  }

  /** Names of all private keys here. */
  List<String> names() throws IOException {
    if (!Files.isDirectory(home.keys())) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.keys())) {
      files
          .map(p -> String.valueOf(p.getFileName()))
          .filter(n -> n.endsWith(".key"))
          .map(n -> n.substring(0, n.length() - ".key".length()))
          .filter(n -> !n.equals("seal"))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  private Path file(String name) {
    return home.keys().resolve(name + ".key");
  }
}
