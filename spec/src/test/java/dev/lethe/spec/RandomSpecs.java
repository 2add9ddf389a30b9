package dev.lethe.spec;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.GrantDetails;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Valid specs drawn from a seed, with awkward names and numbers among them. */
final class RandomSpecs {
  private static final List<String> AWKWARD =
      List.of(
          "NO",
          "null",
          "~",
          "1.0",
          "true",
          ".nan",
          "0x1F",
          "#note",
          "a.b",
          "a b",
          "\"q\"",
          "\\",
          "[x]",
          "{y}",
          "*z",
          "&w",
          "é",
          "日本",
          "tab\there",
          "line\nfeed",
          "- dash",
          ": colon",
          "%",
          "\u0000#",
          "\ud83d\ude00",
          "\u0085",
          "\ufeff",
          "'");

  private final Random random;

  RandomSpecs(long seed) {
    random = new Random(seed);
  }

  TrainingSpec next() {
    TrainingSpecBuilder builder =
        TrainingSpecs.builder()
            .name("run-" + random.nextInt(1000))
            .privacy(positive(), random.nextDouble() * 0.5 + Double.MIN_NORMAL)
            .relation(
                random.nextBoolean()
                    ? NeighbouringRelation.ADD_OR_REMOVE_ONE
                    : NeighbouringRelation.ZERO_OUT)
            .steps(4 + random.nextInt(99_999_990))
            .model(model())
            .optimizer(optimizer());
    long population = 2 + (long) (random.nextDouble() * 1e11 * 0.9);
    builder.population(population, name()).expectedBatch(population * random.nextDouble() + 1e-3);
    builder.clipping(clipping());
    if (random.nextBoolean()) {
      builder.noiseMultiplier(positive()).ledgerWindow(1 + random.nextInt(100));
      builder.physicalBatch(1 + random.nextInt(1000)).signWith("key" + random.nextInt(9));
    }
    if (random.nextBoolean()) {
      builder.grant(positive(), 1e-9 + random.nextDouble() * 0.9, details());
    }
    if (random.nextInt(4) == 0) {
      builder.privacy(50, 0.4).chargedEvaluation(positive() * 1e-6, 2 * (1 + random.nextInt(500)));
    }
    if (random.nextInt(4) == 0) {
      builder.privacy(50, 0.4).learnClassWeights(positive() * 1e-6);
    }
    if (random.nextInt(4) == 0) {
      images(builder);
    } else {
      table(builder);
    }
    return builder.build();
  }

  private void images(TrainingSpecBuilder builder) {
    builder
        .source("file:images-" + random.nextInt(9) + ".idx")
        .id("images")
        .idxLabel("file:labels.gz", 2 + random.nextInt(9))
        .pixels(1 + random.nextInt(64), 1 + random.nextInt(64))
        .privacyUnit(new UnitSpec.Row());
    switch (random.nextInt(3)) {
      case 0 ->
          builder.pixels(32 + random.nextInt(32), 32 + random.nextInt(32)).transform(transform());
      case 1 -> builder.pixels(16 + random.nextInt(32), 16 + random.nextInt(32)).model(cnn());
      default -> {}
    }
    if (random.nextBoolean()) {
      long middle = random.nextInt(1000);
      builder.split(
          new SplitSpec.Ranges(
              List.of(new SplitSpec.Range(0, middle)),
              List.of(new SplitSpec.Range(middle + 1, middle + 5))));
    }
  }

  private ImageTransform transform() {
    if (random.nextBoolean()) {
      ImageTransform.Scattering one =
          new ImageTransform.Scattering(1 + random.nextInt(4), 1 + random.nextInt(16), 1);
      return random.nextBoolean()
          ? one
          : new ImageTransform.Scattering(one.scales(), one.orientations(), one.channels());
    }
    return new ImageTransform.RandomFeatures(
        ImageTransform.FeatureMap.values()[random.nextInt(2)],
        1 + random.nextInt(20_000),
        positive(),
        random.nextLong() & (1L << 53) - 1);
  }

  private void table(TrainingSpecBuilder builder) {
    List<String> columns = names(3 + random.nextInt(8));
    String label = columns.get(0);
    boolean catalogue = random.nextBoolean();
    builder.source(catalogue ? "catalog:breast-cancer-wisconsin" : "file:dir/x y.csv.gz");
    if (!catalogue || random.nextBoolean()) {
      builder.id("people-" + random.nextInt(10));
    }
    if (random.nextBoolean()) {
      builder.binaryLabel(label, names(1 + random.nextInt(3)).toArray(String[]::new));
    } else {
      builder.multiclassLabel(label, names(2 + random.nextInt(4)));
    }
    builder.privacyUnit(
        random.nextBoolean()
            ? new UnitSpec.Row()
            : new UnitSpec.Column(columns.get(1), 1 + random.nextInt(20)));
    builder.split(new SplitSpec.Hashed((1 + random.nextInt(98)) / 100.0));
    builder.missing(names(random.nextInt(3)).toArray(String[]::new));
    for (String column : columns.subList(2, columns.size())) {
      NumericTransform transform = NumericTransform.values()[random.nextInt(3)];
      if (random.nextInt(4) == 0) {
        builder.privacy(50, 0.4).unboundedNumeric(column, transform).learnBounds(positive() * 1e-6);
      } else if (random.nextInt(4) == 0) {
        builder.privacy(50, 0.4).openCategorical(column);
        builder.learnVocabularies(positive() * 1e-6, 1e-3, 1 + random.nextInt(100));
      } else if (random.nextBoolean()) {
        builder.categorical(column, names(1 + random.nextInt(5)), name());
      } else {
        double min = transform == NumericTransform.LOG1P ? positive() : positive() - 5e5;
        builder.numeric(column, min, min + 1 + positive(), transform, name());
      }
    }
  }

  private ModelSpec cnn() {
    Optional<ModelSpec.Pool> pool =
        random.nextBoolean()
            ? Optional.of(new ModelSpec.Pool(1 + random.nextInt(2), 1 + random.nextInt(3)))
            : Optional.empty();
    return new ModelSpec.Cnn(
        List.of(
            new ModelSpec.Convolution(
                1 + random.nextInt(9), 1 + random.nextInt(8), 1, random.nextInt(3), pool)),
        random.nextBoolean() ? List.of() : List.of(5),
        ModelSpec.Activation.values()[random.nextInt(2)]);
  }

  private ModelSpec model() {
    if (random.nextBoolean()) {
      return new ModelSpec.LogisticRegression();
    }
    List<Integer> hidden =
        IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> 1 + random.nextInt(65536)).toList();
    return new ModelSpec.Mlp(hidden, ModelSpec.Activation.values()[random.nextInt(2)]);
  }

  private ClippingSpec clipping() {
    double norm = 1e-6 + positive();
    return switch (random.nextInt(5)) {
      case 0 -> new ClippingSpec.PerLayer(norm, List.of());
      case 1 -> new ClippingSpec.PerLayer(2e-6 + norm, List.of(norm * 0.6, 1e-6 + norm * 0.8));
      case 2 -> new ClippingSpec.Automatic(norm, 1e-6 + positive());
      case 3 ->
          new ClippingSpec.Adaptive(
              norm, 1e-6, norm, 0.01 + 0.9 * random.nextDouble(), 1, 1e-3 + positive());
      default -> ClippingSpec.flat(norm);
    };
  }

  private OptimizerSpec optimizer() {
    OptimizerSpec.Adam adam =
        new OptimizerSpec.Adam(
            rate(),
            random.nextDouble(),
            random.nextDouble(),
            random.nextDouble() + 1e-12,
            random.nextBoolean()
                ? OptionalDouble.empty()
                : OptionalDouble.of(1e-30 + 0.9 * random.nextDouble()));
    return switch (random.nextInt(3)) {
      case 0 ->
          new OptimizerSpec.Sgd(
              rate(), 0.01 + 0.9 * random.nextDouble(), random.nextBoolean(), random.nextInt(3));
      case 1 -> new OptimizerSpec.AdamW(adam, random.nextInt(2) * random.nextDouble());
      default -> adam;
    };
  }

  private LearningRate rate() {
    long warmup = random.nextInt(2);
    return switch (random.nextInt(4)) {
      case 0 -> new LearningRate.Linear(positive(), positive(), warmup);
      case 1 -> new LearningRate.Cosine(positive(), 0, warmup);
      case 2 -> new LearningRate.Steps(positive(), List.of(1L, 3L), 1e-3 * positive(), warmup);
      default -> new LearningRate.Constant(positive(), warmup);
    };
  }

  private GrantDetails details() {
    Optional<String> owner = line();
    Optional<LocalDate> expires =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(LocalDate.of(1 + random.nextInt(9999), 1 + random.nextInt(12), 28));
    return new GrantDetails(owner, line(), expires);
  }

  /** An awkward one that can stand on a line of its own. */
  private Optional<String> line() {
    return Optional.of(AWKWARD.get(random.nextInt(AWKWARD.size())))
        .filter(t -> !t.isBlank() && t.chars().noneMatch(Character::isISOControl));
  }

  /** Spread over many sizes, in (0, 1e6). */
  private double positive() {
    return Math.pow(10, random.nextDouble() * 11 - 5) * 0.9;
  }

  private List<String> names(int count) {
    Set<String> names = new LinkedHashSet<>();
    while (names.size() < count) {
      names.add(name());
    }
    return new ArrayList<>(names);
  }

  private String name() {
    return random.nextInt(3) == 0
        ? AWKWARD.get(random.nextInt(AWKWARD.size()))
        : "c" + random.nextInt(1000);
  }
}
