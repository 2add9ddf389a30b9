package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a budget refuses over many runs, and what it says of itself, as a user sees it. */
final class BudgetFlowTest {
  @TempDir Path folder;
  private Path home;
  private TinyRun tiny;

  @BeforeEach
  void prepare() {
    home = folder.resolve("home");
    tiny = TinyRun.in(folder);
  }

  private LetheProcess.Outcome lethe(String... args) {
    return LetheProcess.in(home).run(args);
  }

  private LetheProcess.Outcome train(String out, String... more) {
    List<String> args =
        new ArrayList<>(List.of("train", tiny.specFile(), "--out", folder.resolve(out).toString()));
    args.addAll(List.of(more));
    return lethe(args.toArray(String[]::new));
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The same people, as they come back from a spreadsheet, a database, an editor. */
  private static Map<String, String> spellings() {
    String table = TinyRun.table(TinyRun.ROWS);
    List<String> rows = new ArrayList<>(table.lines().skip(1).toList());
    Collections.shuffle(rows, new Random(4));
    String header = table.lines().findFirst().orElseThrow();
    Map<String, String> spellings = new LinkedHashMap<>();
    spellings.put("as it was, its output deleted", table);
    spellings.put("rows in another order", header + "\n" + String.join("\n", rows) + "\n");
    spellings.put(
        "trailing blanks and CRLF",
        table.lines().map(l -> l + "  \r\n").collect(Collectors.joining()));
    spellings.put(
        "all fields quoted, without a last line feed",
        table
            .lines()
            .map(l -> "\"" + l.replace(",", "\",\"") + "\"")
            .collect(Collectors.joining("\n")));
    spellings.put(
        "columns in another order",
        table
            .lines()
            .map(l -> l.split(","))
            .map(f -> f[3] + "," + f[2] + "," + f[0] + "," + f[1] + "\n")
            .collect(Collectors.joining()));
    spellings.put("a row more", table + "p9999,44,F,no\n");
    return spellings;
  }

  @Test
  void refusesASecondRunThatOverspendsHoweverTheFileWasSaved() throws IOException {
    train("first", "--set", "budget.grant.epsilon=2.2").expect(ExitCode.DONE);
    delete(folder.resolve("first"));
    JsonNode before = lethe("budget", "show", "tiny-people", "--json").json().get("ledger");
    for (Map.Entry<String, String> spelling : spellings().entrySet()) {
      tiny.writeTable(spelling.getValue());
      LetheProcess.Outcome again = train("first");
      assertThat(again.exitCode())
          .as(spelling.getKey() + again.err())
          .isEqualTo(ExitCode.REFUSED.code());
      assertThat(again.err()).contains("spent so far").contains("left");
      if (Files.exists(folder.resolve("first"))) {
        delete(folder.resolve("first"));
      }
    }
    assertThat(lethe("budget", "show", "tiny-people", "--json").json().get("ledger"))
        .isEqualTo(before);
  }

  @Test
  void aSpecsGrantSaysWhoAnswersForItUntilWhen() throws IOException {
    tiny.writeSpec(
        TinyRun.spec()
            .replace(
                "delta: 1e-4 } }",
                "delta: 1e-4, owner: \"Dr. Meyer\", purpose: triage study, expires: 9999-01-31 }"
                    + " }"));
    train("out").expect(ExitCode.DONE);
    String report = folder.resolve("out").resolve("report.dsse.json").toString();
    assertThat(lethe("report", "export", report, "--part", "ledger").expect(ExitCode.DONE).out())
        .contains("\"owner\":\"Dr. Meyer\"")
        .contains("\"purpose\":\"triage study\"")
        .contains("\"expires\":\"9999-01-31\"");
    assertThat(lethe("verify", report).expect(ExitCode.DONE).out())
        .contains("granted to Dr. Meyer for triage study")
        .contains("nothing drew from it after 9999-01-31");
    assertThat(lethe("budget", "show", "tiny-people").expect(ExitCode.DONE).out())
        .contains("Dr. Meyer")
        .contains("triage study")
        .contains("9999-01-31")
        .contains("Renyi filter")
        .contains("odometer");
    Path svg = folder.resolve("spend.svg");
    JsonNode history =
        lethe("budget", "history", "tiny-people", "--json", "--svg", svg.toString())
            .expect(ExitCode.DONE)
            .json();
    assertThat(history.get("history")).hasSize(1);
    assertThat(history.get("grant").get("owner").asText()).isEqualTo("Dr. Meyer");
    assertThat(history.get("grant").get("expired").booleanValue()).isFalse();
    assertThat(history.get("claims").get("epsilonSpent").get("kind").asText())
        .isEqualTo("fixed-plan-bound");
    assertThat(history.get("epsilonOdometer").doubleValue())
        .isGreaterThanOrEqualTo(history.get("epsilonSpent").doubleValue());
    assertThat(rootOf(svg)).isEqualTo("svg");
    lethe("budget", "history", "tiny-people", "--svg", svg.toString()).expect(ExitCode.BAD_USAGE);
  }

  private static String rootOf(Path svg) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(svg.toFile())
          .getDocumentElement()
          .getTagName();
    } catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException e) {
      throw new IOException(e);
    }
  }

  @Test
  void grantsNothingForADayThatIsOverOrIsNone() {
    String[] grant = {
      "budget",
      "grant",
      "tiny-people",
      "--epsilon",
      "3",
      "--delta",
      "1e-4",
      "--unit",
      "column:person",
      "--expires"
    };
    assertThat(lethe(with(grant, "2020-01-31")).expect(ExitCode.REFUSED).err())
        .contains("2020-01-31");
    lethe(with(grant, "2020-02-30")).expect(ExitCode.BAD_USAGE);
    lethe(with(grant, "soon")).expect(ExitCode.BAD_USAGE);
    lethe(with(grant, "9999-01-31", "--owner", " ")).expect(ExitCode.BAD_USAGE);
    assertThat(
            train("out", "--set", "budget.grant.expires=2020-01-31").expect(ExitCode.REFUSED).err())
        .contains("2020-01-31");
    lethe(with(grant, "9999-01-31")).expect(ExitCode.DONE);
  }

  @Test
  void anExpiredGrantPaysForNothingAndStaysReadable() throws IOException {
    lethe(
            "budget",
            "grant",
            "tiny-people",
            "--epsilon",
            "3",
            "--delta",
            "1e-4",
            "--unit",
            "column:person",
            "--owner",
            "Dr. Meyer",
            "--expires",
            "9999-01-31")
        .expect(ExitCode.DONE);
    letTheDayPass("9999-01-31", "2020-01-31");
    LetheProcess.Outcome refused = train("out").expect(ExitCode.REFUSED);
    assertThat(refused.err()).contains("expired").contains("2020-01-31");
    assertThat(lethe("budget", "show", "tiny-people").expect(ExitCode.DONE).out())
        .contains("EXPIRED")
        .contains("Dr. Meyer");
    assertThat(
            lethe("budget", "history", "tiny-people", "--json")
                .expect(ExitCode.DONE)
                .json()
                .get("grant")
                .get("expired")
                .booleanValue())
        .isTrue();
  }

  /** As if the grant had been made years ago: ledger and witness agree on the other day. */
  private void letTheDayPass(String day, String earlier) throws IOException {
    Path ledger = home.resolve("ledger").resolve("tiny-people").resolve("ledger.jsonl");
    Path witness = home.resolve("witness").resolve("tiny-people").resolve("witness.jsonl");
    List<String> lines = Files.readAllLines(ledger);
    String changed = lines.get(1).replace(day, earlier);
    String marks = Files.readString(witness);
    assertThat(marks).contains(sha256(lines.get(1)));
    Files.writeString(ledger, lines.get(0) + "\n" + changed + "\n");
    Files.writeString(witness, marks.replace(sha256(lines.get(1)), sha256(changed)));
  }

  private static String sha256(String line) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }
}
