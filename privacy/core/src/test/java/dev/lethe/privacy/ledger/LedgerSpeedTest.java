package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand records verify within a time that a start-up can bear. */
final class LedgerSpeedTest {
  private static final int RECORDS = 10_000;
  private static final Path ROOT = Path.of("/simulated");

  @Test
  void verifiesTenThousandRecordsInAboutASecond() {
    SimulatedDisk disk = new SimulatedDisk(ROOT);
    LedgerStore.Setting setting =
        new LedgerStore.Setting(disk, Ledgers.paths(ROOT), Clock.systemUTC());
    LedgerRange range;
    try (PrivacyLedger ledger = PrivacyLedger.open(setting, Ledgers.PATIENTS)) {
      ledger.grant(Ledgers.GRANT);
      LedgerRun run =
          ledger.begin(
              new RunTerms(
                  "long", Ledgers.PLAN, new dev.lethe.privacy.event.Gaussian(1e4), RECORDS, 0));
      range = run.range();
    }
    List<String> lines = new ArrayList<>(range.lines());
    ChainState state = new ChainState(new StepPricing());
    lines.forEach(line -> state.accept(line.getBytes(StandardCharsets.UTF_8)));
    while (lines.size() < RECORDS) {
      LedgerRecord.Body body =
          new LedgerRecord.Charge("long", 1, state.latestRun().orElseThrow().stepsCharged() + 1);
      byte[] line =
          LedgerCodec.encode(
              new LedgerRecord(
                  state.nextIndex(),
                  state.headHash(),
                  java.time.Instant.EPOCH,
                  body,
                  state.spendAfter(body)));
      state.accept(line);
      lines.add(LedgerCodec.text(line));
    }
    long cpu = cpuTime();
    assertThat(LedgerChain.verify(lines).stepsCharged()).isEqualTo(RECORDS - 3);
    Duration taken = Duration.ofNanos(cpuTime() - cpu);
    // 1 s is the aim on an idle machine; CPU time, so that a busy one does not fail the test.
    assertThat(taken).isLessThan(Duration.ofMillis(2500));
  }

  private static long cpuTime() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
