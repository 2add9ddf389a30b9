package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.ScoreMetric;
import dev.lethe.spec.SearchPlan;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search is charged once, and hands out one trial whatever their number. */
final class SearchTrainerTest {
  private static final UnitTable TRAIN = Plans.data(3000, 2, 1);
  private static final UnitTable HELD_OUT = Plans.data(1000, 2, 2);

  @TempDir Path folder;
  private final StopSignal stop = new StopSignal();
  private PrivacyLedger ledger;

  @BeforeEach
  void open() {
    ledger = openLedger(folder);
    ledger.grant(new GrantTerms(20, 1e-4));
  }

  private static PrivacyLedger openLedger(Path home) {
    return PrivacyLedger.open(
        new LedgerPaths(home.resolve("ledger"), home.resolve("witness")),
        new Population("made-up", "column:person", NeighbouringRelation.ADD_OR_REMOVE_ONE));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Optional<SearchResult> search(SearchPlan plan, LedgerRun run, long trials) {
    return new SearchTrainer(Path.of("target", "engine-cache"), stop)
        .search(plan, TRAIN, HELD_OUT, run, trials);
  }

  @Test
  void findsWhatLearnsAndChargesOnce() {
    SearchPlan plan = SearchPlans.of(ScoreMetric.ACCURACY, "0.000001", "2");
    LedgerRun run = ledger.begin(plan.terms("run-1"));
    SearchResult best = search(plan, run, 12).orElseThrow();

    // Both rates are drawn but for 2^-11; the small one leaves a model that knows nothing.
    assertThat(best.trial().text()).isEqualTo("optimizer.learningRate = 2");
    assertThat(best.score()).isGreaterThan(0.8);
    assertThat(best.training().model().status()).isEqualTo(ModelStatus.COMPLETE);
    assertThat(run.charged(PlanPart.SEARCH)).isEqualTo(1);
    assertThat(ledger.range("run-1").lines()).filteredOn(l -> l.contains("\"charge\"")).hasSize(1);
    assertThat(best.training().facts().noiseDelta()).isLessThan(plan.reservedDelta());
  }

  @Test
  void writesTheSameLedgerWhateverTheNumberOfTrials() {
    SearchPlan plan = SearchPlans.of(ScoreMetric.BRIER, "1");
    Set<List<String>> ledgers = new HashSet<>();
    for (int trials = 0; trials < 4; trials++) {
      try (PrivacyLedger one = openLedger(folder.resolve("of-" + trials))) {
        one.grant(new GrantTerms(20, 1e-4));
        LedgerRun run = one.begin(plan.terms("run-1"));
        assertThat(search(plan, run, trials).isPresent()).isEqualTo(trials > 0);
        run.finish(RunStatus.COMPLETED);
        ledgers.add(
            one.range("run-1").lines().stream()
                .map(
                    line ->
                        line.replaceAll("[0-9a-f]{32,}", "random")
                            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "time"))
                .toList());
      }
    }
    assertThat(ledgers).hasSize(1);
  }

  @Test
  void chargesBeforeTheFirstTrialAndKeepsNothingWhenStopped() {
    SearchPlan plan = SearchPlans.of(ScoreMetric.BRIER, "1");
    LedgerRun run = ledger.begin(plan.terms("run-1"));
    stop.request();
    assertThatThrownBy(() -> search(plan, run, 3)).isInstanceOf(SearchInterruptedException.class);
    assertThat(run.charged(PlanPart.SEARCH)).isEqualTo(1);
  }

  @Test
  void isNeverTakenUpAgain() {
    SearchPlan plan = SearchPlans.of(ScoreMetric.BRIER, "1");
    LedgerRun run = ledger.begin(plan.terms("run-1"));
    search(plan, run, 1);
    assertThatThrownBy(() -> search(plan, run, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has paid for its search before");
  }

  @Test
  void refusesARunThatWasBegunForAnotherSearch() {
    SearchPlan plan = SearchPlans.of(ScoreMetric.BRIER, "1");
    LedgerRun other = ledger.begin(SearchPlans.of(ScoreMetric.BRIER, "1", "2").terms("run-1"));
    assertThatThrownBy(() -> search(plan, other, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not pay for this search");
    assertThat(other.charged(PlanPart.SEARCH)).isZero();
  }

  @Test
  void refusesDataThatContradictThePopulationBeforeAnyCharge() {
    SearchPlan plan = SearchPlans.of(ScoreMetric.BRIER, "1");
    LedgerRun run = ledger.begin(plan.terms("run-1"));
    assertThatThrownBy(
            () ->
                new SearchTrainer(Path.of("target", "engine-cache"), stop)
                    .search(plan, Plans.data(7000, 2, 1), HELD_OUT, run))
        .isInstanceOf(TrainingRefusedException.class);
    assertThat(run.charged(PlanPart.SEARCH)).isZero();
  }
}
