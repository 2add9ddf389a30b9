package dev.lethe.training.trainer;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.translate.TranslateException;
import dev.lethe.data.DatasetKeys;
import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.training.ChargedSteps;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.ClippingRules;
import dev.lethe.training.djl.DjlEngine;
import java.io.IOException;
import java.util.Optional;

/** One run of a model over one data set, from the charge to the updated parameters. */
final class TrainingRun implements AutoCloseable {
  private final RandomAccessDataset data;
  private final PrivateTraining training;
  private final RunPlan plan;
  private final PrivateBlock block;
  private final DjlUpdates updates;
  private final DjlEngine engine;
  private final ClippedGradients gradients;
  private final OpenRun open;
  private final ChargedSteps steps;
  private Optional<PublicData> publicData = Optional.empty();
  private float[] values;
  private boolean ended;

  private TrainingRun(
      RandomAccessDataset data,
      PrivateTraining training,
      RunPlan plan,
      PrivateBlock block,
      DjlUpdates updates,
      DjlEngine engine,
      ClippedGradients gradients,
      OpenRun open,
      ChargedSteps steps) {
    this.data = data;
    this.training = training;
    this.plan = plan;
    this.block = block;
    this.updates = updates;
    this.engine = engine;
    this.gradients = gradients;
    this.open = open;
    this.steps = steps;
    steps
        .resume(updates.stateSize())
        .ifPresent(
            kept -> {
              block.setValues(narrow(kept.parameters()));
              updates.restore(kept.optimizer());
            });
    this.values = block.values();
  }

  /** Everything that can be refused is refused before the ledger is touched. */
  static TrainingRun open(
      Model model,
      TrainingConfig config,
      PrivateTraining training,
      Shape input,
      RandomAccessDataset data)
      throws IOException, TranslateException {
    if (model.getDataType() != DataType.FLOAT32) {
      throw new PrivateTrainerException(
          "a model of type " + model.getDataType() + " is not supported", "Use FLOAT32");
    }
    DjlEngine engine = DjlEngine.of(model.getNDManager().getEngine());
    PrivateBlock block = PrivateBlock.privatize(model.getBlock(), training.perExample());
    ExampleLoss loss = ExampleLoss.of(config.getLossFunction(), output(model.getBlock(), input));
    DjlUpdates updates = new DjlUpdates(config.getOptimizer(), block, model.getNDManager());
    RunPlan plan =
        RunPlan.of(
            training, block, loss.loss().toString(), config.getOptimizer().getClass().getName());
    DatasetKeys keys =
        DatasetKeys.loadOrCreate(
            training.home().resolve("keys").resolve("datasets"), training.datasetId());
    UnitTable units = ExampleUnits.load(data, model.getNDManager(), input, loss, training, keys);
    ClippingRules rules =
        new ClippingRules(
            training.clippingNorm(),
            training.maxContributions(),
            training.expectedBatch(),
            training.physicalBatch());
    float[] values = block.values();
    ClippedGradients gradients = ClippedGradients.open(engine, block, input, loss.loss(), rules);
    // A model with unknown blocks computes in its own parameters, and was tried out with others.
    block.setValues(values);
    OpenRun open = null;
    ChargedSteps steps = null;
    try {
      open = OpenRun.open(training, plan.terms());
      steps = ChargedSteps.open(plan.terms(), gradients, units, open.run(), open.io());
      return new TrainingRun(data, training, plan, block, updates, engine, gradients, open, steps);
    } catch (RuntimeException | IOException refused) {
      if (steps != null) {
        steps.close();
      }
      if (open != null) {
        open.close();
      }
      gradients.close();
      throw refused;
    }
  }

  private static Shape output(Block block, Shape input) {
    Shape[] outputs = block.getOutputShapes(new Shape[] {new Shape(1).addAll(input)});
    if (outputs.length != 1) {
      throw new PrivateTrainerException(
          "a model with " + outputs.length + " outputs is not supported",
          "Let it end in one array, which the loss reads");
    }
    return outputs[0].slice(1);
  }

  boolean isOn(Dataset other) {
    return data == other;
  }

  void requireSame(Dataset other) {
    if (!isOn(other)) {
      throw new PrivateTrainerException(
          "one training is on one data set, and this is another object",
          "Make a new trainer, whose training has a budget of its own");
    }
  }

  void evaluatedOn(PublicData validation) {
    publicData = Optional.of(validation);
  }

  long left() {
    return steps.left();
  }

  void step() {
    PrivatizedGradient noised = steps.next(values);
    block.setValues(values);
    updates.step(noised, training.expectedBatch());
    values = block.values();
    steps.keepIfDue(this::kept);
  }

  private ChargedSteps.Kept kept() {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return new ChargedSteps.Kept(wide, updates.state());
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** The result so far, of a run that is over. */
  PrivateResult finish() {
    end();
    return new PrivateResult(
        open.run().runId(),
        plan.terms(),
        plan.bound(),
        training.delta(),
        steps.taken(),
        steps.charged(),
        steps.facts(engine.description()),
        block.assertions(),
        publicData.map(PublicData::source),
        open.range());
  }

  private void end() {
    if (!ended) {
      ended = true;
      steps.keep(kept());
      open.run().finish(steps.left() == 0 ? RunStatus.COMPLETED : RunStatus.INTERRUPTED);
    }
  }

  @Override
  public void close() {
    try {
      end();
    } finally {
      steps.close();
      gradients.close();
      block.setValues(values);
      open.close();
    }
  }
}
