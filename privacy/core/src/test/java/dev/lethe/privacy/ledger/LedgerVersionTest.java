package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that the code before parts wrote is read as it was meant, and goes on. */
final class LedgerVersionTest {
  @TempDir Path root;
  private LedgerPaths paths = new LedgerPaths(Path.of("a"), Path.of("b"));

  @BeforeEach
  void layOutAnOldLedger() throws IOException {
    paths = Ledgers.paths(root);
    copy("ledger.jsonl", paths.ledgerFile("patients"));
    copy("witness.jsonl", paths.witnessFile("patients"));
  }

  private static void copy(String name, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    try (InputStream in =
        Objects.requireNonNull(LedgerVersionTest.class.getResourceAsStream("version-1/" + name))) {
      Files.copy(in, to);
    }
  }

  @Test
  void itsStepsAreThePartTraining() {
    LedgerView view = PrivacyLedger.read(paths, "patients");

    assertThat(view.records()).isEqualTo(10);
    assertThat(view.epsilonSpent()).isEqualTo(1.794886292770258);
    assertThat(view.runs()).extracting(RunSummary::runId).containsExactly("first", "second");
    assertThat(view.runs().get(0).parts())
        .containsExactly(new ChargedPart(new RunPart("training", Ledgers.STEP, 50), 50));
    assertThat(view.runs().get(1).charged("training")).isEqualTo(16);
  }

  @Test
  void itGoesOnInTheNewForm() throws IOException {
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, Ledgers.PATIENTS)) {
      LedgerRun run = ledger.resume("second", Ledgers.PLAN);
      assertThat(run.chargesLeft("training")).isEqualTo(24);
      run.charge("training", 24);
      run.finish(RunStatus.COMPLETED);
      LedgerVerification found = LedgerChain.verify(ledger.range("second"));
      assertThat(found.charged("training")).isEqualTo(40);
      assertThat(LedgerChain.verify(ledger.range("second", "first")).earlier()).hasSize(1);
    }
    List<String> lines = Files.readAllLines(paths.ledgerFile("patients"));
    assertThat(lines.subList(0, 10)).allMatch(line -> line.contains("\"v\":1"));
    assertThat(lines.subList(10, 13)).allMatch(line -> line.contains("\"v\":2"));
    assertThat(LedgerChain.verify(lines).complete()).isTrue();
  }

  @Test
  void aNewerFormIsNeverFollowedByAnOlderOne() throws IOException {
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, Ledgers.PATIENTS)) {
      ledger.resume("second", Ledgers.PLAN).charge("training", 1);
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(paths.ledgerFile("patients")));
    LedgerRecord last = LedgerCodec.decode(bytes(lines.remove(lines.size() - 1)));
    lines.add(
        LedgerCodec.text(
            LedgerCodec.encode(
                new LedgerRecord(
                    LedgerRecord.ONE_PART_VERSION,
                    last.index(),
                    last.prev(),
                    last.time(),
                    last.body(),
                    last.after()))));

    assertThatThrownBy(() -> LedgerChain.verify(lines))
        .isInstanceOf(LedgerTamperedException.class)
        .hasMessageContaining("an older version follows a newer one");
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anUnknownFormAsksForTheCodeThatWroteIt() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(paths.ledgerFile("patients")));
    lines.replaceAll(line -> line.replace("\"v\":1", "\"v\":3"));

    assertThatThrownBy(() -> LedgerChain.verify(lines))
        .isInstanceOf(LedgerTamperedException.class)
        .hasMessageContaining("unknown ledger version 3; a newer lethe wrote it");
  }
}
