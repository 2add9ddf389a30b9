package dev.lethe.training.trainer;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.translate.TranslateException;
import ai.djl.util.Pair;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A DJL trainer whose every step was charged to the ledger before it was computed, and whose whole
 * training costs at most the described epsilon: Poisson sampling of units, each unit's gradient
 * clipped, Gaussian noise from a secure source that no caller can replace (Abadi et al. 2016). The
 * model's block holds the trained parameters after every step.
 *
 * <p>DJL's optimizer gets noised gradients only. Listeners hear of epochs and steps, of public
 * figures and of what is measured on public data; of training loss and training accuracy they hear
 * nothing, and see NaN. What would go around the ledger ({@link #forward}, {@link
 * #newGradientCollector}) is refused.
 */
public final class PrivateTrainer extends Trainer {
  private final TrainingConfig config;
  private final PrivateTraining training;
  private @Nullable Shape input;
  private @Nullable TrainingRun run;
  private @Nullable Dataset declaredPublic;
  private @Nullable PrivateResult result;

  private PrivateTrainer(Model model, TrainingConfig config, PrivateTraining training) {
    super(model, new PublicConfig(config));
    this.config = config;
    this.training = training;
  }

  /**
   * Takes the place of {@code model.newTrainer(config)}.
   *
   * @param model with its block; on the CPU, in fp32
   * @param config loss, optimizer, initializers, evaluators and listeners
   * @param training what privacy the training keeps
   * @throws PrivateTrainerException if the configuration asks for what cannot be done privately
   */
  public static PrivateTrainer of(Model model, TrainingConfig config, PrivateTraining training) {
    for (Device device : config.getDevices()) {
      if (!device.getDeviceType().equals(Device.Type.CPU)) {
        throw new PrivateTrainerException(
            "private training on the device " + device + " is not supported",
            "Set optDevices(new Device[] {Device.cpu()}) and make the model on it");
      }
    }
    for (Pair<Initializer, Predicate<Parameter>> pair : config.getInitializers()) {
      if (pair.getKey() != null && pair.getValue() != null) {
        model.getBlock().setInitializer(pair.getKey(), pair.getValue());
      }
    }
    return new PrivateTrainer(model, config, training);
  }

  /**
   * @param shapes of the one input, the batch axis first
   */
  @Override
  public void initialize(Shape... shapes) {
    if (shapes.length != 1 || shapes[0].dimension() < 2) {
      throw new PrivateTrainerException(
          "a model with " + shapes.length + " inputs, or one without axes, is not supported",
          "Give one shape with the batch axis first, for example new Shape(1, 784)");
    }
    super.initialize(shapes);
    this.input = shapes[0].slice(1);
  }

  /**
   * All epochs that are left.
   *
   * @param data the examples; the data set's own sampling is not used
   * @return what the report needs
   */
  public PrivateResult fit(RandomAccessDataset data) throws IOException, TranslateException {
    return fit(data, Optional.empty());
  }

  /**
   * All epochs that are left, each followed by DJL's evaluators on public data.
   *
   * @param data the examples; the data set's own sampling is not used
   * @param validation is not protected
   * @return what the report needs
   */
  public PrivateResult fit(RandomAccessDataset data, PublicData validation)
      throws IOException, TranslateException {
    return fit(data, Optional.of(validation));
  }

  private PrivateResult fit(RandomAccessDataset data, Optional<PublicData> validation)
      throws IOException, TranslateException {
    TrainingRun open = begin(data);
    validation.ifPresent(
        declared -> {
          open.evaluatedOn(declared);
          declaredPublic = declared.dataset();
        });
    while (open.left() > 0) {
      epoch(open);
      if (validation.isPresent()) {
        evaluate(validation.get());
      }
      notifyListeners(listener -> listener.onEpoch(this));
    }
    return finish();
  }

  /**
   * One epoch: as many steps as draw every unit once in expectation, or as are left.
   *
   * @return whether any step is left
   */
  public boolean trainEpoch(RandomAccessDataset data) throws IOException, TranslateException {
    TrainingRun open = begin(data);
    epoch(open);
    notifyListeners(listener -> listener.onEpoch(this));
    return open.left() > 0;
  }

  private void epoch(TrainingRun open) {
    long steps = Math.min(training.stepsPerEpoch(), open.left());
    for (long i = 0; i < steps; i++) {
      open.step();
      announce(i, steps);
    }
  }

  /**
   * One private step on the data of {@link #trainEpoch} or {@link #use}.
   *
   * @throws PrivateTrainerException if there are none yet
   */
  @Override
  public void step() {
    requireUnfinished();
    if (run == null) {
      throw new PrivateTrainerException(
          "a private step draws its own units, and has no data yet", "Call use(dataset) before");
    }
    run.step();
  }

  /** Names the data of the steps that follow, and begins or resumes the ledger's run. */
  public void use(RandomAccessDataset data) throws IOException, TranslateException {
    begin(data);
  }

  /** Steps that may still be taken; all of them before the first. */
  public long stepsLeft() {
    return run == null ? training.steps() : run.left();
  }

  private void requireUnfinished() {
    if (result != null) {
      throw new PrivateTrainerException(
          "this training is finished", "Make another trainer to go on with the same run or budget");
    }
  }

  private TrainingRun begin(RandomAccessDataset data) throws IOException, TranslateException {
    requireUnfinished();
    if (input == null) {
      throw new PrivateTrainerException(
          "the model has no parameters yet", "Call initialize(shape) before");
    }
    if (run == null) {
      run = TrainingRun.open(getModel(), config, training, input, data);
    }
    run.requireSame(data);
    return run;
  }

  /** To listeners, a batch without content: place and expected size are public. */
  private void announce(long step, long steps) {
    try (NDManager empty = getManager().newSubManager()) {
      int size = (int) Math.ceil(training.expectedBatch());
      Batch batch = new Batch(empty, new NDList(), new NDList(), size, null, null, step, steps);
      TrainingListener.BatchData seen = new TrainingListener.BatchData(batch, Map.of(), Map.of());
      notifyListeners(listener -> listener.onTrainingBatch(this, seen));
    }
  }

  private void evaluate(PublicData validation) throws IOException, TranslateException {
    EasyTrain.evaluateDataset(this, validation.dataset());
  }

  /**
   * What the training has left behind; ends the run of the ledger where no step is left.
   *
   * @throws PrivateTrainerException if nothing was trained
   */
  public PrivateResult finish() {
    if (result != null) {
      return result;
    }
    if (run == null) {
      throw new PrivateTrainerException("nothing was trained yet", "Call fit(dataset) before");
    }
    result = run.finish();
    return result;
  }

  /**
   * For data that were declared public in {@link #fit(RandomAccessDataset, PublicData)}, the same
   * object; nothing can tell of any other that it holds nobody in training.
   *
   * @throws PrivateTrainerException for any other data
   */
  @Override
  public Iterable<Batch> iterateDataset(Dataset dataset) throws IOException, TranslateException {
    if (dataset != declaredPublic) {
      throw new PrivateTrainerException(
          "iterating over data that were not declared public could release figures of private data"
              + " that nothing was charged for",
          "To train, call fit(dataset) in place of EasyTrain; to evaluate on public data, declare"
              + " them in fit(dataset, new PublicData(other, source))");
    }
    return super.iterateDataset(dataset);
  }

  @Override
  public GradientCollector newGradientCollector() {
    throw around("collecting gradients");
  }

  @Override
  public NDList forward(NDList inputs) {
    throw around("a forward pass in training mode");
  }

  @Override
  public NDList forward(NDList inputs, NDList labels) {
    throw around("a forward pass in training mode");
  }

  private static PrivateTrainerException around(String what) {
    return new PrivateTrainerException(
        what + " would use private data that nothing was charged for",
        "Call fit(dataset), trainEpoch(dataset) or step() in place of EasyTrain");
  }

  /** Ends the run: to be resumed by the same program if steps are left. */
  @Override
  public void close() {
    try {
      if (run != null) {
        run.close();
      }
    } finally {
      super.close();
    }
  }
}
