package dev.lethe.crypto.keys;

import dev.lethe.crypto.SecretKeyAccess;
import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The operator's signing keys. The secret seeds leave it only for a {@link SecretKeyAccess} token
 * or into an owner-only file, and are overwritten on close (copies that the collector moved, and
 * Bouncy Castle's temporaries, are beyond Java's reach).
 *
 * <p>{@code NAME.key} holds two PEM {@code PRIVATE KEY} blocks, Ed25519 (RFC 8410) then ML-DSA-65
 * as a seed (RFC 9881); {@code NAME.pub} holds the {@link PublicIdentity}.
 */
public final class OperatorKey implements AutoCloseable {
  private static final String PEM_LABEL = "PRIVATE KEY";
  private static final int MAX_FILE_BYTES = 1024;
  private static final Set<PosixFilePermission> FOREIGN =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final byte[] ed25519Seed;
  private final byte[] mlDsa65Seed;
  private final MLDSAPrivateKeyParameters mlDsa65;
  private final PublicIdentity identity;
  private boolean closed;

  private OperatorKey(String name, byte[] ed25519Seed, byte[] mlDsa65Seed) {
    this.ed25519Seed = ed25519Seed;
    this.mlDsa65Seed = mlDsa65Seed;
    this.mlDsa65 = new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, mlDsa65Seed);
    byte[] ed25519 = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(ed25519Seed, 0, ed25519, 0);
    this.identity = new PublicIdentity(name, ed25519, mlDsa65.getPublicKey());
  }

  /** A fresh key named {@code operator}; {@link #save} gives it its lasting name. */
  public static OperatorKey generate(SecureRandom random) {
    return generate("operator", random);
  }

  /** A fresh key of the given name. */
  public static OperatorKey generate(String name, SecureRandom random) {
    byte[] ed25519Seed = new byte[SignatureAlgorithm.SEED_BYTES];
    byte[] mlDsa65Seed = new byte[SignatureAlgorithm.SEED_BYTES];
    random.nextBytes(ed25519Seed);
    random.nextBytes(mlDsa65Seed);
    return new OperatorKey(PublicIdentity.requireName(name), ed25519Seed, mlDsa65Seed);
  }

  /**
   * Writes {@code NAME.key} (mode 0600) and {@code NAME.pub}, durably.
   *
   * @throws KeyFileException if a key of that name exists: a key is never overwritten
   */
  public synchronized void save(Path dir, String name) throws IOException {
    requireOpen();
    PublicIdentity.requireName(name);
    DurableFiles.createFolders(dir);
    byte[] first = pem(SignatureAlgorithm.ED25519, ed25519Seed);
    byte[] second = pem(SignatureAlgorithm.ML_DSA_65, mlDsa65Seed);
    byte[] text = Pem.join(first, second);
    try {
      DurableFiles.createSecret(dir.resolve(name + ".key"), text);
    } catch (FileAlreadyExistsException e) {
      throw new KeyFileException(
          dir.resolve(name + ".key")
              + " exists, and a key is never overwritten: load it, or choose another name");
    } finally {
      wipe(first, second, text);
    }
    renamed(name).save(dir.resolve(name + ".pub"));
  }

  /**
   * Reads {@code NAME.key}; the public half is derived from it.
   *
   * @throws KeyFileException if the file is missing, damaged, or readable by others than its owner
   */
  public static OperatorKey load(Path dir, String name) throws IOException {
    Path file = dir.resolve(PublicIdentity.requireName(name) + ".key");
    byte[] text;
    try {
      refuseSharedFile(file);
      text = DurableFiles.readBounded(file, MAX_FILE_BYTES);
    } catch (NoSuchFileException e) {
      throw new KeyFileException(
          file + " does not exist: give the folder and name of a saved key, or generate one");
    }
    try {
      List<byte[]> blocks = Pem.decode(PEM_LABEL, text);
      if (blocks.size() != 2) {
        throw new IllegalArgumentException(blocks.size() + " PRIVATE KEY blocks, 2 expected");
      }
      byte[] ed25519Seed = SignatureAlgorithm.ED25519.fromPkcs8(blocks.get(0));
      byte[] mlDsa65Seed = SignatureAlgorithm.ML_DSA_65.fromPkcs8(blocks.get(1));
      byte[] again =
          Pem.join(
              pem(SignatureAlgorithm.ED25519, ed25519Seed),
              pem(SignatureAlgorithm.ML_DSA_65, mlDsa65Seed));
      boolean exact = Arrays.equals(again, text);
      wipe(blocks.get(0), blocks.get(1), again);
      if (!exact) {
        throw new IllegalArgumentException("it has bytes beside the two keys");
      }
      return new OperatorKey(name, ed25519Seed, mlDsa65Seed);
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(
          file + " is not an operator key (" + e.getMessage() + "): restore it from a backup");
    } finally {
      wipe(text);
    }
  }

  /** {@link PublicIdentity#keyId()} of the public half. */
  public String keyId() {
    return identity.keyId();
  }

  /** The public half. */
  public PublicIdentity identity() {
    return identity;
  }

  /**
   * A deterministic signature (ML-DSA: pure, empty context). Callers give the message a first line
   * that no other use of the key can begin with.
   */
  public synchronized byte[] sign(SignatureAlgorithm algorithm, byte[] message) {
    requireOpen();
    return switch (algorithm) {
      case ED25519 -> signEd25519(message);
      case ML_DSA_65 -> signMlDsa65(message);
    };
  }

  /** A copy of the 32-byte seed; the caller wipes it. */
  public synchronized byte[] seed(SignatureAlgorithm algorithm, SecretKeyAccess access) {
    requireOpen();
    return switch (algorithm) {
      case ED25519 -> ed25519Seed.clone();
      case ML_DSA_65 -> mlDsa65Seed.clone();
    };
  }

  @Override
  public synchronized void close() {
    closed = true;
    wipe(ed25519Seed, mlDsa65Seed);
    mlDsa65.destroy();
  }

  @Override
  public String toString() {
    return "OperatorKey[" + identity + "]";
  }

  private byte[] signEd25519(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(ed25519Seed, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  private byte[] signMlDsa65(byte[] message) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, mlDsa65);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("ML-DSA-65 failed to sign", e);
    }
  }

  private PublicIdentity renamed(String name) {
    return new PublicIdentity(
        name,
        identity.publicKey(SignatureAlgorithm.ED25519),
        identity.publicKey(SignatureAlgorithm.ML_DSA_65));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("operator key " + identity.name() + " is closed");
    }
  }

  private static byte[] pem(SignatureAlgorithm algorithm, byte[] seed) {
    byte[] der = algorithm.toPkcs8(seed);
    byte[] text = Pem.encode(PEM_LABEL, der);
    wipe(der);
    return text;
  }

  private static void refuseSharedFile(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    for (PosixFilePermission permission : view.readAttributes().permissions()) {
      if (FOREIGN.contains(permission)) {
        throw new KeyFileException(
            file + " can be read or written by others than its owner: run chmod 600 " + file);
      }
    }
  }

  private static void wipe(byte[]... secrets) {
    for (byte[] secret : secrets) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
