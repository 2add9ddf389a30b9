package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator whose whole state was copied goes on in both copies and shows each to somebody else.
 * Two auditors and a witness find out with files alone.
 */
final class ShownHistoriesFlowTest {
  @TempDir Path folder;

  private LetheProcess.Outcome lethe(String home, String... args) {
    return LetheProcess.in(folder.resolve(home)).run(args);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String train(String home, String out) {
    lethe(home, "train", file("spec.yaml"), "--out", file(out)).expect(ExitCode.DONE);
    return folder.resolve(out).resolve("report.dsse.json").toString();
  }

  /** An auditor has no state of their own, only the operator's public key. */
  private LetheProcess.Outcome auditor(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--trust", file("operator.pub")));
    return lethe("auditors-home", all.toArray(String[]::new));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path path : files.toList()) {
        Files.copy(
            path,
            to.resolve(from.relativize(path)),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static String status(JsonNode result, String check) {
    for (JsonNode one : result.get("checks")) {
      if (one.get("name").asText().equals(check)) {
        return one.get("status").asText();
      }
    }
    throw new AssertionError("no check " + check + " in " + result);
  }

  @Test
  void twoAuditorsAndAWitnessFindTheFork() throws IOException {
    TinyRun.in(folder)
        .writeSpec(
            TinyRun.spec()
                .replace("epsilon: 2.0", "epsilon: 1.0")
                .replace("grant: { epsilon: 3", "grant: { epsilon: 8"));
    String first = train("home", "first");
    Files.copy(folder.resolve("home/keys/operator.pub"), folder.resolve("operator.pub"));
    lethe("home", "log", "checkpoint", "--out", file("kept")).expect(ExitCode.DONE);

    // The witness follows the log from its first entry on.
    String origin = Files.readAllLines(folder.resolve("kept")).get(0);
    lethe("any", "witness", "init", file("witness"), "--name", "auditor.example")
        .expect(ExitCode.DONE);
    lethe(
            "any",
            "witness",
            "follow",
            file("witness"),
            "--log-key",
            file("operator.pub"),
            "--origin",
            origin)
        .expect(ExitCode.DONE);
    lethe("home", "log", "consistency", "0", "--out", file("request1")).expect(ExitCode.DONE);
    lethe("any", "witness", "cosign", file("witness"), file("request1"), "--out", file("cosigned1"))
        .expect(ExitCode.DONE);
    String witness = folder.resolve("witness").resolve("auditor.example.pub").toString();
    lethe("home", "log", "add-cosignature", file("cosigned1"), "--witness", witness)
        .expect(ExitCode.DONE);

    copy(folder.resolve("home"), folder.resolve("copy"));
    String shownToOne = train("home", "second");
    String shownToOther = train("copy", "second-again");

    // Each of the two reports verifies, alone and with what was kept before the fork.
    lethe("home", "log", "consistency", file("kept"), "--out", file("proof")).expect(ExitCode.DONE);
    JsonNode verified =
        auditor(
                "verify",
                shownToOne,
                "--checkpoint",
                file("kept"),
                "--proof",
                file("proof"),
                "--witness",
                witness,
                "--json")
            .expect(ExitCode.DONE)
            .json();
    assertThat(status(verified, "log-consistency")).isEqualTo("passed");
    assertThat(status(verified, "log-witness")).isEqualTo("passed");
    assertThat(
            status(
                auditor("verify", shownToOne, "--checkpoint", file("kept"), "--json")
                    .expect(ExitCode.DONE)
                    .json(),
                "log-consistency"))
        .isEqualTo("notChecked");
    assertThat(lethe("home", "report", "export", shownToOne).expect(ExitCode.DONE).out())
        .contains("auditor.example")
        .contains("not covered until they cosign again");
    assertThat(auditor("log", "compare", file("kept"), shownToOne).exitCode())
        .isEqualTo(ExitCode.BAD_USAGE.code());
    auditor("log", "compare", file("kept"), shownToOne, "--proof", file("proof"))
        .expect(ExitCode.DONE);
    assertThat(
            status(
                auditor("log", "compare", first, shownToOne, "--proof", file("proof"), "--json")
                    .expect(ExitCode.DONE)
                    .json(),
                "ledger"))
        .isEqualTo("passed");

    // Side by side they contradict each other.
    JsonNode compared =
        auditor("log", "compare", shownToOne, shownToOther, "--json")
            .expect(ExitCode.NOT_VERIFIED)
            .json();
    assertThat(compared.get("outcome").asText()).isEqualTo("contradicted");
    assertThat(status(compared, "log")).isEqualTo("failed");
    assertThat(status(compared, "log-entry")).isEqualTo("failed");
    assertThat(status(compared, "ledger")).isEqualTo("failed");
    auditor("verify", shownToOne, "--checkpoint", shownToOther).expect(ExitCode.NOT_VERIFIED);
    lethe("copy", "log", "consistency", shownToOne).expect(ExitCode.NOT_VERIFIED);

    // The witness goes on with the history it saw first, and with no other.
    lethe("home", "log", "consistency", "1", "--out", file("request2")).expect(ExitCode.DONE);
    lethe("any", "witness", "cosign", file("witness"), file("request2"), "--out", file("cosigned2"))
        .expect(ExitCode.DONE);
    lethe("copy", "log", "consistency", "1", "--out", file("request3")).expect(ExitCode.DONE);
    assertThat(
            lethe("any", "witness", "cosign", file("witness"), file("request3"))
                .expect(ExitCode.NOT_VERIFIED)
                .err())
        .contains("forked");
    assertThat(
            lethe("any", "witness", "show", file("witness"), "--json")
                .expect(ExitCode.DONE)
                .json()
                .get("logs")
                .get(0)
                .get("size")
                .longValue())
        .isEqualTo(2);
    lethe("copy", "log", "add-cosignature", file("cosigned2"), "--witness", witness)
        .expect(ExitCode.NOT_VERIFIED);
    assertThat(
            status(
                auditor(
                        "verify",
                        shownToOther,
                        "--checkpoint",
                        file("cosigned2"),
                        "--witness",
                        witness,
                        "--json")
                    .expect(ExitCode.NOT_VERIFIED)
                    .json(),
                "log-consistency"))
        .isEqualTo("failed");
  }

  @Test
  void saysWhatIsWrongWithEachArgument() throws IOException {
    lethe("home", "log", "checkpoint").expect(ExitCode.BAD_USAGE);
    lethe("home", "log", "consistency", file("none")).expect(ExitCode.BAD_USAGE);
    lethe("home", "log", "compare", file("none"), file("none")).expect(ExitCode.BAD_USAGE);
    lethe("home", "witness", "show", file("none")).expect(ExitCode.BAD_USAGE);
    Files.writeString(folder.resolve("text"), "not a checkpoint");
    lethe("home", "log", "compare", file("text"), file("text")).expect(ExitCode.NOT_VERIFIED);
    lethe("home", "witness", "init", file("w"), "--name", "a b").expect(ExitCode.BAD_USAGE);
    lethe("home", "witness", "init", file("w"), "--name", "w").expect(ExitCode.DONE);
    lethe("home", "witness", "init", file("w"), "--name", "v").expect(ExitCode.BAD_USAGE);
    lethe("home", "witness", "cosign", file("w"), file("text")).expect(ExitCode.NOT_VERIFIED);
    lethe("home", "verify", file("text"), "--witness", file("none")).expect(ExitCode.BAD_USAGE);
  }
}
