package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.NeighbouringRelation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningSpecTest {
  private static final String LEARNED =
      SpecFixtures.READMISSION
          .replaceAll("      time_in_hospital: .*\n", "      learn: { epsilon: 0.2 }\n")
          .replaceAll(
              "      gender: .*\n", "      learn: { epsilon: 0.3, delta: 1e-8, maxValues: 5 }\n");

  private static final ProfiledFeatures PROFILE =
      new ProfiledFeatures(
          "diabetes-130-us-hospitals",
          "column:patient_nbr",
          NeighbouringRelation.ADD_OR_REMOVE_ONE,
          new ProfileOrigin("run-7", "a".repeat(64)),
          Map.of("time_in_hospital", new LearnedBounds.Range(-1, 15)),
          Map.of("gender", List.of("Female", "Male")));

  @Test
  void theColumnsToLearnAreThoseWithoutADescription() {
    TrainingSpec spec =
        SpecFixtures.read(
            LEARNED,
            "data.features.bounds.learn.transforms.time_in_hospital=asinh",
            "data.features.bounds.learn.range=[0, 100]",
            "training.classWeights={learn: {epsilon: 0.05}}");

    assertThat(spec.learning())
        .isEqualTo(
            new LearningSpec(
                Optional.of(
                    new LearnedBounds(
                        0.2,
                        List.of("time_in_hospital"),
                        Map.of("time_in_hospital", NumericTransform.ASINH),
                        Optional.of(new LearnedBounds.Range(0, 100)))),
                Optional.of(new LearnedVocabularies(0.3, 1e-8, 5, List.of("gender"))),
                Optional.of(new LearnedClassWeights(0.05))));
  }

  @Test
  void theWidthIsFixedBeforeAnythingIsLearned() {
    FeatureSpec.Unlearned features =
        (FeatureSpec.Unlearned) SpecFixtures.read(LEARNED).data().features();

    FeatureSpec.Columns columns =
        features.with(
            new LearnedFeatures(
                Map.of("time_in_hospital", new LearnedBounds.Range(1, 14)),
                Map.of("gender", List.of("Female")),
                "learned"));

    assertThat(features.width()).isEqualTo(2 + 5 + 1);
    assertThat(columns.width()).isEqualTo(features.width());
    assertThat(columns.numeric())
        .containsExactly(
            new FeatureSpec.Numeric("time_in_hospital", 1, 14, NumericTransform.NONE, "learned"),
            new FeatureSpec.Numeric("number_inpatient", 0, 20, NumericTransform.LOG1P, "UCI 296"));
    assertThat(columns.categorical())
        .containsExactly(new FeatureSpec.Categorical("gender", List.of("Female"), "learned", 5));
  }

  @Test
  void whatWasNotLearnedOrDoesNotFitIsRefused() {
    FeatureSpec.Unlearned features =
        (FeatureSpec.Unlearned) SpecFixtures.read(LEARNED).data().features();

    assertThatThrownBy(() -> features.with(new LearnedFeatures(Map.of(), Map.of(), "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time_in_hospital");
    assertThatThrownBy(
            () ->
                features.with(
                    new LearnedFeatures(
                        Map.of("time_in_hospital", new LearnedBounds.Range(0, 1)),
                        Map.of("gender", List.of("a", "b", "c", "d", "e", "f")),
                        "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 values where 5");
  }

  @Test
  void aChargedEvaluationTakesATenthUnlessTold() {
    assertThat(SpecFixtures.read(SpecFixtures.READMISSION, "evaluation=charged").evaluation())
        .isEqualTo(new EvaluationSpec(EvaluationMode.CHARGED, 0.3, 32, Optional.empty()));
    assertThat(
            SpecFixtures.read(
                    SpecFixtures.READMISSION,
                    "evaluation={mode: charged, epsilon: 0.1, bins: 16, groupBy: gender}")
                .evaluation())
        .isEqualTo(new EvaluationSpec(EvaluationMode.CHARGED, 0.1, 16, Optional.of("gender")));
    assertThat(
            SpecFixtures.read(SpecFixtures.READMISSION, "evaluation={mode: public}").evaluation())
        .isEqualTo(EvaluationSpec.uncharged(EvaluationMode.PUBLIC));
  }

  @Test
  void declaredClassWeightsFollowTheOrderOfTheClasses() {
    assertThat(
            SpecFixtures.read(
                    SpecFixtures.READMISSION,
                    "training.classWeights={values: {positive: 3, negative: 0.5}, source: a paper}")
                .training()
                .classWeights())
        .contains(new ClassWeights(List.of(0.5, 3.0), "a paper"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.features.bounds.learn={} | the key 'epsilon' is missing
          data.features.bounds.learn.epsilon=0 | must be greater than 0
          data.features.bounds.learn.epsilon=2.7 | leaves nothing for training
          data.features.bounds.learn.transforms={number_inpatient: log1p} | not a numeric column whose bounds are learned
          data.features.bounds.learn.transforms={time_in_hospitl: log1p} | did you mean 'time_in_hospital'
          data.features.bounds.learn.transforms={time_in_hospital: log} | unknown value 'log'
          data.features.bounds.learn.range=[1] | needs at least 2 item
          data.features.bounds.learn.range=[1, 1] | the second number must be above the first
          data.features.bounds.learn.range=[-1e308, 1e308] | too wide
          data.features.bounds.learn={epsilon: 0.1, range: [-5, 0], transforms: {time_in_hospital: log1p}} | needs values above 0
          data.features.bounds.time_in_hospital={min: 0, max: 1, source: x} | there is no numeric column without public bounds
          data.features.numeric=[learn, number_inpatient] | cannot be told from the key
          data.features.vocabularies.learn.delta=1e-6 | take the whole delta
          data.features.vocabularies.learn={epsilon: 0.1} | the key 'delta' is missing
          data.features.unknownCategory=refuse | would tell whether somebody has one
          data.features.vocabularies.learn.maxValues=0 | must be at least 1
          data.features.vocabularies.gender={values: [a], source: x} | no categorical column without public vocabularies
          evaluation={mode: charged, epsilon: 3} | leaves nothing for training
          evaluation={mode: public, epsilon: 0.1} | goes with mode: charged only
          evaluation={mode: charged, groupBy: gender} | is not a categorical column with a public vocabulary
          evaluation={mode: charged, bins: 33} | must be even
          evaluation={mode: charged, bins: 1} | must be at least 2
          evaluation={epsilon: 1} | the key 'mode' is missing
          evaluation={mode: charge} | unknown value 'charge'
          evaluation=charge | unknown value 'charge'
          training.classWeights={values: {positive: 1}, source: x} | the class 'negative' has no weight
          training.classWeights={values: {positive: 1, negative: 1, neutral: 1}, source: x} | 'neutral' is not a class
          training.classWeights={values: {positive: 1000, negative: 1}, source: x} | must be at most 100
          training.classWeights={values: {positive: 1, negative: 1}} | the key 'source' is missing
          data.profile= | must be
          data.profile=report.json | a profile is not read here
          data.profile={path: x, transforms: {age: square}} | a profile is not read here
          """)
  void refuses(String override, String message) {
    assertThat(SpecFixtures.problems(LEARNED, override)).anyMatch(p -> p.contains(message));
  }

  @Test
  void aProfileFillsInWhatIsNotDeclared(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("run.yaml");
    Files.writeString(
        file,
        SpecFixtures.READMISSION
            .replaceAll("      time_in_hospital: .*\n", "")
            .replaceAll("vocabularies:\n.*\n", "vocabularies: {}\n"));
    String use = "data.profile={path: p/report.dsse.json, transforms: {time_in_hospital: log1p}}";

    TrainingSpec spec =
        SpecReader.readLocated(
                file,
                List.of(use),
                report -> {
                  assertThat(report)
                      .isEqualTo(folder.toAbsolutePath().resolve("p/report.dsse.json"));
                  return PROFILE;
                })
            .spec();

    FeatureSpec.Columns columns = (FeatureSpec.Columns) spec.data().features();
    assertThat(columns.numeric().get(0))
        .isEqualTo(
            new FeatureSpec.Numeric(
                "time_in_hospital", 0, 15, NumericTransform.LOG1P, "profile run-7"));
    assertThat(columns.categorical().get(0))
        .isEqualTo(
            new FeatureSpec.Categorical("gender", List.of("Female", "Male"), "profile run-7"));
    assertThat(spec.data().profile()).contains(PROFILE.origin());
    assertThat(SpecWriter.fromJson(SpecWriter.json(spec), folder)).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.id=other | dataset id
          data.privacyUnit={row: true} | privacy unit
          privacy.relation=zero-out | relation
          data.features.bounds.time_in_hospital={min: 0, max: 1, source: x} | gives no bounds or vocabulary that the spec lacks
          """)
  void refusesAProfileOfOtherPeople(String override, String message, @TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("run.yaml");
    Files.writeString(
        file, SpecFixtures.READMISSION.replaceAll("      time_in_hospital: .*\n", ""));

    assertThat(
            SpecFixtures.problems(
                () ->
                    SpecReader.readLocated(
                        file, List.of(override, "data.profile=r.json"), report -> PROFILE)))
        .anyMatch(p -> p.contains("data.profile") && p.contains(message));
  }

  @Test
  void aRefusedProfileIsTheOnlyProblem(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("run.yaml");
    Files.writeString(
        file, SpecFixtures.READMISSION.replaceAll("      time_in_hospital: .*\n", ""));

    assertThat(
            SpecFixtures.problems(
                () ->
                    SpecReader.readLocated(
                        file,
                        List.of("data.profile=r.json"),
                        report -> {
                          throw new ProfileException("is not signed", "sign it");
                        })))
        .singleElement()
        .asString()
        .contains("data.profile: is not signed; sign it");
  }
}
