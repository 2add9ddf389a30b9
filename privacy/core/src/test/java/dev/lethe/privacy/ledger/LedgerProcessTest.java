package dev.lethe.privacy.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on the real file system: killed, starved of space, and in each other's way. */
final class LedgerProcessTest {
  private static final int PLANNED = 60;

  @TempDir Path folder;

  @Test
  void neverUnderchargesAfterKill() throws IOException, InterruptedException {
    Random random = new Random(1);
    for (int round = 0; round < 6; round++) {
      Path root = Files.createDirectory(folder.resolve("root" + round));
      long released = killed(command(root), random);
      assertPaid(root, released);
      assertCompletes(root);
    }
  }

  @Test
  void aFullDiskReleasesNothingAndRecovers() throws IOException, InterruptedException {
    Path root = Files.createDirectory(folder.resolve("root"));
    List<String> limited =
        List.of("bash", "-c", "ulimit -f 6; trap '' XFSZ; exec \"$@\"", "limited");
    List<String> command = new ArrayList<>(limited);
    command.addAll(command(root));
    List<String> lines = lines(new ProcessBuilder(command).start());
    assertThat(lines.get(lines.size() - 1))
        .startsWith("LedgerIoException: could not write the ledger")
        .contains("File too large")
        .contains("start again with resume");
    long released = released(lines);
    assertThat(released).isPositive();
    assertPaid(root, released);
    assertCompletes(root);
  }

  @Test
  void aSecondProcessIsToldWhoIsWriting() throws IOException, InterruptedException {
    Path root = Files.createDirectory(folder.resolve("root"));
    try (PrivacyLedger ledger = Ledgers.granted(Ledgers.paths(root))) {
      // A second opening here must not drop the lock that other processes see.
      assertThatThrownBy(() -> PrivacyLedger.open(Ledgers.paths(root), Ledgers.PATIENTS))
          .isInstanceOf(LedgerBusyException.class)
          .hasMessageContaining("this process");
      List<String> lines = lines(new ProcessBuilder(command(root)).start());
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0)).startsWith("LedgerBusyException: another process is writing");
      assertThat(ledger.view().runs()).isEmpty();
    }
    assertCompletes(root);
  }

  private static List<String> command(Path root) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        LedgerWorkload.class.getName(),
        root.toString(),
        Integer.toString(PLANNED));
  }

  /** Kills the process a random moment after a random line; gives the steps it said it released. */
  private static long killed(List<String> command, Random random)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    int lines = random.nextInt(PLANNED / LedgerWorkload.WINDOW - 2);
    List<String> seen = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        seen.add(line);
        if (seen.size() == lines + 1) {
          TimeUnit.MICROSECONDS.sleep(random.nextInt(3000)); // a moment, not a wait for something
          process.toHandle().destroyForcibly(); // Process would also drop what we did not read yet
        }
      }
    }
    process.waitFor();
    return released(seen);
  }

  private static List<String> lines(Process process) throws IOException, InterruptedException {
    try (BufferedReader reader = process.inputReader(UTF_8)) {
      List<String> lines = reader.lines().toList();
      process.waitFor();
      return lines;
    }
  }

  private static long released(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("released "))
        .mapToLong(line -> Long.parseLong(line.substring("released ".length())))
        .max()
        .orElse(0);
  }

  private static void assertPaid(Path root, long released) {
    List<RunSummary> runs = PrivacyLedger.read(Ledgers.paths(root), "patients").runs();
    long charged = runs.stream().mapToLong(r -> r.charged(Ledgers.TRAINING)).sum();
    long learned = runs.stream().mapToLong(r -> r.charged(LedgerWorkload.LEARNING)).sum();
    assertThat(learned).isBetween(released > 0 ? 1L : 0L, 1L);
    assertThat(charged).isBetween(released, released + LedgerWorkload.WINDOW);
  }

  private static void assertCompletes(Path root) {
    try (PrivacyLedger ledger = Ledgers.granted(Ledgers.paths(root))) {
      if (completed(ledger.view())) {
        return; // the process was quicker than the kill
      }
      LedgerRun run =
          ledger.view().runs().isEmpty()
              ? ledger.begin(Ledgers.run(LedgerWorkload.RUN, 3))
              : ledger.resume(LedgerWorkload.RUN, Ledgers.PLAN);
      for (ChargedPart part : run.parts()) {
        if (run.chargesLeft(part.name()) > 0) {
          run.charge(part.name(), run.chargesLeft(part.name()));
        }
      }
      run.finish(RunStatus.COMPLETED);
      assertThat(completed(ledger.view())).isTrue();
      assertThat(LedgerChain.verify(run.range()).status()).contains(RunStatus.COMPLETED);
    }
  }

  private static boolean completed(LedgerView view) {
    return view.runs().stream().anyMatch(r -> r.status().equals(Optional.of(RunStatus.COMPLETED)));
  }
}
