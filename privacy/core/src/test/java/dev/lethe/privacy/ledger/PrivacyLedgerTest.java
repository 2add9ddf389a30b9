package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivacyLedgerTest {
  @TempDir Path root;
  private LedgerPaths paths = new LedgerPaths(Path.of("a"), Path.of("b"));

  @BeforeEach
  void choosePaths() {
    paths = Ledgers.paths(root);
  }

  @Test
  void remembersWhatWasCharged() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(Ledgers.run("one", 100));
      run.charge(Ledgers.TRAINING, 16);
      run.charge(Ledgers.TRAINING, 84);
      assertThat(run.chargesLeft(Ledgers.TRAINING)).isZero();
      assertThatThrownBy(() -> run.charge(Ledgers.TRAINING, 1))
          .isInstanceOf(IllegalArgumentException.class);
      run.finish(RunStatus.COMPLETED);
      assertThatThrownBy(() -> run.finish(RunStatus.FAILED))
          .isInstanceOf(IllegalStateException.class);
    }
    LedgerView view = PrivacyLedger.read(paths, "patients");
    assertThat(view.population()).isEqualTo(Ledgers.PATIENTS);
    assertThat(view.grant()).map(Grant::terms).contains(Ledgers.GRANT);
    assertThat(view.epsilonSpent()).isPositive().isEqualTo(view.runs().get(0).epsilonAfter());
    assertThat(view.epsilonLeft()).isPositive().isLessThan(4 - view.epsilonSpent() + 1e-12);
    RunSummary run = view.runs().get(0);
    assertThat(run.charged(Ledgers.TRAINING)).isEqualTo(100);
    assertThat(run.status()).contains(RunStatus.COMPLETED);
    assertThat(run.endedAt()).isPresent();
  }

  @Test
  void grantsOnce() {
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, Ledgers.PATIENTS)) {
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("one", 1)))
          .isInstanceOf(BudgetNotGrantedException.class)
          .hasMessageContaining("budget");
      ledger.grant(Ledgers.GRANT);
      assertThatThrownBy(() -> ledger.grant(new GrantTerms(100, 1e-5)))
          .isInstanceOf(BudgetAlreadyGrantedException.class)
          .hasMessageContaining("epsilon 4.0")
          .hasMessageContaining("granted once");
    }
  }

  @Test
  void belongsToOneUnitAndRelation() {
    Ledgers.granted(paths).close();
    for (Population other :
        new Population[] {
          new Population("patients", "row", NeighbouringRelation.ADD_OR_REMOVE_ONE),
          new Population("patients", "column:patient_nbr", NeighbouringRelation.ZERO_OUT)
        }) {
      assertThatThrownBy(() -> PrivacyLedger.open(paths, other))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("column:patient_nbr")
          .hasMessageContaining("another dataset id");
    }
    Ledgers.granted(paths).close(); // the refusals above did not keep the fence
  }

  @Test
  void refusesWhatItCannotPayBeforeItBegins() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      BudgetExceededException refusal =
          catchThrowableOfType(
              BudgetExceededException.class, () -> ledger.begin(Ledgers.run("big", 100_000)));
      assertThat(refusal)
          .hasMessageContaining("spent so far epsilon 0.0000 of 4.0000")
          .hasMessageContaining("left 4.0000");
      assertThat(refusal.asked()).isGreaterThan(4);
      assertThat(ledger.view().runs()).isEmpty();
      long most = most(refusal);
      assertThat(ledger.begin(Ledgers.run("fits", most)).chargesLeft(Ledgers.TRAINING))
          .isEqualTo(most);
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("over", most + 2)))
          .isInstanceOf(BudgetExceededException.class);
    }
  }

  private static long most(BudgetExceededException refusal) {
    String text = String.valueOf(refusal.getMessage());
    int at = text.indexOf("At most ") + 8;
    return Long.parseLong(text.substring(at, text.indexOf(' ', at)));
  }

  @Test
  void payedDownToTheLastStepAndNoFurther() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      long most =
          most(
              catchThrowableOfType(
                  BudgetExceededException.class, () -> ledger.begin(Ledgers.run("x", 1 << 20))));
      LedgerRun run = ledger.begin(Ledgers.run("all", most));
      while (run.chargesLeft(Ledgers.TRAINING) > 0) {
        run.charge(Ledgers.TRAINING, Math.min(50, run.chargesLeft(Ledgers.TRAINING)));
      }
      run.finish(RunStatus.COMPLETED);
      BudgetExceededException refusal =
          catchThrowableOfType(
              BudgetExceededException.class, () -> ledger.begin(Ledgers.run("more", 1)));
      assertThat(refusal.spent()).isLessThanOrEqualTo(4).isGreaterThan(3.9);
      assertThat(refusal).hasMessageContaining("At most 0 steps");
    }
  }

  @Test
  void refusesEventsWithoutAProof() {
    Population replaced = new Population("others", "row", NeighbouringRelation.REPLACE_ONE);
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, replaced)) {
      ledger.grant(Ledgers.GRANT);
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("one", 1)))
          .isInstanceOf(UnsupportedEventException.class);
      assertThat(ledger.view().runs()).isEmpty();
    }
  }

  @Test
  void reservesDeltaAtTheGrantsOwnEpsilon() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      RunTerms greedy = Ledgers.run("greedy", new Gaussian(100), 1, 1e-7);
      assertThatThrownBy(() -> ledger.begin(greedy))
          .isInstanceOf(BudgetExceededException.class)
          .hasMessageContaining("reserves delta");
      ledger.begin(Ledgers.run("modest", new Gaussian(100), 1, 1e-10));
      assertThat(ledger.view().deltaReserveSpent()).isGreaterThan(1e-10 * 27);
    }
  }

  @Test
  void resumesAfterACrashAndChargesRepeatedStepsAgain() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      ledger.begin(Ledgers.run("one", 50)).charge(Ledgers.TRAINING, 16);
    } // closed without an end, as a crash would
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      assertThatThrownBy(() -> ledger.resume("one", "cd".repeat(32)))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("another plan");
      assertThatThrownBy(() -> ledger.resume("two", Ledgers.PLAN))
          .isInstanceOf(LedgerMismatchException.class);
      double before = ledger.view().epsilonSpent();
      LedgerRun run = ledger.resume("one", Ledgers.PLAN);
      assertThat(run.chargesLeft(Ledgers.TRAINING)).isEqualTo(34);
      run.charge(Ledgers.TRAINING, 16);
      assertThat(ledger.view().epsilonSpent()).isGreaterThan(before);
      run.finish(RunStatus.INTERRUPTED);
      LedgerRun again = ledger.resume("one", Ledgers.PLAN);
      assertThat(again.charged(Ledgers.TRAINING)).isEqualTo(32);
      again.finish(RunStatus.COMPLETED);
      assertThat(LedgerChain.verify(again.range()).charged(Ledgers.TRAINING)).isEqualTo(32);
      assertThatThrownBy(() -> ledger.resume("one", Ledgers.PLAN))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("completed");
    }
  }

  @Test
  void abandonsACrashedRunWhenAnotherBegins() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun crashed = ledger.begin(Ledgers.run("one", 50));
      crashed.charge(Ledgers.TRAINING, 16);
      ledger.begin(Ledgers.run("two", 50)).charge(Ledgers.TRAINING, 1);
      assertThatThrownBy(() -> crashed.charge(Ledgers.TRAINING, 1))
          .isInstanceOf(IllegalStateException.class);
      assertThat(ledger.view().runs().get(0).status()).contains(RunStatus.ABANDONED);
      assertThatThrownBy(() -> ledger.resume("one", Ledgers.PLAN))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("abandoned");
      assertThat(LedgerChain.verify(ledger.range("one")).charged(Ledgers.TRAINING)).isEqualTo(16);
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("one", 5)))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("used before");
    }
  }

  @Test
  void doesNotMindAClockThatGoesBackAYear() {
    LedgerStore.Setting late = at("2026-06-01T00:00:00Z");
    LedgerStore.Setting early = at("2025-06-01T00:00:00Z");
    try (PrivacyLedger ledger = PrivacyLedger.open(late, Ledgers.PATIENTS)) {
      ledger.grant(Ledgers.GRANT);
      ledger.begin(Ledgers.run("one", 50)).charge(Ledgers.TRAINING, 16);
    }
    try (PrivacyLedger ledger = PrivacyLedger.open(early, Ledgers.PATIENTS)) {
      LedgerRun run = ledger.resume("one", Ledgers.PLAN);
      run.charge(Ledgers.TRAINING, 34);
      run.finish(RunStatus.COMPLETED);
      assertThat(LedgerChain.verify(run.range()).charged(Ledgers.TRAINING)).isEqualTo(50);
    }
  }

  @Test
  void saysTheDayButNotTheTimeOfARun() throws IOException {
    try (PrivacyLedger ledger =
        PrivacyLedger.open(at("2026-06-01T10:11:12.345Z"), Ledgers.PATIENTS)) {
      ledger.grant(Ledgers.GRANT);
      LedgerRun run = ledger.begin(Ledgers.run("one", 50));
      run.charge(Ledgers.TRAINING, 16);
      run.finish(RunStatus.INTERRUPTED);
      run = ledger.resume("one", Ledgers.PLAN);
      run.charge(Ledgers.TRAINING, 34);
      run.finish(RunStatus.COMPLETED);
    }
    Files.delete(paths.witnessFile("patients"));
    PrivacyLedger.renewWitness(at("2026-06-01T23:59:59.999Z"), "patients");
    String second = "2026-06-01T10:11:12Z";
    String day = "2026-06-01T00:00:00Z";
    assertThat(Files.readAllLines(paths.ledgerFile("patients")))
        .extracting(
            line -> line.replaceAll(".*\"time\":\"([^\"]*)\",\"type\":\"([^\"]*)\".*", "$2 $1"))
        .containsExactly(
            "open " + second,
            "grant " + second,
            "run-start " + day,
            "charge " + day,
            "run-end " + day,
            "run-resume " + day,
            "charge " + day,
            "run-end " + day,
            "witness-renewed " + day);
  }

  private LedgerStore.Setting at(String time) {
    return new LedgerStore.Setting(
        new FileDisk(), paths, Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  @Test
  void cutsATailThatWasNeverAcknowledged() throws IOException {
    Ledgers.granted(paths).close();
    String whole = Files.readString(paths.ledgerFile("patients"));
    for (String torn : new String[] {"{\"after\":{", "\0\0\0\0\n", "\0\0\"v\":1}\n"}) {
      Files.writeString(paths.ledgerFile("patients"), torn, StandardOpenOption.APPEND);
      assertThat(PrivacyLedger.read(paths, "patients").records()).isEqualTo(2);
      Ledgers.granted(paths).close();
      assertThat(Files.readString(paths.ledgerFile("patients"))).isEqualTo(whole);
    }
  }

  @Test
  void chargesOnAnInterruptedThread() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(Ledgers.run("one", 50));
      Thread.currentThread().interrupt();
      run.charge(Ledgers.TRAINING, 16);
      run.finish(RunStatus.INTERRUPTED);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(PrivacyLedger.read(paths, "patients").runs().get(0).charged(Ledgers.TRAINING))
        .isEqualTo(16);
  }

  @Test
  void noticesThatItsFilesWereExchangedMeanwhile() throws IOException {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(Ledgers.run("one", 50));
      Path copy = root.resolve("copy");
      Files.copy(paths.ledgerFile("patients"), copy);
      Files.delete(paths.ledgerFile("patients"));
      Files.move(copy, paths.ledgerFile("patients"));
      assertThatThrownBy(() -> run.charge(Ledgers.TRAINING, 1))
          .isInstanceOf(LedgerTamperedException.class)
          .hasMessageContaining("nothing was charged");
      assertThatThrownBy(() -> run.charge(Ledgers.TRAINING, 1))
          .isInstanceOf(LedgerIoException.class);
    }
  }

  @Test
  void findsNoLedgerWhereThereIsNone() {
    assertThatThrownBy(() -> PrivacyLedger.read(paths, "nobody"))
        .isInstanceOf(LedgerNotFoundException.class);
    assertThat(root).isEmptyDirectory();
    assertThatThrownBy(() -> PrivacyLedger.read(paths, "../patients"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhichFolderItCannotWrite() throws IOException {
    Files.writeString(root.resolve("ledger"), "a file in the way");
    assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
        .isInstanceOf(LedgerIoException.class)
        .hasMessageContaining(root.resolve("ledger").toString())
        .hasMessageContaining("Nothing was charged");
  }
}
