package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger of ten thousand records verifies, each window priced by the same cached step. */
final class LongLedgerTest {
  private static final int RECORDS = 10_000;
  private static final Path ROOT = Path.of("/simulated");

  @Test
  void verifiesTenThousandRecords() {
    SimulatedDisk disk = new SimulatedDisk(ROOT);
    LedgerStore.Setting setting =
        new LedgerStore.Setting(disk, Ledgers.paths(ROOT), Clock.systemUTC());
    LedgerRange range;
    try (PrivacyLedger ledger = PrivacyLedger.open(setting, Ledgers.PATIENTS)) {
      ledger.grant(Ledgers.GRANT);
      LedgerRun run =
          ledger.begin(Ledgers.run("long", new dev.lethe.privacy.event.Gaussian(1e4), RECORDS, 0));
      range = run.range();
    }
    List<String> lines = new ArrayList<>(range.lines());
    ChainState state = new ChainState(new PartPricing());
    lines.forEach(line -> state.accept(line.getBytes(StandardCharsets.UTF_8)));
    while (lines.size() < RECORDS) {
      LedgerRecord.Body body =
          new LedgerRecord.Charge(
              "long",
              Ledgers.TRAINING,
              1,
              state.latestRun().orElseThrow().charged(Ledgers.TRAINING) + 1);
      byte[] line =
          LedgerCodec.encode(
              new LedgerRecord(
                  LedgerRecord.VERSION,
                  state.nextIndex(),
                  state.headHash(),
                  java.time.Instant.EPOCH,
                  body,
                  state.spendAfter(body)));
      state.accept(line);
      lines.add(LedgerCodec.text(line));
    }
    assertThat(LedgerChain.verify(lines).charged(Ledgers.TRAINING)).isEqualTo(RECORDS - 3);
  }
}
