package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.privacy.mechanism.PrivatizedGradient;
import dev.lethe.privacy.noise.SecureNoise;
import dev.lethe.training.djl.ClippedGradients;
import dev.lethe.training.djl.ClippingBounds;
import dev.lethe.training.djl.FiniteValues;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Noised gradients for whoever updates the parameters: each was charged to the ledger, durably,
 * before it was computed, and costs at most the terms' event.
 *
 * <p>The noise is drawn under a fresh secret key, and no caller can replace it. The ledger's run
 * stays the caller's, who finishes it.
 */
public final class ChargedSteps implements AutoCloseable {
  private static final long CHECKPOINT_NANOS = Duration.ofSeconds(5).toNanos();

  private final StepTerms terms;
  private final StepCharges charges;
  private final Checkpoint checkpoint;
  private final NoiseSource noise;
  private final ClippedGradients gradients;
  private final GridGaussianMechanism mechanism;
  private final DeltaItems items;
  private final NoisedSteps steps;
  private long paid;
  private long taken;
  private long lastCheckpoint = System.nanoTime() - CHECKPOINT_NANOS;

  /** What to go on from: post-processing of charged steps. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Kept(double[] parameters, double[] optimizer) {}

  private ChargedSteps(
      StepTerms terms,
      ClippedGradients gradients,
      UnitTable data,
      LedgerRun run,
      Checkpoint checkpoint,
      NoiseSource noise) {
    this.terms = terms;
    this.charges = new StepCharges.OfRun(run);
    this.checkpoint = checkpoint;
    this.noise = noise;
    this.gradients = gradients;
    this.mechanism = new GridGaussianMechanism(terms.noiseMultiplier(), terms.grid(), noise);
    this.items =
        DeltaItems.of(
            terms.epsilon(), terms.steps(), terms.grid().dimension(), noise.distancePerValue());
    this.items.requireWithin(terms.reservedDelta());
    requireDrawable();
    this.steps = new NoisedSteps(terms.samplingRate(), data, gradients, mechanism);
  }

  /**
   * Prepares the steps that the run has left; charges nothing yet.
   *
   * @param gradients of the units; stays the caller's to close
   * @param run begun on the terms
   * @param io where the checkpoint is kept
   * @throws IllegalArgumentException if the run was begun for something else, or the noise cannot
   *     be drawn
   * @throws TrainingRefusedException if the data contradict what the terms declare as public
   */
  public static ChargedSteps open(
      StepTerms terms, ClippedGradients gradients, UnitTable data, LedgerRun run, TrainingIo io) {
    if (!run.terms().equals(terms.run(run.runId()))
        || !run.population().equals(terms.population())) {
      throw new IllegalArgumentException(
          "the ledger's run does not pay for these steps; begin a run on their own terms. No step"
              + " was charged");
    }
    if (gradients.bounds().unitCap() < 4 * terms.expectedBatch()) {
      throw new IllegalArgumentException("the gradients are bounded for smaller batches");
    }
    if (data.units() > 2 * terms.units()) {
      throw new TrainingRefusedException(
          "there are more than twice as many privacy units as the declared population; correct it."
              + " No step was charged");
    }
    Checkpoint checkpoint = new Checkpoint(io, run.runId(), terms.planDigest());
    NoiseSource noise = SecureNoise.aheadOfTime();
    try {
      return new ChargedSteps(terms, gradients, data, run, checkpoint, noise);
    } catch (RuntimeException refused) {
      noise.close();
      throw refused;
    }
  }

  private void requireDrawable() {
    double steps = standardDeviation() / terms.grid().step();
    if (!(steps >= 1 && steps <= ExactRoundedGaussian.MAX_STANDARD_DEVIATION)) {
      throw new IllegalArgumentException(
          "noise of "
              + steps
              + " grid steps cannot be drawn; ask for another epsilon or fewer steps. No step was"
              + " charged");
    }
  }

  /**
   * What an earlier process of this run left, if anything; to be asked before the first step.
   *
   * @param optimizer how many values the optimizer keeps
   * @throws CheckpointException if it cannot be trusted
   */
  public Optional<Kept> resume(int optimizer) {
    Optional<TrainingState> state =
        checkpoint.read(Math.toIntExact(terms.grid().dimension()), optimizer);
    if (state.isPresent() && state.get().stepsDone() > charges.charged()) {
      throw new CheckpointException(
          "the checkpoint "
              + checkpoint.file()
              + " has taken more steps than the ledger has charged: the ledger is an older copy."
              + " Restore the ledger; if it is lost, this checkpoint must not be used");
    }
    taken = state.map(TrainingState::stepsDone).orElse(0L);
    return state.map(kept -> new Kept(kept.parameters(), kept.optimizer()));
  }

  /** Steps taken, those of earlier processes that were kept included. */
  public long taken() {
    return taken;
  }

  /** Steps that the ledger has charged, at least those taken. */
  public long charged() {
    return charges.charged();
  }

  /** At most the planned steps minus those taken, and no more than can be paid for. */
  public long left() {
    return Math.min(terms.steps() - taken, paid + charges.left());
  }

  /**
   * One step's noised sum, charged first.
   *
   * @param parameters where the gradients are taken
   * @throws IllegalStateException if no step is left
   * @throws TrainingDivergedException if a parameter is not finite; nothing more is charged
   * @throws dev.lethe.privacy.ledger.BudgetExceededException if the grant cannot pay
   */
  public PrivatizedGradient next(float[] parameters) {
    if (left() < 1) {
      throw new IllegalStateException("all " + terms.steps() + " steps of this run are taken");
    }
    if (!FiniteValues.all(parameters)) {
      throw new TrainingDivergedException(taken);
    }
    if (paid == 0) {
      long window = Math.min(terms.ledgerWindow(), left());
      charges.charge(window);
      paid = window;
    }
    paid--;
    PrivatizedGradient noised = steps.next(parameters);
    taken++;
    return noised;
  }

  /** Keeps a checkpoint at the end of a window, at most every few seconds. */
  public void keepIfDue(Supplier<Kept> state) {
    if (paid == 0 && System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS) {
      keep(state.get());
    }
  }

  /** Keeps a checkpoint now, so that what was paid for is not lost. */
  public void keep(Kept state) {
    checkpoint.write(
        new TrainingState(
            taken, state.parameters(), state.optimizer(), gradients.bounds().clippingNorm()));
    lastCheckpoint = System.nanoTime();
  }

  /**
   * The constants of these steps.
   *
   * @param engine engine and version
   */
  public TrainingFacts facts(String engine) {
    ClippingBounds bounds = gradients.bounds();
    return new TrainingFacts(
        bounds.clippingNorm(),
        bounds.normSlack(),
        bounds.massBound(),
        bounds.floatError(),
        terms.grid().step(),
        terms.grid().dimension(),
        terms.grid().sensitivity(bounds.clippingNorm(), bounds.normSlack(), bounds.floatError()),
        terms.noiseMultiplier(),
        standardDeviation(),
        bounds.unitCap(),
        gradients.unitsPerPass(),
        terms.expectedBatch(),
        NoisedSteps.SAMPLER,
        noise.description(),
        engine,
        noise.distancePerValue(),
        items.noise(),
        items.unitCap());
  }

  private double standardDeviation() {
    ClippingBounds bounds = gradients.bounds();
    return mechanism.standardDeviation(
        bounds.clippingNorm(), bounds.normSlack(), bounds.floatError());
  }

  @Override
  public void close() {
    steps.close();
    noise.close();
  }
}
