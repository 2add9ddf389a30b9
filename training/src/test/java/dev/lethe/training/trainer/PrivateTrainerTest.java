package dev.lethe.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.modality.cv.transform.RandomBrightness;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;
import dev.lethe.privacy.ledger.BudgetExceededException;
import dev.lethe.privacy.ledger.LedgerChain;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.training.StepTerms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings of DJL programs, against a real ledger on disk. */
class PrivateTrainerTest {
  @TempDir Path home;
  private NDManager manager;
  private ArrayDataset train;
  private Model model;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager("PyTorch");
    train = Scene.data(manager, Scene.POPULATION, 1);
    model = Scene.model();
  }

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  private static DefaultTrainingConfig config(Optimizer optimizer) {
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optDevices(new Device[] {Device.cpu()})
        .optOptimizer(optimizer)
        .addEvaluator(new Accuracy());
  }

  private static Optimizer adam() {
    return Adam.builder().optLearningRateTracker(Tracker.fixed(0.05f)).build();
  }

  private PrivateTrainer trainer(DefaultTrainingConfig config, PrivateTraining training) {
    PrivateTrainer trainer = PrivateTrainer.of(model, config, training);
    trainer.initialize(new Shape(1, Scene.INPUTS));
    return trainer;
  }

  private RunSummary latest() {
    LedgerPaths paths = new LedgerPaths(home.resolve("ledger"), home.resolve("witness"));
    List<RunSummary> runs = PrivacyLedger.read(paths, "scene").runs();
    return runs.get(runs.size() - 1);
  }

  @Test
  void learnsForAtMostEpsilonAndShowsListenersNothingOfTheTrainingData() throws Exception {
    List<Float> validation = new ArrayList<>();
    Metrics metrics = new Metrics();
    TrainingListener watching =
        new TrainingListenerAdapter() {
          @Override
          public void onTrainingBatch(Trainer trainer, BatchData batch) {
            assertThat(batch.getLabels()).isEmpty();
            assertThat(batch.getPredictions()).isEmpty();
            assertThat(batch.getBatch().getData()).isEmpty();
            assertThat(batch.getBatch().getLabels()).isEmpty();
            assertThat(batch.getBatch().getSize()).isEqualTo(150);
          }

          @Override
          public void onEpoch(Trainer trainer) {
            validation.add(trainer.getTrainingResult().getValidateEvaluation("Accuracy"));
          }
        };
    DefaultTrainingConfig config =
        config(adam())
            .addTrainingListeners(TrainingListener.Defaults.logging())
            .addTrainingListeners(watching);
    PrivateTraining training = Scene.training(home).epochs(6).build();
    try (PrivateTrainer trainer = trainer(config, training)) {
      trainer.setMetrics(metrics);
      PrivateResult result =
          trainer.fit(train, new PublicData(Scene.data(manager, 500, 2), "made up"));
      assertThat(result.epsilon()).isLessThanOrEqualTo(8).isGreaterThan(6);
      assertThat(result.delta()).isEqualTo(1e-5);
      assertThat(result.stepsDone()).isEqualTo(60);
      assertThat(result.stepsCharged()).isEqualTo(60);
      assertThat(result.publicData()).contains("made up");
      assertThat(result.facts().standardDeviation())
          .isGreaterThanOrEqualTo(result.facts().sensitivity() * result.terms().noiseMultiplier());
      assertThat(LedgerChain.verify(result.range()).complete()).isTrue();
      assertThat(trainer.getTrainingResult().getTrainLoss()).isNaN();
      assertThat(trainer.getTrainingResult().getTrainEvaluation("Accuracy")).isNaN();
      assertThatThrownBy(() -> EasyTrain.evaluateDataset(trainer, train))
          .isInstanceOf(PrivateTrainerException.class);
    }
    assertThat(validation).hasSize(6);
    assertThat(validation.get(5)).isGreaterThan(0.8f);
    for (String name : metrics.getMetricNames()) {
      if (name.startsWith("train_")) {
        metrics.getMetric(name).forEach(m -> assertThat(m.getValue().floatValue()).isNaN());
      }
    }
    assertThat(latest().status()).contains(RunStatus.COMPLETED);
    assertThat(latest().charged(StepTerms.PART)).isEqualTo(60);
  }

  @Test
  void chargesBeforeEachStep() throws Exception {
    List<Long> charged = new ArrayList<>();
    // Asked in each update, so after the gradient; the charge must be on disk by then.
    Tracker asking =
        step -> {
          charged.add(latest().charged(StepTerms.PART) - step);
          return 0.1f;
        };
    Optimizer sgd = Optimizer.sgd().setLearningRateTracker(asking).build();
    try (PrivateTrainer trainer = trainer(config(sgd), Scene.training(home).steps(10).build())) {
      trainer.fit(train);
    }
    assertThat(charged).hasSize(10 * 4).allMatch(ahead -> ahead >= 0 && ahead < 4);
  }

  @Test
  void goesOnAfterAnInterruptionAndNeverTakesMoreStepsThanPlanned() throws Exception {
    PrivateTraining training = Scene.training(home).steps(14).build();
    float[] kept;
    try (PrivateTrainer trainer = trainer(config(adam()), training)) {
      trainer.use(train);
      for (int i = 0; i < 5; i++) {
        trainer.step();
      }
      assertThat(trainer.stepsLeft()).isEqualTo(9);
      kept = values(model);
    }
    assertThat(latest().status()).contains(RunStatus.INTERRUPTED);
    assertThat(latest().charged(StepTerms.PART)).isEqualTo(8);
    try (Model again = Scene.model();
        PrivateTrainer trainer = PrivateTrainer.of(again, config(adam()), training)) {
      trainer.initialize(new Shape(1, Scene.INPUTS));
      trainer.use(train);
      assertThat(values(again)).isEqualTo(kept);
      // Three steps were charged and lost with the process that paid for them.
      assertThat(trainer.stepsLeft()).isEqualTo(6);
      PrivateResult result = trainer.fit(train);
      assertThat(result.stepsDone()).isEqualTo(11);
      assertThat(result.stepsCharged()).isEqualTo(14);
      assertThatThrownBy(trainer::step)
          .isInstanceOf(PrivateTrainerException.class)
          .hasMessageContaining("is finished");
    }
    assertThat(latest().status()).contains(RunStatus.COMPLETED);
    try (Model third = Scene.model();
        PrivateTrainer trainer = PrivateTrainer.of(third, config(adam()), training)) {
      trainer.initialize(new Shape(1, Scene.INPUTS));
      assertThatThrownBy(() -> trainer.fit(train)).isInstanceOf(BudgetExceededException.class);
    }
  }

  private static float[] values(Model model) {
    float[] all = {};
    for (Parameter p : model.getBlock().getParameters().values()) {
      float[] own = p.getArray().toFloatArray();
      int from = all.length;
      all = java.util.Arrays.copyOf(all, from + own.length);
      System.arraycopy(own, 0, all, from, own.length);
    }
    return all;
  }

  @Test
  void refusesWhatWouldGoAroundTheLedger() {
    PrivateTraining training = Scene.training(home).steps(5).build();
    try (PrivateTrainer trainer = trainer(config(adam()), training)) {
      assertThatThrownBy(() -> EasyTrain.fit(trainer, 1, train, null))
          .isInstanceOf(PrivateTrainerException.class)
          .hasMessageContaining("in place of EasyTrain");
      assertThatThrownBy(() -> EasyTrain.evaluateDataset(trainer, train))
          .isInstanceOf(PrivateTrainerException.class);
      NDList one = new NDList(manager.ones(new Shape(1, Scene.INPUTS)));
      assertThatThrownBy(() -> trainer.forward(one)).isInstanceOf(PrivateTrainerException.class);
      assertThatThrownBy(trainer::step).hasMessageContaining("Call use(dataset) before");
      assertThatThrownBy(trainer::finish).hasMessageContaining("Call fit(dataset) before");
      assertThat(home.resolve("ledger")).doesNotExist();
    }
  }

  @Test
  void refusesDataThatContradictWhatIsDeclaredBeforeAnyCharge() throws Exception {
    PrivateTraining small =
        PrivateTraining.builder("scene", 700, 8).steps(5).expectedBatch(70).home(home).build();
    try (PrivateTrainer trainer = trainer(config(adam()), small)) {
      assertThatThrownBy(() -> trainer.fit(train))
          .hasMessageContaining("more than twice as many privacy units");
    }
    assertThat(latest().charged(StepTerms.PART)).isZero();
  }

  @Test
  void refusesLabelsThatAreNoClassesAndArraysOfOtherShapes() {
    PrivateTraining training = Scene.training(home).steps(5).build();
    try (PrivateTrainer trainer = trainer(config(adam()), training)) {
      ArrayDataset labels =
          new ArrayDataset.Builder()
              .setData(manager.ones(new Shape(4, Scene.INPUTS)))
              .optLabels(manager.create(new float[] {0, 1, 2, 3}))
              .setSampling(2, false)
              .build();
      assertThatThrownBy(() -> trainer.fit(labels))
          .hasMessageContaining("example 3 has the label 3.0");
      ArrayDataset shapes =
          new ArrayDataset.Builder()
              .setData(manager.ones(new Shape(4, 2)))
              .optLabels(manager.create(new float[] {0, 1, 2, 0}))
              .setSampling(2, false)
              .build();
      assertThatThrownBy(() -> trainer.fit(shapes)).hasMessageContaining("shaped (4, 2)");
      ArrayDataset none =
          new ArrayDataset.Builder()
              .setData(manager.ones(new Shape(4, Scene.INPUTS)))
              .setSampling(2, false)
              .build();
      assertThatThrownBy(() -> trainer.fit(none)).hasMessageContaining("0 arrays of labels");
      ArrayDataset random =
          new ArrayDataset.Builder()
              .setData(manager.ones(new Shape(4, Scene.INPUTS)))
              .optLabels(manager.create(new float[] {0, 1, 2, 0}))
              .setSampling(2, false)
              .addTransform(new RandomBrightness(0.1f))
              .build();
      assertThatThrownBy(() -> trainer.fit(random)).hasMessageContaining("draws at random");
    }
  }

  @Test
  void protectsPeopleWithSeveralExamples() throws Exception {
    PrivateTraining training =
        PrivateTraining.builder("scene", 500, 8)
            .expectedBatch(50)
            .steps(8)
            .units("patient", example -> "p" + example % 500, 2)
            .home(home)
            .build();
    try (PrivateTrainer trainer = trainer(config(adam()), training)) {
      PrivateResult result = trainer.fit(train);
      assertThat(result.terms().population().unit()).isEqualTo("column:patient");
      assertThat(result.stepsDone()).isEqualTo(8);
    }
  }

  @Test
  void keepsWhatItTrainedInAModelWithABlockThatIsNotKnown() throws Exception {
    try (Model own = Model.newInstance("own", "PyTorch")) {
      own.setBlock(
          new SequentialBlock()
              .add(new Doubling())
              .add(Linear.builder().setUnits(Scene.CLASSES).build()));
      Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1)).build();
      PrivateTraining training = Scene.training(home).expectedBatch(30).steps(3).build();
      float[] trained;
      try (PrivateTrainer trainer = PrivateTrainer.of(own, config(sgd), training)) {
        trainer.initialize(new Shape(1, Scene.INPUTS));
        float[] start = values(own);
        trainer.use(train);
        assertThat(values(own)).isEqualTo(start);
        trainer.fit(train);
        trained = values(own);
        assertThat(trained).isNotEqualTo(start);
      }
      assertThat(values(own)).isEqualTo(trained);
    }
  }

  /** Code that no twin is known for. */
  private static final class Doubling extends AbstractBlock {
    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return new NDList(inputs.head().mul(2));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return inputs;
    }
  }
}
