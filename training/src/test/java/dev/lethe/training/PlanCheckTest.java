package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.seal.SealKey;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingPlan;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that pays for something else than the plan is refused before it is charged. */
class PlanCheckTest {
  private static final TrainingPlan PLAN = Plans.logistic(8);
  private static final Population PEOPLE =
      new Population("made-up", "column:person", NeighbouringRelation.ADD_OR_REMOVE_ONE);

  @TempDir Path folder;
  private int ledgers;

  @Test
  void takesARunOnThePlansOwnTerms() {
    try (PrivacyLedger ledger = ledger(PEOPLE)) {
      PlanCheck.check(PLAN, ledger.begin(terms(PLAN.stepEvent(), Plans.DIGEST, 8, 1e-15)));
    }
    try (PrivacyLedger ledger = ledger(PEOPLE)) {
      PlanCheck.check(PLAN, ledger.begin(terms(PLAN.stepEvent(), Plans.DIGEST, 8, 2e-15)));
    }
  }

  @Test
  void refusesOtherTerms() {
    PrivacyEvent cheaper =
        new PoissonSampled(PLAN.samplingRate(), new Gaussian(2 * Plans.NOISE_MULTIPLIER));
    refuses(PEOPLE, terms(cheaper, Plans.DIGEST, 8, 1e-15), "step event");
    refuses(PEOPLE, terms(PLAN.stepEvent(), "cd".repeat(32), 8, 1e-15), "plan digest");
    refuses(PEOPLE, terms(PLAN.stepEvent(), Plans.DIGEST, 9, 1e-15), "number of planned steps");
    refuses(PEOPLE, terms(PLAN.stepEvent(), Plans.DIGEST, 8, 0.9e-15), "reserved delta");
    RunPart training = PLAN.part(PlanPart.TRAINING).orElseThrow().charged();
    RunPart more = new RunPart(PlanPart.LEARN_BOUNDS, new Gaussian(100), 1);
    refuses(
        PEOPLE,
        new RunTerms("run-1", Plans.DIGEST, List.of(training, more), 1e-15),
        "list of parts");
    refuses(PEOPLE, new RunTerms("run-1", Plans.DIGEST, List.of(more), 1e-15), "list of parts");
  }

  @Test
  void refusesTheBudgetOfOthers() {
    RunTerms right = terms(PLAN.stepEvent(), Plans.DIGEST, 8, 1e-15);
    refuses(new Population("others", "column:person", PEOPLE.relation()), right, "dataset id");
    refuses(new Population("made-up", "row", PEOPLE.relation()), right, "privacy unit");
    refuses(
        new Population("made-up", "column:person", NeighbouringRelation.ZERO_OUT),
        right,
        "relation");
  }

  private static RunTerms terms(PrivacyEvent event, String digest, long steps, double delta) {
    return new RunTerms(
        "run-1", digest, List.of(new RunPart(PlanPart.TRAINING, event, steps)), delta);
  }

  private PrivacyLedger ledger(Population population) {
    Path root = folder.resolve("ledger-" + ledgers++);
    PrivacyLedger ledger =
        PrivacyLedger.open(
            new LedgerPaths(root.resolve("ledger"), root.resolve("witness")), population);
    ledger.grant(new GrantTerms(8, 1e-4));
    return ledger;
  }

  private void refuses(Population population, RunTerms terms, String difference) {
    try (PrivacyLedger ledger = ledger(population);
        SealKey key = SealKey.generate(new SecureRandom())) {
      LedgerRun run = ledger.begin(terms);
      TrainingIo io = new TrainingIo(folder.resolve("checkpoint"), key);
      DpTrainer trainer =
          DpTrainer.start(Path.of("target", "engine-cache"), PLAN, new StopSignal());
      assertThatThrownBy(
              () ->
                  trainer.train(
                      PLAN, Plans.data(Plans.POPULATION, 2, 1), run, io, TrainingListener.silent()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("its " + difference + " is")
          .hasMessageContaining("No step was charged");
      assertThat(run.parts()).allMatch(part -> part.charged() == 0);
      assertThat(io.checkpoint()).doesNotExist();
    }
  }
}
