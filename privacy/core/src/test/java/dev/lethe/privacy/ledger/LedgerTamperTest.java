package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test is one way to lie about what was spent. */
final class LedgerTamperTest {
  @TempDir Path root;

  private LedgerPaths paths = new LedgerPaths(Path.of("a"), Path.of("b"));
  private List<String> lines = List.of();
  private LedgerRange range = new LedgerRange(List.of(), "");

  @BeforeEach
  void writeALedger() throws IOException {
    paths = Ledgers.paths(root);
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun first = ledger.begin(Ledgers.run("first", 40));
      first.charge(Ledgers.TRAINING, 16);
      first.finish(RunStatus.INTERRUPTED);
      LedgerRun second = ledger.begin(Ledgers.run("second", 40));
      second.charge(Ledgers.TRAINING, 16);
      second.charge(Ledgers.TRAINING, 16);
      second.finish(RunStatus.COMPLETED);
      range = second.range();
    }
    lines = Files.readAllLines(paths.ledgerFile("patients"));
    assertThat(lines).hasSize(9);
  }

  private void assertCaught(List<String> changed) throws IOException {
    Files.writeString(paths.ledgerFile("patients"), String.join("\n", changed) + "\n");
    assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
        .isInstanceOfAny(LedgerTamperedException.class, LedgerRolledBackException.class);
    assertThatThrownBy(() -> PrivacyLedger.read(paths, "patients"))
        .isInstanceOfAny(LedgerTamperedException.class, LedgerRolledBackException.class);
  }

  private void assertCaught(Consumer<List<String>> change) throws IOException {
    List<String> changed = new ArrayList<>(lines);
    change.accept(changed);
    assertCaught(changed);
  }

  @Test
  void anyDigitOfTheFileOrTheRange() throws IOException {
    int tried = 0;
    for (int line = 0; line < lines.size(); line++) {
      for (int at = 0; at < lines.get(line).length(); at++) {
        char c = lines.get(line).charAt(at);
        if (!Character.isLetterOrDigit(c)) {
          continue;
        }
        List<String> changed = new ArrayList<>(lines);
        changed.set(line, withOther(lines.get(line), at));
        if (tried++ % 40 == 0) {
          assertCaught(changed);
        }
        // Without the witness, by the chain and its head alone.
        assertThatThrownBy(() -> LedgerChain.verify(new LedgerRange(changed, headOf(lines))))
            .isInstanceOf(LedgerTamperedException.class);
      }
    }
    for (int line = 0; line < range.lines().size(); line++) {
      for (int at = 0; at < range.lines().get(line).length(); at += 3) {
        List<String> changed = new ArrayList<>(range.lines());
        changed.set(line, withOther(range.lines().get(line), at));
        assertThatThrownBy(() -> LedgerChain.verify(new LedgerRange(changed, range.headHash())))
            .isInstanceOf(LedgerTamperedException.class);
      }
    }
  }

  private static String withOther(String line, int at) {
    char c = line.charAt(at);
    return line.substring(0, at) + (c == '1' ? '2' : '1') + line.substring(at + 1);
  }

  private static String headOf(List<String> lines) {
    return LedgerCodec.hash(
        lines.get(lines.size() - 1).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aDroppedLine() throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      int drop = i;
      assertCaught((List<String> l) -> l.remove(drop));
    }
  }

  @Test
  void swappedLines() throws IOException {
    for (int i = 0; i + 1 < lines.size(); i++) {
      int at = i;
      assertCaught((List<String> l) -> l.add(at, l.remove(at + 1)));
    }
  }

  @Test
  void aDuplicatedLine() throws IOException {
    for (int i = 0; i < lines.size(); i++) {
      int at = i;
      assertCaught((List<String> l) -> l.add(at, l.get(at)));
    }
  }

  @Test
  void truncatedToAnyLength() throws IOException {
    String all = String.join("\n", lines) + "\n";
    for (int length = 0; length < all.length(); length += 37) {
      Files.writeString(paths.ledgerFile("patients"), all.substring(0, length));
      assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
          .isInstanceOf(LedgerRolledBackException.class)
          .hasMessageContaining("saw 9")
          .hasMessageContaining("checkpoints that others hold");
    }
  }

  @Test
  void deleted() throws IOException {
    Files.delete(paths.ledgerFile("patients"));
    assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
        .isInstanceOf(LedgerRolledBackException.class);
  }

  @Test
  void restoredFromAnOlderCopyThatWentOn() throws IOException {
    // The older copy is charged elsewhere, with a witness of its own, and comes back longer.
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    LedgerPaths other = Ledgers.paths(elsewhere);
    Files.createDirectories(other.ledgerFolder("patients"));
    Files.write(other.ledgerFile("patients"), lines.subList(0, 5));
    PrivacyLedger.renewWitness(other, "patients");
    try (PrivacyLedger ledger = Ledgers.granted(other)) {
      LedgerRun run = ledger.begin(Ledgers.run("third", 10));
      for (int i = 0; i < 10; i++) {
        run.charge(Ledgers.TRAINING, 1);
      }
    }
    assertThat(Files.readString(other.ledgerFile("patients"))).contains("witness-renewed");
    Files.write(paths.ledgerFile("patients"), Files.readAllBytes(other.ledgerFile("patients")));
    assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
        .isInstanceOf(LedgerRolledBackException.class)
        .hasMessageContaining("went another way");
  }

  @Test
  void anAppendedForgedLine() throws IOException {
    String forged =
        lines.get(8).replace("\"index\":8", "\"index\":9").replace("completed", "failed");
    assertCaught((List<String> l) -> l.add(forged));
  }

  @Test
  void aDuplicateKey() throws IOException {
    assertCaught(
        (List<String> l) -> l.set(3, l.get(3).replace("\"count\":16", "\"count\":1,\"count\":16")));
  }

  @Test
  void aKeyTooMany() throws IOException {
    assertCaught(
        (List<String> l) -> l.set(3, l.get(3).replace("{\"after\"", "{\"a\":1,\"after\"")));
  }

  @Test
  void theSameValueInAnotherForm() throws IOException {
    assertCaught((List<String> l) -> l.set(3, l.get(3).replace("\"count\":16", "\"count\":16.0")));
  }

  @Test
  void aLostWitness() throws IOException {
    Files.delete(paths.witnessFile("patients"));
    assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
        .isInstanceOf(LedgerRolledBackException.class)
        .hasMessageContaining("is gone")
        .hasMessageContaining("lethe budget renew-witness");
    PrivacyLedger.renewWitness(paths, "patients");
    assertThat(PrivacyLedger.read(paths, "patients").records()).isEqualTo(10);
    assertThatThrownBy(() -> PrivacyLedger.renewWitness(paths, "patients"))
        .isInstanceOf(LedgerMismatchException.class);
  }

  @Test
  void aDamagedWitness() throws IOException {
    Files.writeString(paths.witnessFile("patients"), "gibberish\n");
    assertThatThrownBy(() -> PrivacyLedger.open(paths, Ledgers.PATIENTS))
        .isInstanceOf(LedgerTamperedException.class)
        .hasMessageContaining("damaged");
  }

  /** A forger who recomputes every hash must still get every sum right. */
  @Test
  void forgedFieldsWithTheChainRecomputed() {
    assertForged(3, line -> line.replace("\"count\":16", "\"count\":17"));
    assertForged(3, line -> line.replace("\"charged\":16", "\"charged\":1"));
    assertForged(3, line -> line.replaceAll("\"(count|charged)\":16", "\"$1\":1"));
    assertForged(3, line -> line.replaceAll("\"rdp\":\\[[^,]*", "\"rdp\":[0"));
    assertForged(3, line -> line.replaceAll("\"epsilonSpent\":[^,]*", "\"epsilonSpent\":0.1"));
    assertForged(2, line -> line.replaceAll("\"rdp\":\\[[^,]*", "\"rdp\":[0"));
    assertForged(
        2, line -> line.replaceAll("\"noiseMultiplier\":[^,]*", "\"noiseMultiplier\":0.9"));
    assertForged(1, line -> line.replace("\"epsilon\":4", "\"epsilon\":40"));
    assertForged(1, line -> line.replaceAll("\"weights\":\\[[^,]*", "\"weights\":[0.9"));
    assertForged(3, line -> line.replace("\"first\"", "\"other\""));
    assertForged(2, line -> line.replace("poisson-sampled", "unknown-event"));
  }

  private void assertForged(int at, UnaryOperator<String> change) {
    List<String> forged = new ArrayList<>();
    String prev = LedgerRecord.NO_PREV;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceAll("\"prev\":\"[0-9a-f]*\"", "\"prev\":\"" + prev + "\"");
      if (i == at) {
        assertThat(change.apply(line)).isNotEqualTo(line);
        line = change.apply(line);
      }
      forged.add(line);
      prev = headOf(forged);
    }
    assertThatThrownBy(() -> LedgerChain.verify(forged))
        .isInstanceOf(LedgerTamperedException.class);
  }

  @Test
  void theUntouchedLedgerAndRangeVerify() {
    assertThat(LedgerChain.verify(lines).complete()).isTrue();
    LedgerVerification found = LedgerChain.verify(range);
    assertThat(found.complete()).isFalse();
    assertThat(found.terms().runId()).isEqualTo("second");
    assertThat(found.charged(Ledgers.TRAINING)).isEqualTo(32);
    assertThat(found.spending()).hasSize(2);
    assertThat(found.epsilonBefore()).isPositive().isLessThan(found.epsilonAfter());
    assertThat(found.headIndex()).isEqualTo(8);
  }
}
