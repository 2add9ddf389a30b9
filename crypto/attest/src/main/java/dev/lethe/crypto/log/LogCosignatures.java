package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What witnesses said about a log, kept beside it: the newest cosigned checkpoint, and the keys of
 * the witnesses whose cosignatures on it were verified when they were added.
 */
public final class LogCosignatures {
  private static final String COSIGNED = "cosigned";
  private static final String WITNESSES = "witnesses";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_WITNESSES = 64;

  private LogCosignatures() {}

  /**
   * Adds the cosignatures that these witnesses made on a checkpoint of this log. Cosignatures on
   * the tree that is kept already are joined; an older tree never replaces a newer one.
   *
   * @param note the checkpoint as it came back from the witnesses
   * @param signers whose signature on the log counts
   * @return what was verified and is kept now
   * @throws ForkedLogException if the checkpoint is not of this log's history
   * @throws CheckpointException if a witness's cosignature is missing or does not verify
   */
  public static List<Cosignature> add(
      Path dir, String note, List<WitnessKey> witnesses, List<PublicIdentity> signers)
      throws IOException {
    List<Cosignature> found = new ArrayList<>();
    for (WitnessKey witness : witnesses) {
      found.add(
          Cosignature.find(note, witness)
              .orElseThrow(
                  () ->
                      new CheckpointException(
                          "The checkpoint is not cosigned by the witness " + witness.name())));
    }
    LogReader.open(dir, signers).requireHolds(Checkpoint.unverified(note));
    WriterLock held = WriterLock.acquire(dir, PATIENCE);
    try (held) {
      String kept = joined(note(dir), note);
      List<WitnessKey> known = new ArrayList<>(witnesses(dir));
      witnesses.stream().filter(w -> !known.contains(w)).forEach(known::add);
      if (known.size() > MOST_WITNESSES) {
        throw new IllegalArgumentException("a log keeps at most " + MOST_WITNESSES + " witnesses");
      }
      String keys = String.join("", known.stream().map(w -> w + "\n").toList());
      // Keys first: one whose cosignature is not kept yet claims nothing.
      DurableFiles.writeAtomically(dir.resolve(WITNESSES), keys.getBytes(StandardCharsets.UTF_8));
      DurableFiles.writeAtomically(dir.resolve(COSIGNED), kept.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  /**
   * The newest cosigned note, if any.
   *
   * @throws LogTamperedException if what is there is no checkpoint
   */
  public static Optional<String> note(Path dir) throws IOException {
    Path file = dir.resolve(COSIGNED);
    Optional<String> note = text(file, 2 * SignedNote.MAX_CHARS);
    try {
      note.ifPresent(Checkpoint::unverified);
    } catch (CheckpointException e) {
      throw new LogTamperedException(
          file
              + " is not a cosigned checkpoint ("
              + e.getMessage()
              + "): restore it from a backup, or remove it and add the cosignatures again");
    }
    return note;
  }

  /** The cosignatures on it by witnesses that were named when they were added. */
  public static List<Cosignature> kept(Path dir) throws IOException {
    Optional<String> note = note(dir);
    List<Cosignature> kept = new ArrayList<>();
    if (note.isPresent()) {
      for (WitnessKey witness : witnesses(dir)) {
        Cosignature.find(note.get(), witness).ifPresent(kept::add);
      }
    }
    return kept;
  }

  private static List<WitnessKey> witnesses(Path dir) throws IOException {
    Path file = dir.resolve(WITNESSES);
    Optional<String> text = text(file, MOST_WITNESSES * 1024);
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      return Arrays.stream(text.get().split("\n", -1))
          .filter(line -> !line.isEmpty())
          .map(WitnessKey::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new LogTamperedException(
          file
              + " is not a list of witness keys ("
              + e.getMessage()
              + "): remove it and add the"
              + " cosignatures again");
    }
  }

  private static String joined(Optional<String> kept, String note) {
    if (kept.isEmpty()) {
      return note;
    }
    long before = Checkpoint.unverified(kept.get()).size();
    long now = Checkpoint.unverified(note).size();
    if (!SignedNote.text(kept.get()).equals(SignedNote.text(note))) {
      return now > before ? note : kept.get();
    }
    String joined = kept.get();
    for (SignedNote.Line line : SignedNote.lines(note)) {
      joined = SignedNote.withLine(joined, line);
    }
    return joined;
  }

  private static Optional<String> text(Path file, int most) throws IOException {
    return Files.exists(file)
        ? Optional.of(new String(DurableFiles.readBounded(file, most), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
