package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.data.UnencodedRows;
import dev.lethe.data.learn.BoundedCounts;
import dev.lethe.data.learn.ClassCounts;
import dev.lethe.data.learn.LaplaceCounts;
import dev.lethe.data.learn.NoisyCounts;
import dev.lethe.data.learn.ProfileCounts;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.spec.LearnedBounds;
import dev.lethe.spec.LearnedVocabularies;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.ProfilePlan;
import dev.lethe.spec.ProfileSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Counts what a profile's plan says, one charged release each, in order. */
final class Profiling {
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  private final ProfilePlan plan;
  private final ProfileSpec spec;
  private final UnencodedRows rows;
  private final LedgerRun run;
  private final Releases releases;
  private final Consumer<String> progress;

  Profiling(
      ProfilePlan plan,
      UnencodedRows rows,
      LedgerRun run,
      Releases releases,
      Consumer<String> progress) {
    this.plan = plan;
    this.spec = plan.spec();
    this.rows = rows;
    this.run = run;
    this.releases = releases;
    this.progress = progress;
  }

  void run() {
    for (PlanPart part : plan.parts()) {
      progress.accept(part.name());
      switch (part.name()) {
        case PlanPart.COUNT_UNITS -> units(part);
        case PlanPart.COUNT_MISSING -> missing(part);
        case PlanPart.COUNT_CLASSES -> classes(part);
        case PlanPart.LEARN_BOUNDS ->
            Learning.learnBounds(
                new LearnedBounds(0, spec.numeric(), Map.of(), spec.range()),
                rows,
                part.event(),
                run,
                releases);
        case PlanPart.COUNT_HISTOGRAMS -> histograms(part);
        case PlanPart.SUM_MOMENTS -> moments(part);
        case PlanPart.LEARN_VOCABULARIES ->
            Learning.learnVocabularies(
                new LearnedVocabularies(0, 0, spec.maxValues(), spec.categorical()),
                rows,
                part.event(),
                run,
                releases);
        default -> throw new IllegalStateException("nothing is known of the part " + part.name());
      }
    }
  }

  private void counted(
      PlanPart part,
      long l1,
      Supplier<BoundedCounts> counts,
      Function<NoisyCounts, ObjectNode> shape) {
    try (LaplaceCounts noise = LaplaceCounts.of(l1, part.event())) {
      releases.once(
          run,
          part.name(),
          () -> {
            NoisyCounts released = noise.release(counts.get());
            return shape.apply(released).put("noiseScale", released.scale());
          });
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void units(PlanPart part) {
    counted(
        part,
        1,
        () -> ProfileCounts.units(rows),
        noisy -> object().put("units", Math.max(0, noisy.value(0))));
  }

  private void missing(PlanPart part) {
    List<String> columns = new ArrayList<>(spec.numeric());
    columns.addAll(spec.categorical());
    counted(
        part,
        ProfileCounts.missingL1(columns.size(), rows.maxContributions()),
        () -> ProfileCounts.missing(rows, spec.numeric(), spec.categorical()),
        noisy -> {
          double all = Math.max(1, noisy.value(0));
          ObjectNode node = object().put("rows", Math.max(0, noisy.value(0)));
          ObjectNode shares = node.putObject("missingShare");
          for (int i = 0; i < columns.size(); i++) {
            shares.put(columns.get(i), Math.max(0, Math.min(1, noisy.value(1 + i) / all)));
          }
          return node;
        });
  }

  private void classes(PlanPart part) {
    List<String> names = spec.data().label().classNames();
    counted(
        part,
        rows.maxContributions(),
        () -> ClassCounts.count(rows.classes(), rows.maxContributions(), names.size()),
        noisy -> {
          ObjectNode node = object();
          ObjectNode counts = node.putObject("rows");
          for (int i = 0; i < names.size(); i++) {
            counts.put(names.get(i), Math.max(0, noisy.value(i)));
          }
          return node;
        });
  }

  private List<LearnedBounds.Range> bounds() {
    Map<String, LearnedBounds.Range> learned =
        Learning.readBounds(releases.kept(PlanPart.LEARN_BOUNDS));
    return spec.numeric().stream()
        .map(column -> Optional.ofNullable(learned.get(column)).orElseThrow())
        .toList();
  }

  private void histograms(PlanPart part) {
    List<LearnedBounds.Range> bounds = bounds();
    List<String> columns = spec.numeric();
    int bins = spec.bins();
    counted(
        part,
        ProfileCounts.histogramL1(columns.size(), rows.maxContributions()),
        () -> ProfileCounts.histograms(rows, columns, bounds, bins),
        noisy -> {
          ObjectNode node = object();
          for (int c = 0; c < columns.size(); c++) {
            long[] own = java.util.Arrays.copyOfRange(noisy.values(), c * bins, (c + 1) * bins);
            ObjectNode column = node.withObjectProperty("columns").putObject(columns.get(c));
            ArrayNode counts = column.putArray("counts");
            for (long count : own) {
              counts.add(count);
            }
            ObjectNode quantiles = column.putObject("quantiles");
            for (double share : QUANTILES) {
              quantiles.put(
                  Double.toString(share), ProfileCounts.quantile(own, bounds.get(c), share));
            }
          }
          return node;
        });
  }

  private void moments(PlanPart part) {
    List<LearnedBounds.Range> bounds = bounds();
    List<String> columns = spec.numeric();
    counted(
        part,
        ProfileCounts.momentsL1(columns.size(), rows.maxContributions()),
        () -> ProfileCounts.moments(rows, columns, bounds),
        noisy -> {
          ObjectNode node = object();
          ObjectNode all = node.putObject("columns");
          for (int c = 0; c < columns.size(); c++) {
            ObjectNode column = all.putObject(columns.get(c));
            ProfileCounts.meanAndScale(noisy, c, bounds.get(c))
                .ifPresent(m -> column.put("mean", m[0]).put("scale", m[1]));
          }
          return node;
        });
  }

  /** All that was released, as the file {@code profile.json} holds it. */
  static ObjectNode summary(ProfilePlan plan, String runId, Releases releases) {
    ObjectNode all = object().put("runId", runId);
    all.put("datasetId", plan.spec().data().id());
    for (PlanPart part : plan.parts()) {
      JsonNode released = releases.kept(part.name());
      all.set(part.name(), released);
    }
    return all;
  }
}
