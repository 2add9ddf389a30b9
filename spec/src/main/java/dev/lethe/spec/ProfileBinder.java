package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.event.NeighbouringRelation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Makes the record of a profile of a tree that passed every check. */
final class ProfileBinder {
  private final SpecBinder binder;

  ProfileBinder(Path baseDir) {
    this.binder = new SpecBinder(baseDir);
  }

  ProfileSpec bind(JsonNode root) {
    JsonNode statistics = root.path("statistics");
    int maxValues = statistics.path("maxValues").asInt(FeatureBinder.DEFAULT_MAX_VALUES);
    Map<ProfileSpec.Statistic, Double> shares = new EnumMap<>(ProfileSpec.Statistic.class);
    for (ProfileSpec.Statistic statistic : ProfileSpec.Statistic.values()) {
      shares.put(
          statistic,
          statistics.path("shares").path(statistic.tag()).asDouble(statistic.defaultShare()));
    }
    JsonNode range = statistics.path("range");
    JsonNode privacy = root.path("privacy");
    return new ProfileSpec(
        root.path("metadata").path("name").asText(),
        data(root.path("data"), maxValues),
        privacy.path("epsilon").asDouble(),
        privacy.path("delta").asDouble(),
        SpecBinder.tagged(
            NeighbouringRelation.values(),
            NeighbouringRelation::tag,
            privacy.path("relation"),
            NeighbouringRelation.ADD_OR_REMOVE_ONE.tag()),
        shares,
        maxValues,
        statistics.path("bins").asInt(EvaluationSpec.DEFAULT_BINS),
        range.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new LearnedBounds.Range(range.get(0).asDouble(), range.get(1).asDouble())),
        SpecBinder.grant(root),
        new ReportSpec(root.path("report").path("signWith").asText("operator")));
  }

  private DataSpec data(JsonNode data, int maxValues) {
    DataSource source = binder.source(data.path("source").asText());
    String fallback = source instanceof DataSource.Catalog catalog ? catalog.name() : "";
    JsonNode features = data.path("features");
    List<FeatureSpec.NumericColumn> numeric =
        texts(features.path("numeric"))
            .map(
                c ->
                    (FeatureSpec.NumericColumn)
                        new FeatureSpec.UnlearnedNumeric(c, NumericTransform.NONE))
            .toList();
    List<FeatureSpec.CategoricalColumn> categorical =
        texts(features.path("categorical"))
            .map(
                c ->
                    (FeatureSpec.CategoricalColumn)
                        new FeatureSpec.UnlearnedCategorical(c, maxValues))
            .toList();
    return new DataSpec(
        data.path("id").asText(fallback),
        source,
        data.has("label") ? binder.label(data.path("label")) : new LabelSpec.None(),
        new FeatureSpec.Unlearned(
            numeric,
            categorical,
            FeatureBinder.texts(features.path("missing")),
            UnknownCategoryPolicy.OUT_OF_VOCABULARY),
        SpecBinder.unit(data.path("privacyUnit")),
        SpecBinder.population(data.path("population")),
        new SplitSpec.Hashed(0),
        Optional.empty());
  }

  private static java.util.stream.Stream<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }
}
