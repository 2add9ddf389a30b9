package dev.lethe.privacy.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One ledger, open for its one writer: when {@link #append} returns, the record survives any crash
 * and the witness has seen it; when it throws, the record may last or not, and nothing more is
 * written through this object.
 */
final class LedgerStore implements Closeable {
  static final long MOST_BYTES = 1 << 29;

  private final Path file;
  private final Clock clock;
  private final Closeable fence;
  private final LedgerDisk.OpenFile ledger;
  private final Witness witness;
  private final ChainState state;
  private final List<byte[]> lines;
  private long size;
  private boolean poisoned;

  private LedgerStore(
      Path file,
      Clock clock,
      Closeable fence,
      LedgerDisk.OpenFile ledger,
      Witness witness,
      LedgerScan scan) {
    this.file = file;
    this.clock = clock;
    this.fence = fence;
    this.ledger = ledger;
    this.witness = witness;
    this.state = scan.state();
    this.lines = new ArrayList<>(scan.lines());
    this.size = scan.bytes();
  }

  /** Where ledgers are and by which clock their records are dated. */
  record Setting(LedgerDisk disk, LedgerPaths paths, Clock clock) {}

  /** What to do about a witness that is not there. */
  enum WitnessPolicy {
    REQUIRE,
    /** The operator declared it lost. */
    RENEW
  }

  /** Takes the fence, verifies, repairs what a crash left, and creates what is missing. */
  static LedgerStore open(Setting setting, LedgerRecord.Open first, WitnessPolicy policy)
      throws IOException {
    String id = first.population().datasetId();
    DurableSteps steps = new DurableSteps(setting.disk());
    steps.createFolders(setting.paths().ledgerFolder(id));
    steps.createFolders(setting.paths().witnessFolder(id));
    Closeable fence = setting.disk().fence(setting.paths().fenceFile(id));
    LedgerDisk.@Nullable OpenFile ledger = null;
    boolean opened = false;
    try {
      ledger = steps.open(setting.paths().ledgerFile(id));
      LedgerStore store = open(setting, first, policy, fence, ledger);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        closeQuietly(ledger, fence);
      }
    }
  }

  private static LedgerStore open(
      Setting setting,
      LedgerRecord.Open first,
      WitnessPolicy policy,
      Closeable fence,
      LedgerDisk.OpenFile ledger)
      throws IOException {
    String id = first.population().datasetId();
    Path file = setting.paths().ledgerFile(id);
    Path witnessFile = setting.paths().witnessFile(id);
    Optional<Witness.Mark> mark = Witness.read(setting.disk(), witnessFile, id);
    PartPricing pricing = new PartPricing();
    LedgerScan scan = LedgerScan.of(ledger.read(MOST_BYTES), mark, file, witnessFile, pricing);
    if (policy == WitnessPolicy.REQUIRE) {
      scan.requireWitness(mark, file, witnessFile);
    }
    repair(ledger, scan, mark);
    if (scan.lines().isEmpty()) {
      scan = writeFirst(ledger, scan.state(), first, setting.clock());
    }
    Witness.Mark head = new Witness.Mark(scan.state().nextIndex() - 1, scan.state().headHash());
    Witness witness = Witness.start(setting.disk(), witnessFile, id, head);
    return new LedgerStore(file, setting.clock(), fence, ledger, witness, scan);
  }

  /**
   * Cuts what was never acknowledged, and writes records that the witness has not seen once more:
   * after a failed sync, the system may show content from memory that the disk does not hold.
   */
  private static void repair(
      LedgerDisk.OpenFile ledger, LedgerScan scan, Optional<Witness.Mark> mark) throws IOException {
    if (ledger.size() > scan.bytes()) {
      ledger.truncate(scan.bytes());
    }
    long seen = mark.map(m -> m.index() + 1).orElse(0L);
    long position = 0;
    for (int i = 0; i < scan.lines().size(); i++) {
      byte[] line = Lines.terminated(scan.lines().get(i));
      if (i >= seen) {
        ledger.write(position, line);
      }
      position += line.length;
    }
    ledger.sync();
  }

  private static LedgerScan writeFirst(
      LedgerDisk.OpenFile ledger, ChainState state, LedgerRecord.Open first, Clock clock)
      throws IOException {
    byte[] line = LedgerCodec.encode(next(state, first, clock));
    byte[] terminated = Lines.terminated(line);
    ledger.write(0, terminated);
    ledger.sync();
    state.accept(line);
    return new LedgerScan(state, List.of(line), terminated.length);
  }

  private static LedgerRecord next(ChainState state, LedgerRecord.Body body, Clock clock) {
    Instant time = clock.instant().truncatedTo(precision(body));
    return new LedgerRecord(
        LedgerRecord.VERSION,
        state.nextIndex(),
        state.headHash(),
        time,
        body,
        state.spendAfter(body));
  }

  /**
   * How precisely a record says when it was written. Reports publish a run's records. The time
   * between two charges is the duration of a window of steps, which grows with the number of units
   * that were sampled, and that number is private; the time from one run's start to the next one's
   * tells how many trials a search ran. So whatever may follow a run's start says the UTC day and
   * no more.
   */
  private static ChronoUnit precision(LedgerRecord.Body body) {
    boolean beforeAnyRun =
        body instanceof LedgerRecord.Open || body instanceof LedgerRecord.Granted;
    return beforeAnyRun ? ChronoUnit.SECONDS : ChronoUnit.DAYS;
  }

  ChainState state() {
    return state;
  }

  /** Lines from one index up to but without another. */
  List<String> lines(long from, long to) {
    return lines.subList((int) from, (int) to).stream().map(LedgerCodec::text).toList();
  }

  /**
   * Writes what comes next.
   *
   * @throws LedgerIoException if storage fails; the store is of no use afterwards
   * @throws LedgerTamperedException if somebody else changed or moved the files meanwhile
   */
  void append(LedgerRecord.Body body) {
    if (poisoned) {
      throw new LedgerIoException(
          "the ledger "
              + file
              + " failed earlier and takes no more charges from this process; remove the cause"
              + " and start again with resume");
    }
    if (ChainState.draws(body)) {
      requireUnexpired();
    }
    byte[] line = LedgerCodec.encode(next(state, body, clock));
    if (line.length > LedgerCodec.MOST_LINE_BYTES) {
      throw new IllegalArgumentException(
          "a ledger record of " + line.length + " bytes is too long: the event has too many parts");
    }
    poisoned = true; // until everything below is done
    try {
      requireUntouched();
      byte[] terminated = Lines.terminated(line);
      ledger.write(size, terminated);
      ledger.sync();
      witness.advance(new Witness.Mark(state.nextIndex(), LedgerCodec.hash(line)));
      size += terminated.length;
    } catch (IOException e) {
      throw new LedgerIoException(
          "could not write the ledger "
              + file
              + " or its witness: "
              + e.getMessage()
              + ". Nothing may be released for this charge; make room or repair the storage, then"
              + " start again with resume. A charge that did reach the disk stays charged",
          e);
    }
    state.accept(line);
    lines.add(line);
    poisoned = false;
  }

  /** Writes a grant, unless its last day is over already. */
  void grant(LedgerRecord.Granted granted) {
    if (granted.details().isExpiredAt(state.notBefore(clock.instant()))) {
      throw new BudgetExpiredException(
          "a grant that expires on "
              + granted.details().expires().orElseThrow()
              + " could pay for nothing: that day is over (UTC). Name a later day, or none");
    }
    append(granted);
  }

  /**
   * Refuses to draw from a grant whose last day is over, by this machine's clock or by the latest
   * time that the ledger has recorded.
   */
  void requireUnexpired() {
    Instant now = state.notBefore(clock.instant());
    state
        .grant()
        .filter(grant -> grant.details().isExpiredAt(now))
        .ifPresent(
            grant -> {
              throw new BudgetExpiredException(
                  "the budget of the dataset id '"
                      + state.population().map(Population::datasetId).orElse("")
                      + "' expired at the end of "
                      + grant.details().expires().orElseThrow()
                      + " (UTC), and for this ledger it is "
                      + now.truncatedTo(ChronoUnit.SECONDS)
                      + ": nothing more can be charged to it. What was spent stays readable with"
                      + " 'lethe budget show'; an expiry is never moved");
            });
  }

  private void requireUntouched() throws IOException {
    if (!ledger.isStillThere() || ledger.size() != size || !witness.isUntouched()) {
      throw new LedgerTamperedException(
          "the ledger "
              + file
              + " or its witness was changed, moved or replaced while it was being written;"
              + " nothing was charged. Put back the newest copies of both and start again");
    }
  }

  @Override
  public void close() throws IOException {
    try (fence;
        ledger;
        witness) {
      poisoned = true;
    }
  }

  private static void closeQuietly(@Nullable Closeable first, Closeable second) throws IOException {
    try (second) {
      if (first != null) {
        first.close();
      }
    }
  }
}
