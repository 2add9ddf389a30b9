package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole commands on a small table: what a user sees, what is left behind, and with which exit code.
 */
final class TrainingFlowTest {
  @TempDir Path folder;
  private Path home;
  private Path out;
  private TinyRun tiny;

  @BeforeEach
  void prepare() {
    home = folder.resolve("home");
    out = folder.resolve("out");
    tiny = TinyRun.in(folder);
  }

  @Test
  void trainsVerifiesPredictsAndEvaluates() throws IOException {
    JsonNode trained = train("--json").expect(ExitCode.DONE).json();
    assertThat(trained.get("epsilon").doubleValue()).isBetween(0.5, 2.0);
    assertThat(trained.get("stepsCharged").longValue()).isEqualTo(40);
    assertThat(trained.get("budgetSpent").doubleValue()).isBetween(0.5, 3.0);
    assertThat(trained.get("utility").get("auc").doubleValue()).isBetween(0.6, 1.0);
    assertThat(names(out))
        .contains("model", "report.dsse.json", "report.html", "metrics.jsonl")
        .doesNotContain("checkpoint.sealed");

    JsonNode verified =
        lethe(
                "verify",
                report(),
                "--model",
                out.resolve("model").toString(),
                "--data",
                folder.resolve("people.csv").toString(),
                "--json")
            .expect(ExitCode.DONE)
            .json();
    assertThat(verified.get("verified").booleanValue()).isTrue();
    assertThat(verified.toString()).contains("epsilon-recomputed").doesNotContain("\"failed\"");

    String people = folder.resolve("people.csv").toString();
    String model = out.resolve("model").toString();
    assertThat(lethe("predict", model, people).expect(ExitCode.DONE).out().lines())
        .hasSize(TinyRun.ROWS + 1)
        .startsWith("negative,positive");
    assertThat(
            lethe("evaluate", model, people, "--json")
                .expect(ExitCode.DONE)
                .json()
                .get("auc")
                .doubleValue())
        .isGreaterThan(0.6);

    JsonNode budget = lethe("budget", "show", "tiny-people", "--json").expect(ExitCode.DONE).json();
    assertThat(budget.get("epsilonSpent").doubleValue())
        .isEqualTo(trained.get("budgetSpent").doubleValue());
    assertThat(lethe("budget", "history", "tiny-people").expect(ExitCode.DONE).out())
        .contains("completed")
        .contains("40/    40");
    assertThat(Files.readString(out.resolve("report.html"))).contains("epsilon");
    for (String line : Files.readAllLines(out.resolve("metrics.jsonl"))) {
      assertThat(line)
          .startsWith("{")
          .endsWith("}")
          .doesNotContainIgnoringCase("loss")
          .doesNotContain("auc");
    }
  }

  @Test
  void refusesASecondRunBeyondTheGrantAndSaysWhatIsLeft() {
    train("--set", "budget.grant.epsilon=2.2").expect(ExitCode.DONE);
    LetheProcess.Outcome again =
        lethe("train", tiny.specFile(), "--out", folder.resolve("second").toString())
            .expect(ExitCode.REFUSED);
    assertThat(again.err()).contains("left");
  }

  @Test
  void refusesTheSamePeopleInAnotherFileToo() {
    train("--set", "budget.grant.epsilon=2.2").expect(ExitCode.DONE);
    List<String> lines = TinyRun.table(TinyRun.ROWS).lines().toList();
    StringBuilder reversed = new StringBuilder(lines.get(0) + "  \r\n");
    for (int i = lines.size() - 1; i > 0; i--) {
      reversed.append(lines.get(i)).append(" \r\n");
    }
    tiny.writeTable(reversed.toString());
    lethe("train", tiny.specFile(), "--out", folder.resolve("second").toString())
        .expect(ExitCode.REFUSED);
  }

  @Test
  void neverOverwritesAnOutputFolder() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("mine.txt"), "precious");
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("--resume");
    assertThat(names(out)).containsExactly("mine.txt");
    assertThat(home.resolve("ledger")).doesNotExist();
  }

  @Test
  void refusesAnOutputThatIsAFile() throws IOException {
    Files.writeString(out, "precious");
    train().expect(ExitCode.BAD_USAGE);
    assertThat(out).hasContent("precious");
  }

  @Test
  void saysWhenTheOutputCannotBeWritten() {
    LetheProcess.Outcome outcome =
        lethe("train", tiny.specFile(), "--out", "/proc/lethe-out").expect(ExitCode.OUTSIDE_FAILED);
    assertThat(outcome.err()).contains("/proc/lethe-out").contains("--out");
    assertThat(home.resolve("ledger")).doesNotExist();
  }

  /** A file size limit is what a full disk looks like to the process, and needs no mount. */
  @Test
  void keepsTheLedgerWholeWhenTheDiskIsFull() {
    LetheProcess.Outcome full =
        LetheProcess.in(home)
            .startedBy("bash", "-c", "trap '' XFSZ; ulimit -f 6; exec \"$@\"", "-")
            .run("train", tiny.specFile(), "--out", out.toString());
    assertThat(full.exitCode()).as(full.err()).isEqualTo(ExitCode.OUTSIDE_FAILED.code());
    assertThat(full.err()).doesNotContain("\tat dev.lethe");
    if (Files.exists(home.resolve("ledger").resolve("tiny-people"))) {
      lethe("budget", "show", "tiny-people").expect(ExitCode.DONE);
      train("--resume").expect(ExitCode.DONE);
    }
  }

  @Test
  void pointsAtTheRowThatIsRagged() {
    tiny.writeTable(TinyRun.table(50) + "p51,40,F\n");
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("people.csv").contains("52");
  }

  @Test
  void namesTheNearestColumnWhereOneIsMissing() {
    tiny.writeTable(TinyRun.table(50).replaceFirst("age", "Age"));
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("age").contains("Age");
  }

  @Test
  void refusesALabelWithOneClass() {
    tiny.writeTable(TinyRun.table(100).replace(",no\n", ",yes\n"));
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("ill");
    assertThat(home.resolve("ledger")).doesNotExist();
  }

  @Test
  void refusesAnUnknownCategoryOnlyIfAskedTo() {
    tiny.writeTable(TinyRun.table(300) + "x,30,X,no\n");
    tiny.writeSpec(
        TinyRun.spec().replace("vocabularies:", "unknownCategory: refuse\n    vocabularies:"));
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("302").contains("sex");
    tiny.writeSpec(TinyRun.spec());
    train().expect(ExitCode.BAD_USAGE);
    lethe("train", tiny.specFile(), "--out", folder.resolve("other").toString())
        .expect(ExitCode.DONE);
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    Files.delete(folder.resolve("people.csv"));
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("people.csv");
  }

  @Test
  void refusesACatalogueTableWithAnotherChecksum() throws IOException {
    Path mirror = Files.createDirectories(folder.resolve("mirror"));
    Files.writeString(mirror.resolve("default-of-credit-card-clients.csv"), "a,b\n1,2\n");
    tiny.writeSpec(
        TinyRun.spec()
            .replace("id: tiny-people\n  ", "")
            .replace("file:people.csv", "catalog:default-of-credit-card-clients"));
    LetheProcess.Outcome outcome =
        LetheProcess.in(home)
            .with("LETHE_DATA_MIRROR", mirror.toString())
            .run("train", tiny.specFile(), "--out", out.toString())
            .expect(ExitCode.BAD_USAGE);
    assertThat(outcome.err()).contains("111905d306998eb0");
  }

  @Test
  void refusesAChangedDigitInTheReport() throws IOException {
    train().expect(ExitCode.DONE);
    byte[] bytes = Files.readAllBytes(Path.of(report()));
    int at = new String(bytes, StandardCharsets.US_ASCII).indexOf("leafIndex") + 11;
    bytes[at] = (byte) (bytes[at] == '0' ? '1' : '0');
    Path changed = folder.resolve("changed.json");
    Files.write(changed, bytes);
    lethe("verify", changed.toString()).expect(ExitCode.NOT_VERIFIED);
    Files.writeString(changed, "{\"payload\":");
    lethe("verify", changed.toString()).expect(ExitCode.NOT_VERIFIED);
  }

  @Test
  void refusesAReportOfAKeyThatIsNotTrusted() {
    train().expect(ExitCode.DONE);
    LetheProcess.Outcome outcome =
        LetheProcess.in(folder.resolve("elsewhere"))
            .run("verify", report())
            .expect(ExitCode.NOT_VERIFIED);
    assertThat(outcome.out()).contains("trust");
    LetheProcess.in(folder.resolve("elsewhere"))
        .run("verify", report(), "--trust", home.resolve("keys").resolve("operator.pub").toString())
        .expect(ExitCode.DONE);
  }

  @Test
  void refusesAChangedLedger() throws IOException {
    train().expect(ExitCode.DONE);
    Path ledger = onlyFile(home.resolve("ledger").resolve("tiny-people"), ".jsonl");
    String text = Files.readString(ledger);
    Files.writeString(ledger, text.replaceFirst("\"epsilon\":3", "\"epsilon\":9"));
    lethe("budget", "show", "tiny-people").expect(ExitCode.NOT_VERIFIED);
    lethe("train", tiny.specFile(), "--out", folder.resolve("second").toString())
        .expect(ExitCode.NOT_VERIFIED);
  }

  @Test
  void refusesALedgerRestoredFromAnOldCopy() throws IOException {
    train("--set", "privacy.epsilon=1.0").expect(ExitCode.DONE);
    Path ledger = onlyFile(home.resolve("ledger").resolve("tiny-people"), ".jsonl");
    byte[] old = Files.readAllBytes(ledger);
    lethe(
            "train",
            tiny.specFile(),
            "--set",
            "privacy.epsilon=0.5",
            "--out",
            folder.resolve("second").toString())
        .expect(ExitCode.DONE);
    Files.write(ledger, old);
    lethe(
            "train",
            tiny.specFile(),
            "--set",
            "privacy.epsilon=0.5",
            "--out",
            folder.resolve("third").toString())
        .expect(ExitCode.NOT_VERIFIED);
  }

  @Test
  void refusesAChangedLog() throws IOException {
    train("--set", "privacy.epsilon=1.0").expect(ExitCode.DONE);
    Path entries = home.resolve("log").resolve("entries");
    try (RandomAccessFile file = new RandomAccessFile(entries.toFile(), "rw")) {
      file.seek(file.length() - 1);
      int last = file.read();
      file.seek(file.length() - 1);
      file.write(last ^ 1);
    }
    lethe(
            "train",
            tiny.specFile(),
            "--set",
            "privacy.epsilon=0.5",
            "--out",
            folder.resolve("second").toString())
        .expect(ExitCode.NOT_VERIFIED);
  }

  @Test
  void stopsPolitelyAndResumes() throws IOException, InterruptedException {
    tiny.writeSpec(TinyRun.spec().replace("steps: 40", "steps: 20000"));
    Path err = folder.resolve("err.txt");
    Process process =
        LetheProcess.in(home)
            .start(
                folder.resolve("out.txt"), err, "train", tiny.specFile(), "--out", out.toString());
    Path metrics = out.resolve("metrics.jsonl");
    while (process.isAlive() && (!Files.exists(metrics) || Files.size(metrics) < 400)) {
      Thread.onSpinWait();
    }
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(130);
    assertThat(Files.readString(out.resolve("model").resolve("manifest.json"))).contains("partial");
    assertThat(lethe("budget", "history", "tiny-people").expect(ExitCode.DONE).out())
        .contains("interrupted");
    tiny.writeTable(TinyRun.table(TinyRun.ROWS - 1));
    assertThat(train("--resume").expect(ExitCode.BAD_USAGE).err()).contains("began with");
    tiny.writeTable(TinyRun.table(TinyRun.ROWS));
    JsonNode resumed = train("--resume", "--json").expect(ExitCode.DONE).json();
    assertThat(resumed.get("stepsCharged").longValue()).isLessThanOrEqualTo(20000);
    assertThat(Files.readString(out.resolve("model").resolve("manifest.json")))
        .contains("complete");
    lethe("verify", report(), "--model", out.resolve("model").toString()).expect(ExitCode.DONE);
  }

  @Test
  void resumesOnlyTheSameSpec() {
    train().expect(ExitCode.DONE);
    assertThat(train("--resume").expect(ExitCode.BAD_USAGE).err()).contains("complete");
    lethe("train", tiny.specFile(), "--out", folder.resolve("none").toString(), "--resume")
        .expect(ExitCode.BAD_USAGE);
  }

  private LetheProcess.Outcome train(String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "train";
    args[1] = tiny.specFile();
    args[2] = "--out";
    args[3] = out.toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return lethe(args);
  }

  private LetheProcess.Outcome lethe(String... args) {
    return LetheProcess.in(home).run(args);
  }

  private String report() {
    return out.resolve("report.dsse.json").toString();
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(p -> String.valueOf(p.getFileName())).sorted().toList();
    }
  }

  private static Path onlyFile(Path dir, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      List<Path> found = files.filter(p -> p.toString().endsWith(suffix)).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
