package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After its last day a grant pays for nothing, whatever the clock says later. */
final class GrantExpiryTest {
  private static final Path ROOT = Path.of("/simulated");
  private static final LocalDate LAST = LocalDate.of(2027, 1, 31);
  private static final GrantDetails UNTIL =
      new GrantDetails(Optional.of("Dr. Meyer"), Optional.of("readmission"), Optional.of(LAST));

  private final SimulatedDisk disk = new SimulatedDisk(ROOT);
  private final HandSetClock clock = new HandSetClock();

  /** A clock that stands where it is put. */
  private static final class HandSetClock extends Clock {
    private Instant now = Instant.parse("2027-01-01T12:00:00Z");

    void set(String time) {
      now = Instant.parse(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private LedgerStore.Setting setting() {
    return new LedgerStore.Setting(disk, Ledgers.paths(ROOT), clock);
  }

  private PrivacyLedger open() {
    return PrivacyLedger.open(setting(), Ledgers.PATIENTS);
  }

  private PrivacyLedger granted() {
    PrivacyLedger ledger = open();
    ledger.grant(Ledgers.GRANT, UNTIL);
    return ledger;
  }

  @Test
  void paysUntilTheLastMomentOfTheLastDay() {
    try (PrivacyLedger ledger = granted()) {
      clock.set("2027-01-31T23:59:59.999Z");
      LedgerRun run = ledger.begin(Ledgers.run("one", 10));
      run.charge(Ledgers.TRAINING, 4);
      clock.set("2027-02-01T00:00:00Z");
      assertThatThrownBy(() -> run.charge(Ledgers.TRAINING, 1))
          .isInstanceOf(BudgetExpiredException.class)
          .hasMessageContaining("2027-01-31")
          .hasMessageContaining("2027-02-01T00:00:00Z");
      run.finish(RunStatus.INTERRUPTED); // what was paid may still be closed
      assertThatThrownBy(() -> ledger.resume("one", Ledgers.PLAN))
          .isInstanceOf(BudgetExpiredException.class);
      long records = ledger.view().records();
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("two", 1)))
          .isInstanceOf(BudgetExpiredException.class);
      assertThat(ledger.view().records()).isEqualTo(records);
      assertThat(LedgerChain.verify(run.range()).charged(Ledgers.TRAINING)).isEqualTo(4);
    }
    LedgerView view = LedgerReader.read(setting(), "patients");
    assertThat(view.grant().orElseThrow().details()).isEqualTo(UNTIL);
    assertThat(view.epsilonSpent()).isPositive();
  }

  @Test
  void aClockPutBackRevivesNothing() {
    try (PrivacyLedger ledger = granted()) {
      LedgerRun run = ledger.begin(Ledgers.run("one", 10));
      run.charge(Ledgers.TRAINING, 4);
      clock.set("2027-02-03T08:00:00Z");
      run.finish(RunStatus.INTERRUPTED);
    }
    clock.set("2027-01-05T00:00:00Z");
    try (PrivacyLedger ledger = open()) {
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("two", 1)))
          .isInstanceOf(BudgetExpiredException.class)
          .hasMessageContaining("2027-02-03");
      assertThatThrownBy(() -> ledger.resume("one", Ledgers.PLAN))
          .isInstanceOf(BudgetExpiredException.class);
    }
  }

  @Test
  void anOpenRunIsNotAbandonedForARunThatExpiryRefuses() {
    try (PrivacyLedger ledger = granted()) {
      ledger.begin(Ledgers.run("one", 10)).charge(Ledgers.TRAINING, 1);
      clock.set("2027-02-01T00:00:00Z");
      assertThatThrownBy(() -> ledger.begin(Ledgers.run("two", 1)))
          .isInstanceOf(BudgetExpiredException.class);
      assertThat(ledger.view().runs()).hasSize(1);
      assertThat(ledger.view().runs().get(0).status()).isEmpty();
    }
  }

  @Test
  void grantsNothingThatIsOverAlready() {
    clock.set("2027-02-01T00:00:00Z");
    try (PrivacyLedger ledger = open()) {
      assertThatThrownBy(() -> ledger.grant(Ledgers.GRANT, UNTIL))
          .isInstanceOf(BudgetExpiredException.class);
      assertThat(ledger.grant()).isEmpty();
    }
  }

  @Test
  void aChargeWrittenAfterExpiryBreaksTheChain() {
    LedgerRange range;
    try (PrivacyLedger ledger = granted()) {
      LedgerRun run = ledger.begin(Ledgers.run("one", 10));
      run.charge(Ledgers.TRAINING, 4);
      range = run.range();
    }
    LedgerChain.verify(range);
    List<String> late = LedgerLines.redated(range.lines(), 3, "2027-02-01T00:00:00Z");
    assertThatThrownBy(() -> LedgerChain.verify(late))
        .isInstanceOf(LedgerTamperedException.class)
        .hasMessageContaining("expired");
    LedgerChain.verify(LedgerLines.redated(range.lines(), 3, "2027-01-31T00:00:00Z"));
  }

  @Test
  void anEarlierRecordAfterALateOneBreaksTheChainToo() {
    LedgerRange range;
    try (PrivacyLedger ledger = granted()) {
      LedgerRun run = ledger.begin(Ledgers.run("one", 10));
      run.charge(Ledgers.TRAINING, 4);
      run.finish(RunStatus.INTERRUPTED);
      range = ledger.resume("one", Ledgers.PLAN).range();
    }
    List<String> late = LedgerLines.redated(range.lines(), 4, "2027-02-01T00:00:00Z");
    assertThatThrownBy(() -> LedgerChain.verify(late))
        .isInstanceOf(LedgerTamperedException.class)
        .hasMessageContaining("line 6")
        .hasMessageContaining("expired");
  }

  @Test
  void readsGrantsWithoutDetails() {
    try (PrivacyLedger ledger = open()) {
      ledger.grant(Ledgers.GRANT);
      LedgerRun run = ledger.begin(Ledgers.run("one", 10));
      assertThat(run.range().lines().get(1))
          .doesNotContain("owner")
          .doesNotContain("purpose")
          .doesNotContain("expires");
      clock.set("9999-12-31T00:00:00Z");
      run.charge(Ledgers.TRAINING, 1);
      assertThat(LedgerChain.verify(run.range()).grant().details()).isEqualTo(GrantDetails.none());
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheExpiryThroughACrashAtAnyCall(SimulatedDisk.Unsynced what) {
    int calls = 0;
    for (boolean died = true; died; calls++) {
      SimulatedDisk fresh = new SimulatedDisk(ROOT);
      LedgerStore.Setting there = new LedgerStore.Setting(fresh, Ledgers.paths(ROOT), clock);
      clock.set("2027-01-01T12:00:00Z");
      fresh.crashAfter(calls);
      died = false;
      try (PrivacyLedger ledger = PrivacyLedger.open(there, Ledgers.PATIENTS)) {
        ledger.grant(Ledgers.GRANT, UNTIL);
        ledger.begin(Ledgers.run("one", 10)).charge(Ledgers.TRAINING, 1);
      } catch (SimulatedDisk.Crash e) {
        died = true;
      }
      fresh.reboot(what, new Random(calls));
      clock.set("2027-02-01T00:00:00Z");
      try (PrivacyLedger ledger = PrivacyLedger.open(there, Ledgers.PATIENTS)) {
        assertThatThrownBy(() -> ledger.begin(Ledgers.run("two", 1)))
            .isInstanceOfAny(BudgetExpiredException.class, BudgetNotGrantedException.class);
        if (ledger.grant().isPresent()) {
          assertThat(ledger.grant().get().details()).isEqualTo(UNTIL);
        }
      }
    }
    assertThat(calls).isGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\ud800"})
  void refusesOwnersThatCannotBePrinted(String text) {
    assertThatThrownBy(
            () -> new GrantDetails(Optional.of(text), Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-1-31", "2027-02-30", "+10000-01-01", "0000-01-01", "soon"})
  void refusesALineWithADayThatIsNone(String day) {
    LedgerRange range;
    try (PrivacyLedger ledger = granted()) {
      range = ledger.begin(Ledgers.run("one", 10)).range();
    }
    List<String> lines = LedgerLines.rehashed(range.lines(), 1, "2027-01-31", day);
    assertThatThrownBy(() -> LedgerChain.verify(lines))
        .isInstanceOf(LedgerTamperedException.class)
        .hasMessageContaining("line 2");
  }
}
