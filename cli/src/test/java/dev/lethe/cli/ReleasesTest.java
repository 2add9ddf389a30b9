package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunTerms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop at each step between charge and keeping; nothing is ever drawn twice for one charge. */
final class ReleasesTest {
  private static final String PART = "learn-bounds";
  private static final String DIGEST = "a".repeat(64);

  @TempDir Path folder;
  private PrivacyLedger ledger;
  private LedgerRun run;
  private int draws;

  @BeforeEach
  void begin() {
    ledger = open();
    ledger.grant(new GrantTerms(5, 1e-5));
    run =
        ledger.begin(
            new RunTerms(
                "run-1", DIGEST, List.of(new RunPart(PART, new ApproximateDp(0.5, 0), 1)), 0));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private PrivacyLedger open() {
    return PrivacyLedger.open(
        new LedgerPaths(folder.resolve("ledger"), folder.resolve("witness")),
        new Population("people", "row", NeighbouringRelation.ADD_OR_REMOVE_ONE));
  }

  private void crash() {
    ledger.close();
    ledger = open();
    run = ledger.resume("run-1", DIGEST);
  }

  private Releases releases() {
    Path out = folder.resolve("out");
    RunDirectory directory =
        Files.exists(out)
            ? RunDirectory.resume(out)
            : RunDirectory.create(out, new RunDirectory.State("run-1", "people", DIGEST, 0));
    return new Releases(new FolderReleases(directory));
  }

  private Supplier<JsonNode> draw() {
    return () -> JsonNodeFactory.instance.numberNode(++draws);
  }

  @Test
  void whatWasKeptIsReused() {
    JsonNode first = releases().once(run, PART, draw());
    crash();

    assertThat(releases().once(run, PART, draw())).isEqualTo(first);
    assertThat(draws).isEqualTo(1);
    assertThat(run.charged(PART)).isEqualTo(1);
  }

  @Test
  void aStopBeforeTheChargeCostsNothing() {
    crash();

    assertThat(releases().once(run, PART, draw()).asInt()).isEqualTo(1);
  }

  @Test
  void aStopBetweenChargeAndKeepingIsRefused() {
    assertThatThrownBy(
            () ->
                releases()
                    .once(
                        run,
                        PART,
                        () -> {
                          throw new IllegalStateException("power cut");
                        }))
        .hasMessage("power cut");
    crash();

    assertThatThrownBy(() -> releases().once(run, PART, draw()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("pays again");
    assertThat(draws).isZero();
    assertThat(run.charged(PART)).isEqualTo(1);
  }

  @Test
  void valuesThatNothingPaidForAreRefused() throws Exception {
    releases().once(run, PART, draw());
    ledger.close();
    for (String dir : List.of("ledger", "witness")) {
      Files.move(folder.resolve(dir), folder.resolve("lost-" + dir));
    }
    begin();

    assertThatThrownBy(() -> releases().once(run, PART, draw()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("older copy");
  }

  @Test
  void damagedOrForeignValuesAreRefused() throws Exception {
    releases().once(run, PART, draw());
    Path file = folder.resolve("out/released/learn-bounds.json");
    String whole = Files.readString(file);

    for (String broken :
        List.of(
            "",
            "{",
            whole.replace("run-1", "run-2"),
            whole.replace(PART, "training"),
            whole.replace("\"released\" : 1", "\"released\" : 7"))) {
      assertThat(broken).isNotEqualTo(whole);
      Files.writeString(file, broken);
      assertThatThrownBy(() -> releases().once(run, PART, draw()))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("is not what this run released");
    }
  }
}
