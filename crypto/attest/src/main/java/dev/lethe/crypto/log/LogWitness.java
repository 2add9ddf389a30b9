package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An independent party that cosigns checkpoints of the logs it follows: it never cosigns two
 * checkpoints of one log of which the later is not proven to hold the earlier one unchanged. What
 * it saw is on disk before a cosignature is handed out, so a crash cannot make it forget.
 *
 * <p>It is of use only where the log's operator has no access to its folder. It knows nothing about
 * the entries, and cannot tell an older copy of its own folder from the newest.
 *
 * <p>Files: {@code NAME.key} and {@code NAME.pub}, {@code logs/} with a file for each log, {@code
 * lock}.
 */
public final class LogWitness implements AutoCloseable {
  private static final String LOGS = "logs";
  private static final String KEY = ".key";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path logs;
  private final OperatorKey key;
  private final WriterLock lock;

  private LogWitness(Path logs, OperatorKey key, WriterLock lock) {
    this.logs = logs;
    this.key = key;
    this.lock = lock;
  }

  /**
   * One followed log.
   *
   * @param log its origin and key, in the text form of C2SP
   * @param last the last checkpoint cosigned; of no entries before the first
   */
  public record Followed(String log, Checkpoint last) {}

  /**
   * Makes a witness, with a new key, in a folder that has none.
   *
   * @return the public half, for those who are to trust it
   * @throws FileAlreadyExistsException if the folder holds a witness already
   * @throws IllegalArgumentException if the name cannot be one
   */
  public static PublicIdentity init(Path dir, String name, SecureRandom random) throws IOException {
    DurableFiles.createFolders(dir);
    if (!names(dir).isEmpty()) {
      throw new FileAlreadyExistsException(dir.resolve(names(dir).get(0) + KEY).toString());
    }
    try (OperatorKey fresh = OperatorKey.generate(name, random)) {
      DurableFiles.createFolders(dir.resolve(LOGS));
      fresh.save(dir, name);
      return fresh.identity();
    }
  }

  /**
   * Opens a witness; waits up to ten seconds for another process that uses it.
   *
   * @throws NoSuchFileException if the folder holds none
   * @throws dev.lethe.crypto.keys.KeyFileException if its key is damaged or readable by others
   */
  public static LogWitness open(Path dir) throws IOException {
    if (!exists(dir)) {
      throw new NoSuchFileException(dir.toString(), null, "it is not the folder of a witness");
    }
    WriterLock lock = WriterLock.acquire(dir, PATIENCE);
    boolean opened = false;
    try {
      OperatorKey key = OperatorKey.load(dir, names(dir).get(0));
      LogWitness witness = new LogWitness(dir.resolve(LOGS), key, lock);
      opened = true;
      return witness;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /** Whether the folder is that of one witness. */
  public static boolean exists(Path dir) throws IOException {
    return Files.isDirectory(dir.resolve(LOGS)) && names(dir).size() == 1;
  }

  /** The public half, for those who are to trust it. */
  public PublicIdentity identity() {
    return key.identity();
  }

  /**
   * Follows a log from now on.
   *
   * @throws WitnessRefusedException if a log of that origin is followed under another key: two logs
   *     cannot share an origin, for a cosignature names nothing else
   */
  public void follow(String origin, PublicIdentity signer) throws IOException {
    VerifierKey log = VerifierKey.of(origin, signer);
    WitnessedLog known = WitnessedLog.read(logs, origin).orElse(WitnessedLog.fresh(log));
    if (!known.key().toString().equals(log.toString())) {
      throw new WitnessRefusedException(
          "The log "
              + origin
              + " is followed under the key "
              + known.key()
              + ", and this is "
              + log
              + ". If its operator changed keys, and you have their word by another way, say so;"
              + " what was seen stays seen");
    }
    known.write(logs);
  }

  /**
   * Takes another key for a log that is followed, on the witness's own judgement that its operator
   * changed keys; what was seen stays seen.
   *
   * @throws WitnessRefusedException if no such log is followed
   */
  public void changeKey(String origin, PublicIdentity signer) throws IOException {
    WitnessedLog known = followed(origin);
    new WitnessedLog(VerifierKey.of(origin, signer), known.seenUnder(), known.time(), known.note())
        .write(logs);
  }

  /** All logs followed. */
  public List<Followed> followed() throws IOException {
    List<Followed> followed = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(WitnessedLog::isState).sorted().toList()) {
        WitnessedLog log = WitnessedLog.read(file);
        followed.add(new Followed(log.key().toString(), log.last()));
      }
    }
    return followed;
  }

  /**
   * Cosigns the newer checkpoint of a proof that leads from what was cosigned last.
   *
   * @return the note with this witness's cosignature
   * @throws WitnessRefusedException if the log is not followed, shows another history than before
   *     or fewer entries, or the proof is not from the size cosigned last
   * @throws CheckpointException if the log's key did not sign the checkpoint
   * @throws IOException if what was seen could not be put on disk; nothing is cosigned then
   */
  public String cosign(ConsistencyProof request, Instant now) throws IOException {
    WitnessedLog known = followed(request.newest().origin());
    Checkpoint last = known.last();
    Checkpoint next = Checkpoint.parseAndVerify(request.checkpoint(), known.key());
    requireExtends(last, next, request);
    long time = Math.max(now.getEpochSecond(), known.time());
    new WitnessedLog(known.key(), known.key(), time, Optional.of(request.checkpoint())).write(logs);
    return Cosignature.add(request.checkpoint(), key, Instant.ofEpochSecond(time));
  }

  private static void requireExtends(Checkpoint last, Checkpoint next, ConsistencyProof request) {
    String keep =
        " Keep both checkpoints: together they are evidence against whoever holds the log's key";
    if (next.size() < last.size()) {
      throw new WitnessRefusedException(
          "The log "
              + next.origin()
              + " had "
              + last.size()
              + " entries when it was last cosigned, and now shows "
              + next.size()
              + ": it was rolled back, or this is an old checkpoint. Nothing was cosigned");
    }
    if (next.size() == last.size() && !next.isSameTree(last)) {
      throw new WitnessRefusedException(
          "The log "
              + next.origin()
              + " signed two different trees of "
              + next.size()
              + " entries: it was forked. Nothing was cosigned."
              + keep);
    }
    if (request.oldSize() != last.size()) {
      throw new WitnessRefusedException(
          "The proof starts at "
              + request.oldSize()
              + " entries, and "
              + last.size()
              + " were cosigned last: ask for 'lethe log consistency "
              + last.size()
              + "'");
    }
    if (!request.leads(last, next)) {
      throw new WitnessRefusedException(
          "The proof does not lead from the "
              + last.size()
              + " entries cosigned last to the "
              + next.size()
              + " shown now. If the operator cannot give one that does, the log was forked."
              + " Nothing was cosigned."
              + keep);
    }
  }

  private WitnessedLog followed(String origin) throws IOException {
    return WitnessedLog.read(logs, origin)
        .orElseThrow(
            () ->
                new WitnessRefusedException(
                    "This witness does not follow the log "
                        + origin
                        + "; decide whose key it is, then: lethe witness follow DIR --log-key"
                        + " FILE.pub --origin "
                        + origin));
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .map(p -> String.valueOf(p.getFileName()))
          .filter(n -> n.endsWith(KEY) && !n.startsWith("."))
          .map(n -> n.substring(0, n.length() - KEY.length()))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      key.close();
    }
  }
}
