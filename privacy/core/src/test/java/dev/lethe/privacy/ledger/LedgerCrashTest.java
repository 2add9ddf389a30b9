package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Gaussian;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The machine dies, or a call fails, at every single disk call of a run, and again at every call of
 * the recovery; with un-synced changes lost, kept, or torn.
 */
final class LedgerCrashTest {
  private static final Path ROOT = Path.of("/simulated");
  private static final LedgerPaths PATHS = Ledgers.paths(ROOT);
  private static final long PLANNED = 5;
  private static final long WINDOW = 2;
  private static final String RUN = "run";
  private static final String LEARNING = "learn-vocabularies";
  private static final RunTerms TERMS =
      new RunTerms(
          RUN,
          Ledgers.PLAN,
          List.of(
              new RunPart(LEARNING, new ApproximateDp(0.1, 1e-12), 1),
              new RunPart(Ledgers.TRAINING, new Gaussian(20), PLANNED)),
          1e-30);

  /** A process that trains: what it released is known to the test only. */
  private static final class Training {
    private final SimulatedDisk disk = new SimulatedDisk(ROOT);
    private final Map<String, Long> released = new HashMap<>();

    LedgerStore.Setting setting() {
      Instant now = Instant.parse("2026-01-01T00:00:00Z");
      return new LedgerStore.Setting(disk, PATHS, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Runs, or goes on, to the end. */
    LedgerVerification run() {
      try (PrivacyLedger ledger = PrivacyLedger.open(setting(), Ledgers.PATIENTS)) {
        if (ledger.grant().isEmpty()) {
          ledger.grant(Ledgers.GRANT);
        }
        Optional<RunSummary> before = ledger.view().runs().stream().findFirst();
        before.ifPresent(this::assertPaid);
        if (before.flatMap(RunSummary::status).equals(Optional.of(RunStatus.COMPLETED))) {
          return LedgerChain.verify(ledger.range(RUN));
        }
        LedgerRun run = before.isPresent() ? ledger.resume(RUN, Ledgers.PLAN) : ledger.begin(TERMS);
        for (RunPart part : TERMS.parts()) {
          while (run.chargesLeft(part.name()) > 0) {
            long window = Math.min(WINDOW, run.chargesLeft(part.name()));
            run.charge(part.name(), window);
            released.merge(part.name(), window, Long::sum);
          }
        }
        run.finish(RunStatus.COMPLETED);
        return LedgerChain.verify(run.range());
      }
    }

    void assertPaid(RunSummary run) {
      long unreleased = 0;
      for (ChargedPart part : run.parts()) {
        long seen = released.getOrDefault(part.name(), 0L);
        assertThat(part.charged()).isBetween(seen, seen + WINDOW);
        unreleased += part.charged() - seen;
        released.put(part.name(), part.charged()); // from here on, only what this process adds
      }
      assertThat(unreleased).isLessThanOrEqualTo(WINDOW);
    }

    /** Dies after so many calls, or completes. */
    boolean dies(int after) {
      disk.crashAfter(after);
      try {
        run();
        return false;
      } catch (SimulatedDisk.Crash e) {
        return true;
      }
    }

    boolean fails(int after) {
      disk.failAfter(after);
      try {
        run();
        return false;
      } catch (LedgerIoException e) {
        return true;
      } finally {
        disk.failNoMore();
      }
    }

    void complete() {
      LedgerVerification end = run();
      assertThat(end.charged(Ledgers.TRAINING)).isEqualTo(PLANNED);
      assertThat(end.charged(LEARNING)).isEqualTo(1);
      assertThat(end.status()).contains(RunStatus.COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverUnderchargesAfterACrashAtAnyCall(SimulatedDisk.Unsynced what) {
    for (int seed = 0; seed < (what == SimulatedDisk.Unsynced.MIXED ? 12 : 1); seed++) {
      int calls = 0;
      for (boolean died = true; died; calls++) {
        Training training = new Training();
        died = training.dies(calls);
        training.disk.reboot(what, new Random(seed * 1000L + calls));
        training.complete();
      }
      assertThat(calls).isGreaterThan(40);
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverUnderchargesAfterACrashAtAnyCallOfTheRecovery(SimulatedDisk.Unsynced what) {
    int tried = 0;
    for (int first = 0; first < 60; first += 3) {
      boolean died = true;
      for (int second = 0; died && second < 30; second++, tried++) {
        Training training = new Training();
        training.dies(first);
        training.disk.reboot(what, new Random(first));
        died = training.dies(second);
        training.disk.reboot(what, new Random(second));
        training.complete();
      }
    }
    assertThat(tried).isGreaterThan(300);
  }

  @ParameterizedTest
  @EnumSource
  void neverUnderchargesAfterAnyCallFailed(SimulatedDisk.Unsynced what) {
    int calls = 0;
    for (boolean failed = true; failed; calls++) {
      for (boolean powerCut : List.of(false, true)) {
        Training training = new Training();
        failed = training.fails(calls);
        if (powerCut) {
          training.disk.reboot(what, new Random(calls));
        } else {
          // The next process sees what the memory holds; then the power goes, at any of its calls.
          training.dies(calls % 25);
          training.disk.reboot(what, new Random(calls));
        }
        training.complete();
      }
    }
    assertThat(calls).isGreaterThan(40);
  }
}
