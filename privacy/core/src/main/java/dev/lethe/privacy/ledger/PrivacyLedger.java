package dev.lethe.privacy.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The durable budget of one population: whatever crashes, is killed, fills up or is restored from a
 * backup, what it says was spent is never less than what was released. One writer at a time;
 * charged first, released after; a crash charges at most the window under way too much.
 *
 * <p>It knows an older copy of itself by its witness, which catches accidents and restored backups.
 * Someone who controls both folders can roll both back unseen.
 */
public final class PrivacyLedger implements AutoCloseable {
  private final LedgerStore store;

  private PrivacyLedger(LedgerStore store) {
    this.store = store;
  }

  /**
   * Opens a population's ledger for writing, or creates it.
   *
   * @throws LedgerBusyException if it has a writer already
   * @throws LedgerMismatchException if the dataset id was opened with another unit or relation
   * @throws LedgerTamperedException if it is not the chain of records that Lethe wrote
   * @throws LedgerRolledBackException if it lacks what its witness saw, or the witness is gone
   * @throws LedgerIoException if storage fails
   */
  public static PrivacyLedger open(LedgerPaths paths, Population population) {
    return open(new LedgerStore.Setting(new FileDisk(), paths, Clock.systemUTC()), population);
  }

  static PrivacyLedger open(LedgerStore.Setting setting, Population population) {
    LedgerStore store = store(setting, population, LedgerStore.WitnessPolicy.REQUIRE);
    Population fixed = store.state().population().orElseThrow();
    if (!fixed.equals(population)) {
      close(store);
      throw new LedgerMismatchException(
          "the dataset id '"
              + fixed.datasetId()
              + "' was opened for the privacy unit '"
              + fixed.unit()
              + "' under "
              + fixed.relation().tag()
              + ", and this asks for '"
              + population.unit()
              + "' under "
              + population.relation().tag()
              + ". Their spending cannot be added up: use the same unit and relation, or, for other"
              + " people, another dataset id");
    }
    return new PrivacyLedger(store);
  }

  /**
   * Starts a new witness for a ledger whose own is lost, on the operator's word that the ledger is
   * its newest copy; a record in the ledger says so for good.
   *
   * @throws LedgerMismatchException if the witness is not lost
   */
  public static void renewWitness(LedgerPaths paths, String datasetId) {
    renewWitness(new LedgerStore.Setting(new FileDisk(), paths, Clock.systemUTC()), datasetId);
  }

  static void renewWitness(LedgerStore.Setting setting, String datasetId) {
    Population population = LedgerReader.unwitnessed(setting, datasetId);
    LedgerStore store = store(setting, population, LedgerStore.WitnessPolicy.RENEW);
    try {
      if (store.state().grant().isPresent()) {
        store.append(new LedgerRecord.WitnessRenewed());
      }
    } finally {
      close(store);
    }
  }

  /**
   * A verified picture of a ledger, without the fence and without changing anything.
   *
   * @throws LedgerNotFoundException if there is none
   */
  public static LedgerView read(LedgerPaths paths, String datasetId) {
    return LedgerReader.read(
        new LedgerStore.Setting(new FileDisk(), paths, Clock.systemUTC()), datasetId);
  }

  private static LedgerStore store(
      LedgerStore.Setting setting, Population population, LedgerStore.WitnessPolicy policy) {
    byte[] nonce = new byte[16];
    new SecureRandom().nextBytes(nonce);
    try {
      return LedgerStore.open(
          setting, new LedgerRecord.Open(population, HexFormat.of().formatHex(nonce)), policy);
    } catch (IOException e) {
      throw new LedgerIoException(
          "could not open the ledger "
              + setting.paths().ledgerFile(population.datasetId())
              + " or its witness "
              + setting.paths().witnessFile(population.datasetId())
              + ": "
              + e
              + ". Nothing was charged; make the folders writable or make room, and try again",
          e);
    }
  }

  /** The budget, if one was granted. */
  public synchronized Optional<Grant> grant() {
    return store.state().grant();
  }

  /**
   * Grants the budget of this population, once and for good.
   *
   * @throws BudgetAlreadyGrantedException if it has one
   * @throws IllegalArgumentException if these terms could pay for nothing
   */
  public synchronized void grant(GrantTerms terms) {
    grant(terms, GrantDetails.none());
  }

  /**
   * As {@link #grant(GrantTerms)}, saying also who answers for it, what for, and until when.
   *
   * @throws BudgetExpiredException if its last day is over already; nothing is granted
   */
  public synchronized void grant(GrantTerms terms, GrantDetails details) {
    store
        .state()
        .grant()
        .ifPresent(
            grant -> {
              throw new BudgetAlreadyGrantedException(
                  "the dataset id '"
                      + datasetId()
                      + "' was granted epsilon "
                      + grant.terms().epsilon()
                      + " at delta "
                      + grant.terms().delta()
                      + " on "
                      + grant.grantedAt()
                      + ", and a budget is granted once: drop the grant from the spec, runs draw"
                      + " from the one there is");
            });
    store.grant(new LedgerRecord.Granted(GrantFilter.of(terms), details));
  }

  /**
   * Begins a run. A run that a crash left open is closed as abandoned first.
   *
   * @throws BudgetNotGrantedException if there is no budget
   * @throws BudgetExpiredException if its last day is over; nothing is recorded
   * @throws BudgetExceededException if the whole planned run cannot be paid; nothing is recorded
   * @throws LedgerMismatchException if the run id was used before
   * @throws dev.lethe.privacy.accounting.UnsupportedEventException if a part's event has no proven
   *     cost under this population's relation
   */
  public synchronized LedgerRun begin(RunTerms terms) {
    ChainState state = store.state();
    store.requireUnexpired();
    if (state.run(terms.runId()).isPresent()) {
      throw new LedgerMismatchException(
          "the run id '" + terms.runId() + "' was used before; resume it, or take another id");
    }
    LedgerRecord.RunStart start = new Admission(state).admit(terms);
    Optional<RunState> left = state.latestRun().filter(r -> r.status().isEmpty());
    left.ifPresent(
        r -> store.append(new LedgerRecord.RunEnd(r.start().terms().runId(), RunStatus.ABANDONED)));
    store.append(start);
    return new LedgerRun(this, store, terms.runId());
  }

  /**
   * Goes on with the latest run after a crash, an interruption or a failure. It may charge the
   * part's planned count minus what was charged of it; what is repeated is charged again.
   *
   * @throws BudgetExpiredException if the budget's last day is over
   * @throws LedgerMismatchException if there is no such run, it is not the latest, it completed or
   *     was abandoned, or its plan was another one
   */
  public synchronized LedgerRun resume(String runId, String planDigest) {
    RunState run = known(runId);
    if (!run.canResume() || !store.state().latestRun().filter(r -> r == run).isPresent()) {
      throw new LedgerMismatchException(
          "the run '"
              + runId
              + "' cannot go on: "
              + run.status().map(s -> "it is " + s.tag()).orElse("it is over")
              + (run.canResume() ? " and another run began since" : "")
              + "; begin a new run");
    }
    if (!run.start().terms().planDigest().equals(planDigest)) {
      throw new LedgerMismatchException(
          "the run '"
              + runId
              + "' was begun with another plan (digest "
              + run.start().terms().planDigest()
              + ", now "
              + planDigest
              + "); resume it with the spec it was begun with, or begin a new run");
    }
    store.append(new LedgerRecord.RunResume(runId, run.chargesLeft()));
    return new LedgerRun(this, store, runId);
  }

  /** What the ledger holds now. */
  public synchronized LedgerView view() {
    return store.state().view();
  }

  /**
   * The lines about a run, ended or not.
   *
   * @throws LedgerMismatchException if there is no such run
   */
  public synchronized LedgerRange range(String runId) {
    return range(runId, runId);
  }

  /**
   * The lines from the start of an earlier run up to a run's end, with all that lies between; for a
   * report of a run that builds on what the earlier one released.
   *
   * @throws LedgerMismatchException if there is no such run, or the earlier one is not earlier
   */
  public synchronized LedgerRange range(String runId, String fromRunId) {
    RunState run = known(runId);
    RunState from = known(fromRunId);
    if (from.firstIndex() > run.firstIndex()) {
      throw new LedgerMismatchException(
          "the run '"
              + fromRunId
              + "' began after '"
              + runId
              + "', so that it cannot be part of"
              + " what that one builds on");
    }
    long end = run.status().isPresent() ? run.endIndex() + 1 : store.state().nextIndex();
    List<String> lines = new ArrayList<>(store.lines(0, 2));
    lines.addAll(store.lines(from.firstIndex(), end));
    String head = lines.get(lines.size() - 1);
    return new LedgerRange(lines, LedgerCodec.hash(head.getBytes(StandardCharsets.UTF_8)));
  }

  private RunState known(String runId) {
    return store
        .state()
        .run(runId)
        .orElseThrow(
            () ->
                new LedgerMismatchException(
                    "the ledger of '" + datasetId() + "' knows no run '" + runId + "'"));
  }

  private String datasetId() {
    return store.state().population().orElseThrow().datasetId();
  }

  /** Lets the next writer in. Closing does not end a run: it can be resumed. */
  @Override
  public synchronized void close() {
    close(store);
  }

  private static void close(LedgerStore store) {
    try {
      store.close();
    } catch (IOException e) {
      throw new LedgerIoException("could not close the ledger; what was charged is safe", e);
    }
  }
}
