package dev.lethe.training.trainer;

import dev.lethe.privacy.ledger.GrantTerms;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The public description of a private training. Every number in it is declared by whoever trains,
 * and none is counted from the data.
 *
 * <p>The neighbouring relation is add-or-remove-one unit.
 */
public final class PrivateTraining {
  private static final int PHYSICAL_BATCH = 1024;
  private static final long LEDGER_WINDOW = 16;

  /**
   * Several examples may belong to one person.
   *
   * @param name what a unit is, for ledger and report, as a column would be called
   * @param idOfExample the person's own id for the number of an example in the data set; equal ids
   *     are one unit
   * @param maxContributions most examples kept of one person
   */
  record Units(String name, LongFunction<String> idOfExample, int maxContributions) {}

  private final String datasetId;
  private final long population;
  private final double epsilon;
  private final double delta;
  private final double clippingNorm;
  private final double expectedBatch;
  private final OptionalLong steps;
  private final OptionalDouble epochs;
  private final GrantTerms grant;
  private final Optional<Units> units;
  private final Set<String> perExample;
  private final int physicalBatch;
  private final long ledgerWindow;
  private final Path home;
  private final Path witness;

  private PrivateTraining(Builder builder) {
    this.datasetId = builder.datasetId;
    this.population = builder.population;
    this.epsilon = builder.epsilon;
    this.delta = builder.delta.orElse(0.01 / builder.population);
    this.clippingNorm = builder.clippingNorm;
    this.expectedBatch =
        builder.expectedBatch.orElse(
            Math.max(Math.min(builder.population, 256), builder.population / 64.0));
    this.steps = builder.steps;
    this.epochs = builder.epochs;
    this.grant = builder.grant.orElse(new GrantTerms(epsilon, delta));
    this.units = builder.units;
    this.perExample = builder.perExample;
    this.physicalBatch = builder.physicalBatch;
    this.ledgerWindow = builder.ledgerWindow;
    this.home = builder.home.toAbsolutePath().normalize();
    this.witness =
        builder.witness.map(p -> p.toAbsolutePath().normalize()).orElse(home.resolve("witness"));
  }

  /**
   * Starts a description. Defaults: delta 0.01 / population, clipping norm 1, an expected batch of
   * population / 64 but at least 256, each example a unit, state under {@code LETHE_HOME} or {@code
   * ~/.lethe}.
   *
   * @param datasetId names these people for good, in whatever file they come; letters a-z, digits
   * @param population how many units there are in training: public, or a lower bound
   * @param epsilon what the whole training may cost
   */
  public static Builder builder(String datasetId, long population, double epsilon) {
    return new Builder(datasetId, population, epsilon);
  }

  String datasetId() {
    return datasetId;
  }

  long population() {
    return population;
  }

  double epsilon() {
    return epsilon;
  }

  double delta() {
    return delta;
  }

  double clippingNorm() {
    return clippingNorm;
  }

  double expectedBatch() {
    return expectedBatch;
  }

  /** Steps in which every unit is expected to be drawn once. */
  long stepsPerEpoch() {
    return Math.max(1, Math.round(population / expectedBatch));
  }

  /** Of the whole training. */
  long steps() {
    return steps.orElseGet(
        () -> Math.max(1, Math.round(epochs.orElseThrow() * population / expectedBatch)));
  }

  GrantTerms grant() {
    return grant;
  }

  Optional<Units> units() {
    return units;
  }

  int maxContributions() {
    return units.map(Units::maxContributions).orElse(1);
  }

  /** As ledgers and reports call the unit. */
  String unitTag() {
    return units.map(u -> "column:" + u.name()).orElse("row");
  }

  Set<String> perExample() {
    return perExample;
  }

  int physicalBatch() {
    return physicalBatch;
  }

  long ledgerWindow() {
    return ledgerWindow;
  }

  Path home() {
    return home;
  }

  Path witness() {
    return witness;
  }

  /** Collects what is declared. */
  public static final class Builder {
    private final String datasetId;
    private final long population;
    private final double epsilon;
    private Optional<Double> delta = Optional.empty();
    private double clippingNorm = 1;
    private Optional<Double> expectedBatch = Optional.empty();
    private OptionalLong steps = OptionalLong.empty();
    private OptionalDouble epochs = OptionalDouble.empty();
    private Optional<GrantTerms> grant = Optional.empty();
    private Optional<Units> units = Optional.empty();
    private Set<String> perExample = Set.of();
    private int physicalBatch = PHYSICAL_BATCH;
    private long ledgerWindow = LEDGER_WINDOW;
    private Path home;
    private Optional<Path> witness;

    private Builder(String datasetId, long population, double epsilon) {
      if (population < 1) {
        throw new IllegalArgumentException("a population has at least one unit");
      }
      if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
        throw new IllegalArgumentException("epsilon is finite and positive, got " + epsilon);
      }
      this.datasetId = datasetId;
      this.population = population;
      this.epsilon = epsilon;
      this.home =
          variable("LETHE_HOME")
              .orElseGet(() -> Path.of(System.getProperty("user.home"), ".lethe"));
      this.witness = variable("LETHE_WITNESS");
    }

    private static Optional<Path> variable(String name) {
      return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isBlank()).map(Path::of);
    }

    /** Below 1 / population. */
    public Builder delta(double value) {
      this.delta = Optional.of(value);
      return this;
    }

    /** The norm that each unit's gradient is clipped to. */
    public Builder clippingNorm(double value) {
      this.clippingNorm = value;
      return this;
    }

    /** Units expected in a step; each is drawn by itself with this over the population. */
    public Builder expectedBatch(double value) {
      this.expectedBatch = Optional.of(value);
      return this;
    }

    /** Steps of the whole training; in place of epochs. */
    public Builder steps(long value) {
      this.steps = OptionalLong.of(value);
      return this;
    }

    /** How often each unit is expected to be drawn in the whole training. */
    public Builder epochs(double value) {
      this.epochs = OptionalDouble.of(value);
      return this;
    }

    /**
     * What the first training on this dataset id grants for all trainings on it together; what this
     * one costs, unless set.
     */
    public Builder grant(double ofEpsilon, double atDelta) {
      this.grant = Optional.of(new GrantTerms(ofEpsilon, atDelta));
      return this;
    }

    /**
     * Protects people with several examples each.
     *
     * @param name what a unit is, for example {@code patient}
     * @param idOfExample the person's own id for the number of an example in the data set
     * @param maxContributions most examples kept of one person, a public bound
     */
    public Builder units(String name, LongFunction<String> idOfExample, int maxContributions) {
      if (name.isBlank() || maxContributions < 1) {
        throw new IllegalArgumentException("a unit has a name and at least one contribution");
      }
      this.units = Optional.of(new Units(name, idOfExample, maxContributions));
      return this;
    }

    /**
     * Says that blocks with code of yours treat every example by itself; the result names them.
     *
     * @param paths as the refusal named them
     */
    public Builder assertPerExample(String... paths) {
      this.perExample = Set.of(paths);
      return this;
    }

    /** Most units in one pass of the engine; a matter of memory only. */
    public Builder physicalBatch(int value) {
      this.physicalBatch = value;
      return this;
    }

    /** Steps charged at once; a crash loses at most so many. */
    public Builder ledgerWindow(long value) {
      this.ledgerWindow = value;
      return this;
    }

    /** Where ledger, keys and checkpoints lie. */
    public Builder home(Path folder) {
      this.home = folder;
      this.witness = Optional.empty();
      return this;
    }

    /**
     * The description.
     *
     * @throws PrivateTrainerException if it has no sound meaning
     */
    public PrivateTraining build() {
      if (steps.isPresent() == epochs.isPresent()) {
        throw new PrivateTrainerException(
            "the length of the training must be known before it starts",
            "Call either steps(..) or epochs(..)");
      }
      PrivateTraining training = new PrivateTraining(this);
      if (!(training.delta > 0 && training.delta * population < 1)) {
        throw new PrivateTrainerException(
            "a delta of "
                + training.delta
                + " is not between 0 and 1 / population: it would allow publishing somebody's"
                + " record whole",
            "Use at most " + 0.01 / population);
      }
      if (!(training.expectedBatch > 0 && training.expectedBatch <= population)) {
        throw new PrivateTrainerException(
            "an expected batch of "
                + training.expectedBatch
                + " is not between 0 and the population of "
                + population,
            "Correct one of the two");
      }
      return training;
    }
  }
}
