package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.PrivacyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run that charges several parts: each has its own count and cost, the budget is one. */
final class RunPartsTest {
  private static final double FAILURE = 1e-9;
  private static final RunPart BOUNDS = new RunPart("learn-bounds", new Laplace(4), 1);
  private static final RunPart VALUES =
      new RunPart("learn-vocabularies", new ApproximateDp(0.2, FAILURE), 2);
  private static final RunPart TRAINING = new RunPart("training", Ledgers.STEP, 60);
  private static final List<RunPart> PARTS = List.of(BOUNDS, VALUES, TRAINING);

  @TempDir Path root;
  private LedgerPaths paths = new LedgerPaths(Path.of("a"), Path.of("b"));

  @BeforeEach
  void choosePaths() {
    paths = Ledgers.paths(root);
  }

  private static RunTerms run(String id, List<RunPart> parts) {
    return new RunTerms(id, Ledgers.PLAN, parts, 0);
  }

  @Test
  void everyPartIsChargedInAnyOrderUpToItsOwnCount() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(run("one", PARTS));
      run.charge("training", 10);
      run.charge("learn-vocabularies", 1);
      run.charge("learn-bounds", 1);
      run.charge("training", 50);
      assertThat(run.chargesLeft("learn-vocabularies")).isEqualTo(1);
      for (String part : List.of("learn-bounds", "training")) {
        assertThatThrownBy(() -> run.charge(part, 1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("up to 0 times");
      }
      assertThatThrownBy(() -> run.charge("evaluation", 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no part 'evaluation'")
          .hasMessageContaining("learn-bounds");
      run.finish(RunStatus.COMPLETED);
      LedgerVerification found = LedgerChain.verify(run.range());
      assertThat(found.parts())
          .containsExactly(
              new ChargedPart(BOUNDS, 1),
              new ChargedPart(VALUES, 1),
              new ChargedPart(TRAINING, 60));
      assertThat(found.spending())
          .extracting(SpendPoint::charged)
          .containsExactly(10L, 1L, 1L, 60L);
    }
  }

  /** By hand: the divergences of what was charged add up, order by order. */
  @Test
  void theFilterSeesTheSumOfThePartsCharged() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(run("one", PARTS));
      run.charge("learn-bounds", 1);
      run.charge("learn-vocabularies", 2);
      run.charge("training", 7);

      GrantFilter filter = ledger.grant().orElseThrow().filter();
      double[] orders = filter.orders().stream().mapToDouble(Double::doubleValue).toArray();
      List<Double> laplace = curve(BOUNDS.event(), orders);
      List<Double> step = curve(TRAINING.event(), orders);
      double[] sums = new double[orders.length];
      for (int i = 0; i < orders.length; i++) {
        double a = orders[i];
        double pure = pure(a, 0.2);
        sums[i] = laplace.get(i) + 2 * pure + 7 * step.get(i);
      }
      assertThat(run.epsilonSpent()).isCloseTo(filter.epsilon(sums), within(1e-9));
    }
  }

  private static List<Double> curve(PrivacyEvent event, double[] orders) {
    return RenyiAccountant.standard()
        .curve(event, Ledgers.PATIENTS.relation(), orders)
        .divergences();
  }

  /** Of two answers whose odds differ by e^epsilon, which dominate every pure mechanism. */
  private static double pure(double order, double epsilon) {
    double p = 1 / (1 + Math.exp(-epsilon));
    return Math.log(
            Math.pow(p, order) * Math.pow(1 - p, 1 - order)
                + Math.pow(1 - p, order) * Math.pow(p, 1 - order))
        / (order - 1);
  }

  @Test
  void allThatMayFailIsTakenFromTheReserveWhenTheRunBegins() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      double reserved = 1e-12;
      LedgerRun run = ledger.begin(new RunTerms("one", Ledgers.PLAN, PARTS, reserved));
      double expected = 2 * FAILURE + (1 + Math.exp(4)) / 2 * reserved;
      assertThat(ledger.view().deltaReserveSpent())
          .isGreaterThanOrEqualTo(expected * (1 - 1e-15))
          .isCloseTo(expected, within(expected * 1e-6));
      double before = ledger.view().deltaReserveSpent();
      run.charge("learn-vocabularies", 1);
      assertThat(ledger.view().deltaReserveSpent()).isEqualTo(before);
      run.finish(RunStatus.COMPLETED);
      assertThat(LedgerChain.verify(run.range()).parts()).hasSize(3);

      RunPart greedy = new RunPart("learn-vocabularies", new ApproximateDp(0.1, 1e-8), 8);
      assertThatThrownBy(() -> ledger.begin(run("two", List.of(greedy))))
          .isInstanceOf(BudgetExceededException.class)
          .hasMessageContaining("its parts may fail with delta 8.0")
          .hasMessageContaining("the grant keeps 7.8125E-8");
      assertThat(ledger.view().runs()).hasSize(1);
      // Seven would have fit an untouched grant; what the first run took is gone for good.
      RunPart modest = new RunPart("learn-vocabularies", new ApproximateDp(0.1, 1e-8), 7);
      ledger.begin(run("three", List.of(modest)));
      assertThatThrownBy(() -> ledger.begin(run("four", List.of(modest))))
          .isInstanceOf(BudgetExceededException.class);
    }
  }

  @Test
  void theWholeRunMustBePayableNotOnlyEachPart() {
    RunPart half = new RunPart("training", Ledgers.STEP, 900);
    RunPart more = new RunPart("evaluation", new Gaussian(1.5), 1);
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      ledger.begin(run("one", List.of(half))).finish(RunStatus.COMPLETED);
      ledger.begin(run("two", List.of(more))).finish(RunStatus.COMPLETED);
      assertThatThrownBy(() -> ledger.begin(run("three", List.of(more, half))))
          .isInstanceOf(BudgetExceededException.class)
          .hasMessageContaining("the planned run (1 step of evaluation, 900 steps of training)")
          .hasMessageContaining("of training beside the rest of the run can be paid");
      assertThat(ledger.view().epsilonSpent()).isZero();
    }
  }

  @Test
  void aResumedRunKeepsWhatEachPartHasCharged() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(run("one", PARTS));
      run.charge("learn-vocabularies", 1);
      run.charge("training", 16);
    } // as a crash would
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.resume("one", Ledgers.PLAN);
      assertThat(run.chargesLeft("learn-bounds")).isEqualTo(1);
      assertThat(run.chargesLeft("learn-vocabularies")).isEqualTo(1);
      assertThat(run.chargesLeft("training")).isEqualTo(44);
      double before = run.epsilonSpent();
      run.charge("learn-vocabularies", 1); // done again: a new charge
      assertThat(run.epsilonSpent()).isGreaterThan(before);
      assertThatThrownBy(() -> run.charge("learn-vocabularies", 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aRangeCanBeginAtAnEarlierRun() {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun other = ledger.begin(run("other", List.of(TRAINING)));
      other.charge("training", 1);
      other.finish(RunStatus.COMPLETED);
      LedgerRun profile = ledger.begin(run("profile", List.of(BOUNDS)));
      profile.charge("learn-bounds", 1);
      profile.finish(RunStatus.COMPLETED);
      LedgerRun run = ledger.begin(run("one", List.of(TRAINING)));
      run.charge("training", 60);
      run.finish(RunStatus.COMPLETED);

      LedgerVerification found = LedgerChain.verify(ledger.range("one", "profile"));
      assertThat(found.terms().runId()).isEqualTo("one");
      assertThat(found.complete()).isFalse();
      assertThat(found.earlier()).hasSize(1);
      RunSummary earlier = found.earlier().get(0);
      assertThat(earlier.runId()).isEqualTo("profile");
      assertThat(earlier.charged("learn-bounds")).isEqualTo(1);
      assertThat(earlier.epsilonAfter()).isEqualTo(found.epsilonBefore());
      assertThat(found.firstIndex()).isEqualTo(5);
      assertThat(LedgerChain.verify(ledger.range("one")).earlier()).isEmpty();
      assertThat(LedgerChain.verify(ledger.range("one", "other")).complete()).isTrue();
      assertThatThrownBy(() -> ledger.range("profile", "one"))
          .isInstanceOf(LedgerMismatchException.class)
          .hasMessageContaining("began after");
      assertThatThrownBy(() -> ledger.range("one", "nobody"))
          .isInstanceOf(LedgerMismatchException.class);
    }
  }

  /** A forger who recomputes every hash must still get every part right. */
  @Test
  void forgedPartsWithTheChainRecomputed() throws IOException {
    try (PrivacyLedger ledger = Ledgers.granted(paths)) {
      LedgerRun run = ledger.begin(run("one", PARTS));
      run.charge("learn-vocabularies", 1);
      run.charge("learn-bounds", 1);
      run.charge("training", 16);
    }
    List<String> lines = Files.readAllLines(paths.ledgerFile("patients"));
    assertForged(lines, 3, line -> line.replace("learn-vocabularies", "learn-bounds"));
    assertForged(lines, 3, line -> line.replace("learn-vocabularies", "evaluation"));
    assertForged(lines, 3, line -> line.replace("\"count\":1", "\"count\":2"));
    assertForged(lines, 3, line -> line.replaceAll("\"(count|charged)\":1", "\"$1\":3"));
    assertForged(
        lines, 2, line -> line.replaceAll("\"failureDelta\":1[^,]*", "\"failureDelta\":0"));
    assertForged(lines, 2, line -> line.replace("\"count\":2", "\"count\":1"));
    assertForged(lines, 2, line -> line.replace("\"name\":\"training\"", "\"name\":\"Training\""));
    assertForged(
        lines, 2, line -> line.replace("\"name\":\"training\"", "\"name\":\"learn-bounds\""));
    assertForged(lines, 2, line -> line.replaceAll("(\"noiseMultiplier\"):4", "$1:3"));
    assertForged(lines, 2, line -> line.replaceAll("(\"epsilon\"):0.2", "$1:0.3"));
    assertForged(lines, 2, line -> line.replaceFirst("\"rdp\":\\[[0-9.E-]+,0\\.", "\"rdp\":[0,0."));
  }

  private static void assertForged(List<String> lines, int at, UnaryOperator<String> change) {
    List<String> forged = new ArrayList<>();
    String prev = LedgerRecord.NO_PREV;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceAll("\"prev\":\"[0-9a-f]*\"", "\"prev\":\"" + prev + "\"");
      if (i == 1) {
        prev = LedgerCodec.hash(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      if (i == at) {
        assertThat(change.apply(line)).isNotEqualTo(line);
        line = change.apply(line);
      }
      forged.add(line);
      prev = LedgerCodec.hash(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> LedgerChain.verify(forged))
        .isInstanceOf(LedgerTamperedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Training", "a b", "-a", "a-", "a--b", "1a", "ä", "a_b"})
  void partsHaveTidyNames(String name) {
    assertThatThrownBy(() -> new RunPart(name, Ledgers.STEP, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a part is named");
  }

  @Test
  void termsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> run("one", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 64 parts");
    assertThatThrownBy(() -> run("one", List.of(BOUNDS, BOUNDS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two parts are called 'learn-bounds'");
    assertThatThrownBy(() -> new RunPart("training", Ledgers.STEP, 0))
        .isInstanceOf(IllegalArgumentException.class);
    RunPart huge = new RunPart("training", Ledgers.STEP, (1L << 53) - 1);
    assertThatThrownBy(() -> run("one", List.of(huge, BOUNDS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^53");
    assertThatThrownBy(() -> new RunPart("a".repeat(65), Ledgers.STEP, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
