package dev.lethe.crypto.keys;

import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The identities whose signatures count. A revoked identity is never found again, whatever other
 * files say, and trust is only ever given by {@link #enrol}, by a {@code .pub} file laid into the
 * folder, or by files named to {@link #of}.
 *
 * <p>In the folder, {@code KEYID.pub} trusts and {@code KEYID.revoked} revokes; both hold the
 * identity. Whoever can write the folder decides whom to trust.
 */
public final class TrustStore {
  private static final int MAX_IDENTITIES = 10_000;

  private final @Nullable Path dir;
  private final TreeMap<String, PublicIdentity> trusted = new TreeMap<>();
  private final TreeMap<String, PublicIdentity> revoked = new TreeMap<>();

  private TrustStore(@Nullable Path dir) {
    this.dir = dir;
  }

  /**
   * The store in a folder; a folder that does not exist yet trusts nobody.
   *
   * @throws KeyFileException if any {@code .pub} or {@code .revoked} file in it is damaged
   */
  public static TrustStore load(Path dir) throws IOException {
    TrustStore store = new TrustStore(dir);
    if (Files.exists(dir)) {
      readAll(dir, "*.pub", store.trusted);
      readAll(dir, "*.revoked", store.revoked);
      store.trusted.keySet().removeAll(store.revoked.keySet());
    }
    return store;
  }

  /** Exactly the identities in these files; they cannot be changed through it. */
  public static TrustStore of(List<Path> files) throws IOException {
    TrustStore store = new TrustStore(null);
    for (Path file : files) {
      PublicIdentity identity = PublicIdentity.load(file);
      store.trusted.put(identity.keyId(), identity);
    }
    return store;
  }

  /** Exactly these identities, held in memory. */
  public static TrustStore ofIdentities(Collection<PublicIdentity> identities) {
    TrustStore store = new TrustStore(null);
    identities.forEach(identity -> store.trusted.put(identity.keyId(), identity));
    return store;
  }

  /** The trusted identity of this key id; empty if it is unknown or revoked. */
  public synchronized Optional<PublicIdentity> find(String keyId) {
    return Optional.ofNullable(trusted.get(keyId));
  }

  /** The trusted identities, by key id. */
  public synchronized List<PublicIdentity> list() {
    return List.copyOf(trusted.values());
  }

  /** The revoked identities, by key id. */
  public synchronized List<PublicIdentity> revoked() {
    return List.copyOf(revoked.values());
  }

  /** Whether this key id was revoked here. */
  public synchronized boolean isRevoked(String keyId) {
    return revoked.containsKey(keyId);
  }

  /**
   * Trusts an identity from now on, durably; again is no change.
   *
   * @throws KeyFileException if it was revoked
   */
  public synchronized void enrol(PublicIdentity identity) throws IOException {
    Path folder = folder();
    if (revoked.containsKey(identity.keyId())) {
      throw new KeyFileException(
          identity + " was revoked here and cannot be trusted again: generate a new key");
    }
    if (trusted.containsKey(identity.keyId())) {
      return;
    }
    DurableFiles.createFolders(folder);
    identity.save(folder.resolve(identity.keyId() + ".pub"));
    trusted.put(identity.keyId(), identity);
  }

  /**
   * Trusts an identity no more, durably and for good. What it signed before is untrusted too.
   *
   * @throws KeyFileException if no such identity is trusted
   */
  public synchronized void revoke(String keyId) throws IOException {
    Path folder = folder();
    if (revoked.containsKey(keyId)) {
      return;
    }
    PublicIdentity identity = trusted.get(keyId);
    if (identity == null) {
      throw new KeyFileException(
          "No identity " + keyId + " is trusted in " + folder + ": nothing to revoke");
    }
    identity.save(folder.resolve(keyId + ".revoked"));
    trusted.remove(keyId);
    revoked.put(keyId, identity);
  }

  private Path folder() {
    if (dir == null) {
      throw new IllegalStateException("a trust store of given files cannot be changed");
    }
    return dir;
  }

  private static void readAll(Path dir, String glob, Map<String, PublicIdentity> into)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir, glob)) {
      for (Path file : files) {
        PublicIdentity identity = PublicIdentity.load(file);
        into.put(identity.keyId(), identity);
        if (into.size() > MAX_IDENTITIES) {
          throw new KeyFileException(
              dir + " holds more than " + MAX_IDENTITIES + " identities: is it the trust folder?");
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
