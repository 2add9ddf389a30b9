package dev.lethe.spec;

/**
 * Time and memory to expect of a run, from its shapes alone; a rough guide for two cores, in no way
 * a bound. The constants are described in {@code docs/spec.md}.
 */
final class CostModel {
  private static final double START_SECONDS = 3;
  private static final double STEP_SECONDS = 0.003;
  private static final double ENGINE_FLOPS = 1e10;
  private static final double CLIPPING_FLOPS = 1e9;
  private static final double TRANSFORM_FLOPS = 1e9;
  private static final double NOISE_SECONDS = 2e-7;
  private static final long BASE_BYTES = 400L << 20;

  private CostModel() {}

  static TrainingPlan.Estimate of(TrainingSpec spec, ModelShape shape) {
    double records = spec.data().unit().maxContributions();
    double physical = spec.training().physicalBatch();
    double rows = Math.ceil(spec.privacy().expectedBatch() / physical) * physical * records;
    double d = shape.parameters();
    double step =
        STEP_SECONDS
            + 6 * d * rows / ENGINE_FLOPS
            + 2 * d * rows / CLIPPING_FLOPS
            + NOISE_SECONDS * d;
    double table = 4.0 * spec.data().population().value() * records * (shape.features() + 1);
    double loaded = table / (1 << 27) + transformed(spec) / TRANSFORM_FLOPS;
    double bytes = BASE_BYTES + table * 1.25 + 12 * physical * records * (d / 8 + 1) + 60 * d;
    return new TrainingPlan.Estimate(
        START_SECONDS + loaded + spec.training().steps() * step, (long) bytes);
  }

  private static double transformed(TrainingSpec spec) {
    return spec.data().features() instanceof FeatureSpec.Transformed images
        ? spec.data().population().value()
            * images.transform().operations(images.pixels().rows(), images.pixels().columns())
        : 0;
  }
}
