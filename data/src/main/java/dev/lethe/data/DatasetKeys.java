package dev.lethe.data;

import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.data.read.DataException;
import dev.lethe.privacy.sampling.UnitHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The secret of a dataset id, from which unit ids, the split and the choice of kept records follow;
 * the same file and key give the same units for ever, and nobody without the key can tell which.
 *
 * <p>Never part of a message, a log or a released file.
 */
public final class DatasetKeys {
  private static final String HEADER = "lethe-dataset-key-v1";
  private static final int KEY_BYTES = 32;
  private static final int MAX_FILE_BYTES = 256;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] secret;

  private DatasetKeys(byte[] secret) {
    this.secret = secret;
  }

  /** A fresh key that is kept nowhere. */
  public static DatasetKeys random() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    return new DatasetKeys(secret);
  }

  /**
   * A key from bytes that the caller keeps.
   *
   * @param secret 32 uniformly random bytes, copied
   */
  public static DatasetKeys of(byte[] secret) {
    if (secret.length != KEY_BYTES) {
      throw new IllegalArgumentException("a dataset key has " + KEY_BYTES + " bytes");
    }
    return new DatasetKeys(secret.clone());
  }

  /**
   * The key of a dataset id, made by the first call. Two processes that call at once get the same
   * key.
   *
   * @param directory where keys lie, {@code LETHE_HOME/keys/datasets}
   * @param datasetId the population's id
   * @throws DataException if the file is damaged or others may read it
   * @throws IOException if it can be neither read nor written
   */
  public static DatasetKeys loadOrCreate(Path directory, String datasetId) throws IOException {
    if (!datasetId.matches("[a-z0-9][a-z0-9._-]{0,127}")) {
      throw new IllegalArgumentException("not a dataset id: " + datasetId);
    }
    Path file = directory.resolve(datasetId + ".key");
    if (!Files.exists(file)) {
      create(directory, file);
    }
    return load(file);
  }

  private static void create(Path directory, Path file) throws IOException {
    String text = HEADER + "\n" + HexFormat.of().formatHex(random().secret) + "\n";
    DurableFiles.createFolders(directory);
    try {
      DurableFiles.createSecret(file, text.getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its key is the dataset's, and is read next.
    }
  }

  private static DatasetKeys load(Path file) throws IOException {
    DataException.Place place = DataException.Place.of(file.toString());
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new DataException(
          place, "others than its owner may use this secret key", "Run: chmod 600 " + file);
    }
    byte[] bytes = DurableFiles.readBounded(file, MAX_FILE_BYTES);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.matches(HEADER + "\n[0-9a-f]{" + 2 * KEY_BYTES + "}\n")) {
      throw new DataException(
          place,
          "this is not a dataset key, or a damaged one",
          "Restore it from a backup. Without it the split changes: people held out by earlier runs"
              + " would be trained on.");
    }
    return new DatasetKeys(HexFormat.of().parseHex(text.substring(HEADER.length() + 1).strip()));
  }

  /** A hash for one purpose, unrelated to those for others. */
  UnitHash hash(String purpose) {
    return new UnitHash(secret, "lethe/data/v1/" + purpose);
  }

  /** The secret is left out. */
  @Override
  public String toString() {
    return "DatasetKeys";
  }
}
