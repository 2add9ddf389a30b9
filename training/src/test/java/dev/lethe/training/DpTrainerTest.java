package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lethe.crypto.seal.SealKey;
import dev.lethe.data.UnitTable;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.OptimizerSpec;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path against a real ledger on disk. */
class DpTrainerTest {
  private static final UnitTable DATA = Plans.data(Plans.POPULATION, 2, 1);
  private static final UnitTable TEST = Plans.data(800, 2, 2);

  @TempDir Path folder;
  private final SealKey key = SealKey.generate(new SecureRandom());
  private PrivacyLedger ledger;
  private TrainingIo io;

  @BeforeEach
  void open() {
    ledger = openLedger();
    ledger.grant(new GrantTerms(8, 1e-4));
    io = new TrainingIo(folder.resolve("checkpoint.sealed"), key);
  }

  @AfterEach
  void close() {
    ledger.close();
    key.close();
  }

  private PrivacyLedger openLedger() {
    return PrivacyLedger.open(
        new LedgerPaths(folder.resolve("ledger"), folder.resolve("witness")),
        new Population("made-up", "column:person", NeighbouringRelation.ADD_OR_REMOVE_ONE));
  }

  private LedgerRun begin(TrainingPlan plan, String id) {
    return ledger.begin(plan.terms(id));
  }

  private TrainingResult train(
      TrainingPlan plan,
      UnitTable data,
      LedgerRun run,
      StopSignal stop,
      TrainingListener listener) {
    return DpTrainer.start(Path.of("target", "engine-cache"), plan, stop)
        .train(plan, data, run, io, listener);
  }

  private TrainingResult train(TrainingPlan plan, UnitTable data, LedgerRun run) {
    return train(plan, data, run, new StopSignal(), TrainingListener.silent());
  }

  @Test
  void learnsAndChargesExactlyItsSteps() {
    TrainingPlan plan = Plans.logistic(60);
    LedgerRun run = begin(plan, "run-1");
    List<StepEvent> events = new ArrayList<>();
    TrainingResult result =
        train(
            plan,
            DATA,
            run,
            new StopSignal(),
            event -> {
              assertThat(event.stepsCharged()).isGreaterThanOrEqualTo(event.stepsDone());
              events.add(event);
            });
    assertThat(events).hasSize(60).last().isEqualTo(new StepEvent(60, 60, 60));
    assertThat(run.charged(PlanPart.TRAINING)).isEqualTo(60);
    assertThat(result.stepsDone()).isEqualTo(60);
    assertThat(result.model().status()).isEqualTo(ModelStatus.COMPLETE);
    assertThat(Evaluation.of(result.model(), TEST).auc().orElseThrow()).isGreaterThan(0.93);
    TrainingFacts facts = result.facts();
    assertThat(facts.sensitivity()).isBetween(1.0, 1 + 3e-6);
    assertThat(facts.standardDeviation())
        .isGreaterThanOrEqualTo(facts.sensitivity() * plan.noiseMultiplier());
    assertThat(facts.floatError()).isBetween(1e-12, 1e-7);
    assertThat(facts.noiseDelta() + facts.unitCapDelta()).isLessThan(plan.reservedDelta());
    assertThat(facts.unitsPerPass()).isEqualTo(64);
  }

  @Test
  void ofSeveralPartsItChargesTrainingOnly() {
    TrainingPlan alone = Plans.logistic(8);
    PlanPart training = alone.part(PlanPart.TRAINING).orElseThrow();
    PlanPart learning = new PlanPart(PlanPart.LEARN_BOUNDS, new ApproximateDp(0.1, 1e-9), 1);
    PlanPart evaluation = new PlanPart(PlanPart.EVALUATION, new ApproximateDp(0.1, 0), 1);
    TrainingPlan plan = withParts(alone, List.of(learning, training, evaluation));
    LedgerRun run = begin(plan, "run-1");
    run.charge(PlanPart.LEARN_BOUNDS, 1);

    TrainingResult result = train(plan, DATA, run);

    assertThat(result.stepsDone()).isEqualTo(8);
    assertThat(run.charged(PlanPart.TRAINING)).isEqualTo(8);
    assertThat(run.charged(PlanPart.LEARN_BOUNDS)).isEqualTo(1);
    assertThat(run.chargesLeft(PlanPart.EVALUATION)).isEqualTo(1);
    assertThat(plan.eventAfter(3))
        .isEqualTo(new Composed(List.of(learning.event(), new SelfComposed(training.event(), 3))));
  }

  private static TrainingPlan withParts(TrainingPlan plan, List<PlanPart> parts) {
    return new TrainingPlan(
        plan.spec(),
        plan.specDigest(),
        plan.features(),
        plan.outputs(),
        plan.parameters(),
        plan.samplingRate(),
        plan.noiseMultiplier(),
        plan.grid(),
        parts,
        plan.accountantDelta(),
        plan.reservedDelta(),
        plan.predicted(),
        plan.estimate());
  }

  @Test
  void learnsSeveralClassesWithAnMlpAndAdam() {
    TrainingPlan plan =
        Plans.of(
            new ModelSpec.Mlp(List.of(12), ModelSpec.Activation.TANH),
            new OptimizerSpec.Adam(0.05, 0.9, 0.999, 1e-8),
            3,
            80);
    TrainingResult result = train(plan, Plans.data(Plans.POPULATION, 3, 3), begin(plan, "run-1"));
    Metrics metrics = Evaluation.of(result.model(), Plans.data(800, 3, 4));
    assertThat(metrics.auc().orElseThrow()).isGreaterThan(0.9);
    assertThat(metrics.accuracy()).isGreaterThan(0.7);
  }

  @Test
  void aStoppedRunKeepsItsStepsAndGoesOnWithinItsCharge() {
    TrainingPlan plan = Plans.logistic(40);
    LedgerRun run = begin(plan, "run-1");
    StopSignal stop = new StopSignal();
    InterruptedTrainingException stopped =
        catchThrowableOfType(
            InterruptedTrainingException.class,
            () ->
                train(
                    plan,
                    DATA,
                    run,
                    stop,
                    event -> {
                      if (event.stepsDone() == 5) {
                        stop.request();
                      }
                    }));
    assertThat(stopped.partial().stepsDone()).isEqualTo(5);
    assertThat(stopped.partial().stepsCharged()).isEqualTo(8);
    assertThat(stopped.partial().model().status()).isEqualTo(ModelStatus.PARTIAL);
    run.finish(RunStatus.INTERRUPTED);
    ledger.close();
    ledger = openLedger();
    LedgerRun again = ledger.resume("run-1", plan.specDigest());
    List<Long> steps = new ArrayList<>();
    TrainingResult result =
        train(plan, DATA, again, new StopSignal(), event -> steps.add(event.stepsDone()));
    assertThat(steps).startsWith(6L).hasSize(32);
    assertThat(result.stepsDone()).isEqualTo(37);
    assertThat(again.charged(PlanPart.TRAINING)).isEqualTo(40);
  }

  @Test
  void aCrashInTheFirstWindowStartsTheModelAnewWithTheStepsLeft() {
    assertThat(stepsDoneAfterACrashIn(3)).isEqualTo(36);
  }

  @Test
  void aCrashAfterTheFirstWindowKeepsIt() {
    // Steps 1 to 4 are kept, 5 to 12 were charged; 5 to 8 are kept only if they took five seconds.
    assertThat(stepsDoneAfterACrashIn(10)).isIn(4 + 28L, 8 + 28L);
  }

  private long stepsDoneAfterACrashIn(long step) {
    TrainingPlan plan = Plans.logistic(40);
    assertThatThrownBy(
            () ->
                train(
                    plan,
                    DATA,
                    begin(plan, "run-1"),
                    new StopSignal(),
                    event -> {
                      if (event.stepsDone() == step) {
                        throw new IllegalStateException("crash");
                      }
                    }))
        .hasMessage("crash");
    ledger.close();
    ledger = openLedger();
    LedgerRun again = ledger.resume("run-1", plan.specDigest());
    long done = train(plan, DATA, again).stepsDone();
    assertThat(again.charged(PlanPart.TRAINING)).isEqualTo(40);
    return done;
  }

  @Test
  void aFinishedRunThatIsResumedTakesNoFurtherStep() {
    TrainingPlan plan = Plans.logistic(8);
    LedgerRun run = begin(plan, "run-1");
    TrainingResult first = train(plan, DATA, run);
    TrainingResult second = train(plan, DATA, run);
    assertThat(second.model().digest()).isEqualTo(first.model().digest());
    assertThat(run.charged(PlanPart.TRAINING)).isEqualTo(8);
  }

  @Test
  void aChangedCheckpointIsRefusedWithARemedy() throws IOException {
    TrainingPlan plan = Plans.logistic(8);
    LedgerRun run = begin(plan, "run-1");
    train(plan, DATA, run);
    byte[] sealed = Files.readAllBytes(io.checkpoint());
    sealed[sealed.length / 2] ^= 1;
    Files.write(io.checkpoint(), sealed);
    assertThatThrownBy(() -> train(plan, DATA, run))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("Delete it");
    Files.write(io.checkpoint(), new byte[3]);
    assertThatThrownBy(() -> train(plan, DATA, run)).isInstanceOf(CheckpointException.class);
  }

  @Test
  void aCheckpointOfAnotherRunOrAheadOfTheLedgerIsRefused() {
    TrainingPlan plan = Plans.logistic(8);
    train(plan, DATA, begin(plan, "run-1"));
    assertThatThrownBy(() -> train(plan, DATA, begin(plan, "run-2")))
        .isInstanceOf(CheckpointException.class);
    LedgerRun run = begin(plan, "run-3");
    new Checkpoint(io, "run-3", plan.specDigest())
        .write(new TrainingState(3, new double[6], new double[6], 1));
    assertThatThrownBy(() -> train(plan, DATA, run))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("Restore the ledger");
    assertThat(run.charged(PlanPart.TRAINING)).isZero();
  }

  @Test
  void withoutAnyUnitEveryStepIsNoiseAlone() {
    TrainingPlan plan = Plans.logistic(8);
    UnitTable nobody =
        new UnitTable(new byte[0], new int[1], Plans.INPUTS, new float[0], new int[0]);
    LedgerRun run = begin(plan, "run-1");
    TrainingResult result = train(plan, nobody, run);
    assertThat(result.stepsDone()).isEqualTo(8);
    assertThat(result.model().parameters()).doesNotContain(0f);
  }

  @Test
  void moreThanTwiceTheDeclaredPopulationIsRefusedBeforeAnyCharge() {
    TrainingPlan plan = Plans.logistic(8);
    LedgerRun run = begin(plan, "run-1");
    UnitTable crowd = Plans.data(2 * Plans.POPULATION + 1, 2, 1);
    assertThatThrownBy(() -> train(plan, crowd, run))
        .isInstanceOf(TrainingRefusedException.class)
        .hasMessageContaining("data.population")
        .hasMessageNotContaining("6001");
    assertThat(run.charged(PlanPart.TRAINING)).isZero();
  }

  @Test
  void aPlanThatBillsAnotherMechanismIsRefused() {
    TrainingPlan plan = Plans.logistic(8);
    PrivacyEvent rarer =
        new PoissonSampled(plan.samplingRate() / 2, new Gaussian(plan.noiseMultiplier()));
    TrainingPlan misbilled = withParts(plan, List.of(new PlanPart(PlanPart.TRAINING, rarer, 8)));
    LedgerRun run = begin(misbilled, "run-1");
    assertThatThrownBy(() -> train(misbilled, DATA, run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bills something else");
    assertThat(run.charged(PlanPart.TRAINING)).isZero();
  }

  @Test
  void clippingThatAdaptsAndIsNotBilledSoIsRefused() {
    ClippingSpec adaptive = new ClippingSpec.Adaptive(1, 0.1, 10, 0.5, 0.2, 10);
    TrainingPlan unbilled = Plans.clipped(Plans.logistic(8), adaptive);
    LedgerRun run = begin(unbilled, "run-1");
    assertThatThrownBy(() -> train(unbilled, DATA, run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bills something else");
    assertThat(run.charged(PlanPart.TRAINING)).isZero();
  }

  @Test
  void everyModeOfClippingTrains() {
    TrainingPlan unbilled =
        Plans.clipped(Plans.logistic(8), new ClippingSpec.Adaptive(1, 0.1, 10, 0.5, 0.2, 10));
    PrivacyEvent both =
        new PoissonSampled(
            unbilled.samplingRate(),
            new Composed(List.of(new Gaussian(unbilled.noiseMultiplier()), new Gaussian(20))));
    TrainingPlan billed = withParts(unbilled, List.of(new PlanPart(PlanPart.TRAINING, both, 8)));
    for (TrainingPlan plan :
        List.of(
            billed,
            Plans.clipped(Plans.logistic(8), new ClippingSpec.Automatic(1, 0.01)),
            Plans.clipped(Plans.logistic(8), new ClippingSpec.PerLayer(1, List.of())))) {
      String mode = plan.spec().privacy().clipping().tag();
      LedgerRun run = begin(plan, "run-" + mode);
      io = new TrainingIo(folder.resolve(mode + ".sealed"), io.sealKey());
      assertThat(train(plan, DATA, run).stepsDone()).isEqualTo(8);
      assertThat(run.charged(PlanPart.TRAINING)).isEqualTo(8);
    }
  }

  @Test
  void aChargeThatFailsStopsTheRunAndKeepsWhatWasPaid() {
    TrainingPlan plan = Plans.logistic(40);
    LedgerRun run = begin(plan, "run-1");
    assertThatThrownBy(
            () ->
                train(
                    plan,
                    DATA,
                    run,
                    new StopSignal(),
                    event -> {
                      if (event.stepsDone() == 8) {
                        ledger.close();
                      }
                    }))
        .isInstanceOf(RuntimeException.class);
    ledger = openLedger();
    assertThat(ledger.resume("run-1", plan.specDigest()).charged(PlanPart.TRAINING)).isEqualTo(8);
    assertThat(new Checkpoint(io, "run-1", plan.specDigest()).read(6, 6).orElseThrow().stepsDone())
        .isEqualTo(8);
  }

  @Test
  void aRunThatDivergesSaysSo() {
    TrainingPlan plan =
        Plans.of(new ModelSpec.LogisticRegression(), new OptimizerSpec.Sgd(1e300, 0), 2, 8);
    assertThatThrownBy(() -> train(plan, DATA, begin(plan, "run-1")))
        .isInstanceOf(TrainingDivergedException.class)
        .hasMessageContaining("learningRate");
  }
}
