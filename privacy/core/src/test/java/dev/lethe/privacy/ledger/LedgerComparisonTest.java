package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test is one history that two auditors were shown parts of. */
final class LedgerComparisonTest {
  @TempDir Path root;
  private LedgerPaths paths = new LedgerPaths(Path.of("a"), Path.of("b"));

  @BeforeEach
  void choosePaths() {
    paths = Ledgers.paths(root);
  }

  private LedgerRange run(String id, long steps) {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(Ledgers.run(id, 40));
      run.charge(Ledgers.TRAINING, steps);
      run.finish(RunStatus.COMPLETED);
      return run.range();
    }
  }

  private byte[][] copy() throws IOException {
    return new byte[][] {
      Files.readAllBytes(paths.ledgerFile("patients")),
      Files.readAllBytes(paths.witnessFile("patients"))
    };
  }

  private void putBack(byte[][] copy) throws IOException {
    Files.write(paths.ledgerFile("patients"), copy[0]);
    Files.write(paths.witnessFile("patients"), copy[1]);
  }

  private static void assertBothWays(
      LedgerRange one, LedgerRange other, LedgerComparison.Outcome outcome, long index) {
    for (LedgerComparison found :
        new LedgerComparison[] {LedgerComparison.of(one, other), LedgerComparison.of(other, one)}) {
      assertThat(found.outcome()).as(found.reason()).isEqualTo(outcome);
      assertThat(found.index()).isEqualTo(index);
    }
  }

  @Test
  void oneRunAfterTheOther() {
    LedgerRange first = run("one", 16);
    LedgerRange second = run("two", 16);
    assertBothWays(first, second, LedgerComparison.Outcome.CONTINUES, 4);
    assertBothWays(first, first, LedgerComparison.Outcome.CONTINUES, 4);
  }

  @Test
  void aRunThatNeitherShowsInBetween() {
    LedgerRange first = run("one", 16);
    run("between", 4);
    assertBothWays(first, run("three", 16), LedgerComparison.Outcome.NOT_LINKED, 1);
  }

  @Test
  void ledgerAndWitnessRolledBackAndWrittenOn() throws IOException {
    run("zero", 4);
    byte[][] copy = copy();
    LedgerRange shown = run("one", 16);
    putBack(copy);
    assertBothWays(shown, run("two", 16), LedgerComparison.Outcome.FORKED, 5);
  }

  @Test
  void rolledBackAndGrownPastTheOtherHead() throws IOException {
    run("zero", 4);
    byte[][] copy = copy();
    LedgerRange shown = run("one", 32);
    putBack(copy);
    run("hidden", 1);
    LedgerRange later = run("two", 1);
    assertThat(LedgerChain.verify(later).firstIndex())
        .isGreaterThan(LedgerChain.verify(shown).headIndex());
    LedgerComparison found = LedgerComparison.of(shown, later);
    assertThat(found.outcome()).isEqualTo(LedgerComparison.Outcome.FORKED);
  }

  @Test
  void deletedAndOpenedAgain() throws IOException {
    LedgerRange shown = run("one", 16);
    Files.delete(paths.ledgerFile("patients"));
    Files.delete(paths.witnessFile("patients"));
    assertBothWays(shown, run("one", 16), LedgerComparison.Outcome.FORKED, 0);
  }
}
