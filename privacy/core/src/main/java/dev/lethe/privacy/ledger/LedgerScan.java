package dev.lethe.privacy.ledger;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ledger file's content, verified from its first byte and held against the witness.
 *
 * @param state where its records lead
 * @param lines its records, without line feeds
 * @param bytes how many bytes they take; what the file holds beyond was never acknowledged
 */
record LedgerScan(ChainState state, List<byte[]> lines, long bytes) {

  /**
   * Reads and judges.
   *
   * @throws LedgerTamperedException if a record is not what Lethe wrote
   * @throws LedgerRolledBackException if the witness has seen records that are not here
   */
  static LedgerScan of(
      byte[] content, Optional<Witness.Mark> mark, Path file, Path witness, PartPricing pricing) {
    ChainState state = new ChainState(pricing);
    List<byte[]> lines = new ArrayList<>();
    List<byte[]> found = Lines.complete(content);
    long acknowledged = mark.map(m -> m.index() + 1).orElse(0L);
    long bytes = 0;
    for (int i = 0; i < found.size(); i++) {
      byte[] line = found.get(i);
      if (i == found.size() - 1 && i >= acknowledged && !isJson(line)) {
        break; // torn by a crash while it was written
      }
      accept(state, line, i, file);
      lines.add(line);
      bytes += line.length + 1L;
      if (mark.isPresent() && mark.get().index() == i) {
        requireSame(mark.get(), state, file, witness);
      }
    }
    mark.ifPresent(m -> requireAll(lines.size(), m, file, witness));
    return new LedgerScan(state, lines, bytes);
  }

  private static void accept(ChainState state, byte[] line, int i, Path file) {
    try {
      state.accept(line);
    } catch (ChainState.BrokenChainException | MalformedJsonException e) {
      throw new LedgerTamperedException(
          "line "
              + (i + 1)
              + " of the ledger "
              + file
              + " is not what Lethe wrote: "
              + e.getMessage()
              + ". Nothing can be charged to it; put back its newest untouched copy");
    }
  }

  private static void requireSame(Witness.Mark mark, ChainState state, Path file, Path witness) {
    if (!mark.hash().equals(state.headHash())) {
      throw new LedgerRolledBackException(
          "record "
              + mark.index()
              + " of the ledger "
              + file
              + " is not the one that the witness "
              + witness
              + " saw: the ledger was exchanged, or restored from a copy that went another way. "
              + WITNESS_MEANS);
    }
  }

  private static void requireAll(long records, Witness.Mark mark, Path file, Path witness) {
    if (records <= mark.index()) {
      throw new LedgerRolledBackException(
          "the ledger "
              + file
              + " holds "
              + records
              + " records, but the witness "
              + witness
              + " saw "
              + (mark.index() + 1)
              + ": it was deleted, cut, or restored from an older copy, and spending would be"
              + " forgotten. Put back its newest copy. "
              + WITNESS_MEANS);
    }
  }

  /**
   * Refuses a ledger whose witness is gone. One that holds its opening only may lack one: a crash
   * can fall between the two, and there is no spending to forget.
   */
  void requireWitness(Optional<Witness.Mark> mark, Path file, Path witness) {
    if (mark.isEmpty() && lines.size() > 1) {
      throw new LedgerRolledBackException(
          "the witness "
              + witness
              + " of the ledger "
              + file
              + " is gone, so nothing shows that the ledger is its newest copy. Put the witness"
              + " back, or name the folder it was moved to. If it is lost for good and you are"
              + " sure that the ledger is the newest, 'lethe budget renew-witness' starts another,"
              + " and the ledger will say so. "
              + WITNESS_MEANS);
    }
  }

  /** What every refusal says about the witness. */
  static final String WITNESS_MEANS =
      "(A witness catches accidents and restored backups. Someone who controls both folders can"
          + " roll both back unseen; only checkpoints that others hold can show that.)";

  private static boolean isJson(byte[] line) {
    try {
      CanonicalJson.parseStrict(line, LedgerCodec.MOST_LINE_BYTES, CanonicalJson.MOST_DEPTH);
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
