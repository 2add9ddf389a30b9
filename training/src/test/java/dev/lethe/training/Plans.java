package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.EvaluationSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.LearningSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.OptimizerSpec;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.PrivacySpec;
import dev.lethe.spec.PublicNumber;
import dev.lethe.spec.ReportSpec;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSettings;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.spec.UnitSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import dev.lethe.training.djl.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Small plans and data that a linear model can learn. */
final class Plans {
  static final int INPUTS = 5;
  static final int RECORDS = 2;
  static final int POPULATION = 3000;
  static final double NOISE_MULTIPLIER = 1;
  static final String DIGEST = "ab".repeat(32);

  private Plans() {}

  static TrainingPlan logistic(long steps) {
    return of(new ModelSpec.LogisticRegression(), new OptimizerSpec.Sgd(2, 0.5), 2, steps);
  }

  static TrainingPlan of(ModelSpec model, OptimizerSpec optimizer, int classes, long steps) {
    LabelSpec label =
        classes == 2
            ? new LabelSpec.Binary("y", List.of("1"))
            : new LabelSpec.Multiclass(
                "y", IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    List<FeatureSpec.Numeric> columns =
        IntStream.range(0, INPUTS)
            .mapToObj(
                i -> new FeatureSpec.Numeric("x" + i, -3, 3, NumericTransform.NONE, "made up"))
            .toList();
    FeatureSpec features =
        new FeatureSpec.Columns(columns, List.of(), List.of(), UnknownCategoryPolicy.REFUSE);
    DataSpec data =
        new DataSpec(
            "made-up",
            new DataSource.File(Path.of("none.csv")),
            label,
            features,
            new UnitSpec.Column("person", RECORDS),
            new PublicNumber(POPULATION, "made up"),
            new SplitSpec.Hashed(0),
            Optional.empty());
    double batch = 200;
    TrainingSpec spec =
        new TrainingSpec(
            "test",
            data,
            new PrivacySpec(
                8, 1e-5, NeighbouringRelation.ADD_OR_REMOVE_ONE, batch, 1, OptionalDouble.empty()),
            model,
            optimizer,
            new TrainingSettings(steps, 64, TrainingSettings.Device.CPU, 4, Optional.empty()),
            LearningSpec.none(),
            EvaluationSpec.uncharged(EvaluationMode.UNPROTECTED),
            Optional.empty(),
            new ReportSpec("operator"),
            Optional.empty());
    int outputs = classes == 2 ? 1 : classes;
    int parameters = Network.of(model, INPUTS, outputs).dimension();
    double rate = batch / POPULATION;
    PoissonSampled event = new PoissonSampled(rate, new Gaussian(NOISE_MULTIPLIER));
    return new TrainingPlan(
        spec,
        DIGEST,
        INPUTS,
        outputs,
        parameters,
        rate,
        NOISE_MULTIPLIER,
        NoiseGrid.forClippingNorm(1, parameters),
        List.of(new PlanPart(PlanPart.TRAINING, event, steps)),
        1e-5,
        1e-15,
        new EpsilonBound(8, OptionalDouble.empty(), "rdp", 1e-5),
        new TrainingPlan.Estimate(1, 1));
  }

  /** The same with other clipping, and what it bills as it was. */
  static TrainingPlan clipped(TrainingPlan plan, ClippingSpec clipping) {
    TrainingSpec spec = plan.spec();
    PrivacySpec privacy = spec.privacy();
    TrainingSpec clipped =
        new TrainingSpec(
            spec.name(),
            spec.data(),
            new PrivacySpec(
                privacy.epsilon(),
                privacy.delta(),
                privacy.relation(),
                privacy.expectedBatch(),
                clipping,
                privacy.noiseMultiplier()),
            spec.model(),
            spec.optimizer(),
            spec.training(),
            spec.learning(),
            spec.evaluation(),
            spec.grant(),
            spec.report(),
            spec.search());
    return new TrainingPlan(
        clipped,
        plan.specDigest(),
        plan.features(),
        plan.outputs(),
        plan.parameters(),
        plan.samplingRate(),
        plan.noiseMultiplier(),
        plan.grid(),
        plan.parts(),
        plan.accountantDelta(),
        plan.reservedDelta(),
        plan.predicted(),
        plan.estimate());
  }

  /** Units of one or two records whose class is the greatest of linear scores. */
  static UnitTable data(int units, int classes, long seed) {
    Random random = new Random(seed);
    int[] firstRow = new int[units + 1];
    for (int u = 0; u < units; u++) {
      firstRow[u + 1] = firstRow[u] + 1 + random.nextInt(RECORDS);
    }
    int rows = firstRow[units];
    float[] features = new float[rows * INPUTS];
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < INPUTS; i++) {
        features[r * INPUTS + i] = (float) (2 * random.nextDouble() - 1);
      }
      labels[r] = classOf(features, r * INPUTS, classes);
    }
    byte[] ids = new byte[units * UnitTable.ID_BYTES];
    random.nextBytes(ids);
    return new UnitTable(ids, firstRow, INPUTS, features, labels);
  }

  private static int classOf(float[] features, int from, int classes) {
    if (classes == 2) {
      return features[from] - 2 * features[from + 1] + 0.5 * features[from + 2] > 0.1 ? 1 : 0;
    }
    int best = 0;
    for (int c = 0; c < classes; c++) {
      best = features[from + c] > features[from + best] ? c : best;
    }
    return best;
  }
}
