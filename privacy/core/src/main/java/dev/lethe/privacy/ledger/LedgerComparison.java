package dev.lethe.privacy.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether two ranges, each of which {@link LedgerChain} has verified, can be of one ledger. Two
 * records with one index, or a spend that goes down as the index goes up, prove that they are not:
 * the ledger was forked, or rolled back and written on.
 *
 * @param outcome what the two ranges show
 * @param index the lowest index at which they part, or the highest that both know
 * @param reason the same in words
 */
public record LedgerComparison(Outcome outcome, long index, String reason) {

  /** What two ranges show. */
  public enum Outcome {
    /** No one ledger holds both. */
    FORKED,
    /** The later range goes on, record by record, from the earlier one. */
    CONTINUES,
    /** Records in between are in neither: nothing contradicts, and nothing links them. */
    NOT_LINKED
  }

  /** Opening and grant, which every range carries, link no runs. */
  private static final long GRANT_INDEX = 1;

  /** Compares two verified ranges; their order does not matter. */
  public static LedgerComparison of(LedgerRange first, LedgerRange second) {
    List<LedgerRecord> left = records(first);
    List<LedgerRecord> right = records(second);
    Map<Long, String> known = hashes(first, left);
    long shared = -1;
    for (Map.Entry<Long, String> entry : hashes(second, right).entrySet()) {
      String other = known.get(entry.getKey());
      if (other != null && !other.equals(entry.getValue())) {
        return parted(entry.getKey());
      }
      shared = other == null ? shared : entry.getKey();
    }
    List<LedgerRecord> all = new ArrayList<>(left);
    all.addAll(right);
    all.sort(Comparator.comparingLong(LedgerRecord::index));
    for (int i = 1; i < all.size(); i++) {
      if (fell(all.get(i - 1), all.get(i))) {
        return new LedgerComparison(
            Outcome.FORKED,
            all.get(i).index(),
            "less was spent at record "
                + all.get(i).index()
                + " than at record "
                + all.get(i - 1).index()
                + " before it: the ledger was rolled back in between");
      }
    }
    return shared > GRANT_INDEX
        ? new LedgerComparison(
            Outcome.CONTINUES,
            shared,
            "one goes on from the other: both hold the same record " + shared)
        : new LedgerComparison(
            Outcome.NOT_LINKED,
            shared,
            "they share opening and grant, but the records between the two runs are in neither:"
                + " nothing contradicts, and nothing shows that one goes on from the other");
  }

  private static LedgerComparison parted(long index) {
    return new LedgerComparison(
        Outcome.FORKED,
        index,
        index == 0
            ? "they open differently: the dataset id has had two ledgers, and what was spent in"
                + " one is missing in the other"
            : "they hold two different records " + index + ": the ledger was forked");
  }

  private static List<LedgerRecord> records(LedgerRange range) {
    return range.lines().stream().map(l -> LedgerCodec.decode(bytes(l))).toList();
  }

  /** The hash of each record that is in the range, and of those right before one that is. */
  private static Map<Long, String> hashes(LedgerRange range, List<LedgerRecord> records) {
    Map<Long, String> hashes = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      hashes.put(records.get(i).index() - 1, records.get(i).prev());
      hashes.put(records.get(i).index(), LedgerCodec.hash(bytes(range.lines().get(i))));
    }
    hashes.remove(-1L);
    return hashes;
  }

  private static boolean fell(LedgerRecord before, LedgerRecord after) {
    if (before.after().isEmpty() || after.after().isEmpty()) {
      return false;
    }
    List<Double> earlier = before.after().get().rdp();
    List<Double> later = after.after().get().rdp();
    for (int i = 0; i < Math.min(earlier.size(), later.size()); i++) {
      if (later.get(i) < earlier.get(i)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
