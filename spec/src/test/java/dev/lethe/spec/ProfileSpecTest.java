package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.event.ApproximateDp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileSpecTest {
  private static final String PROFILE =
      """
      apiVersion: lethe.dev/v1
      kind: Profile
      metadata: { name: admissions }
      data:
        source: catalog:diabetes-130-us-hospitals
        label: { column: readmitted, positive: ["<30"] }
        features:
          numeric: [time_in_hospital, num_medications]
          categorical: [gender]
          missing: ["?"]
        privacyUnit: { column: patient_nbr, maxContributions: 2 }
        population: 70000
      privacy: { epsilon: 1, delta: 1e-6 }
      budget: { grant: { epsilon: 8, delta: 1e-5 } }
      """;

  @TempDir private Path folder;

  private ProfileSpec read(String... overrides) throws Exception {
    Path file = folder.resolve("profile.yaml");
    Files.writeString(file, PROFILE);
    return SpecReader.readProfile(file, List.of(overrides));
  }

  @Test
  void readsColumnsAndFillsDefaults() throws Exception {
    ProfileSpec spec = read();

    assertThat(spec.numeric()).containsExactly("time_in_hospital", "num_medications");
    assertThat(spec.categorical()).containsExactly("gender");
    assertThat(spec.data().split()).isEqualTo(new SplitSpec.Hashed(0));
    assertThat(spec.data().unit()).isEqualTo(new UnitSpec.Column("patient_nbr", 2));
    assertThat(spec.maxValues()).isEqualTo(32);
    assertThat(spec.grant()).contains(new BudgetGrant(8, 1e-5));
    assertThat(ProfileWriter.fromJson(ProfileWriter.json(spec), folder)).isEqualTo(spec);
  }

  @Test
  void itsDefaultsAreTheOnesOfTheSchema() throws Exception {
    JsonNode shares = SpecSchema.profileTree().at("/$defs/statistics/properties/shares/properties");

    for (ProfileSpec.Statistic statistic : ProfileSpec.Statistic.values()) {
      assertThat(shares.path(statistic.tag()).path("default").asDouble())
          .isEqualTo(statistic.defaultShare());
    }
    assertThat(shares.size()).isEqualTo(ProfileSpec.Statistic.values().length);
  }

  @Test
  void itsSchemaRefersToNothingOutsideItself() {
    JsonNode schema = SpecSchema.profileTree();

    assertThat(schema.findValuesAsText("$ref"))
        .isNotEmpty()
        .allMatch(ref -> !schema.at(ref.substring(1)).isMissingNode());
    assertThat(schema.at("/$defs/mlp").isMissingNode()).isTrue();
  }

  @Test
  void thePlanSpendsItsEpsilonAndNoMore() throws Exception {
    ProfilePlan plan = ProfilePlanner.compile(read());

    double sum =
        plan.parts().stream().mapToDouble(p -> ((ApproximateDp) p.event()).epsilon()).sum();
    assertThat(plan.predicted().epsilon()).isLessThanOrEqualTo(1).isGreaterThan(0.99);
    assertThat(sum).isGreaterThan(0.99);
    assertThat(plan.parts().stream().map(PlanPart::name))
        .containsExactly(
            "count-units",
            "count-missing",
            "count-classes",
            "learn-bounds",
            "count-histograms",
            "sum-moments",
            "learn-vocabularies");
  }

  @Test
  void whatHasNothingToCountCostsNothing() throws Exception {
    ProfileSpec spec = read("data.features={categorical: [gender]}");
    ProfilePlan plan = ProfilePlanner.compile(spec);

    assertThat(plan.part(ProfileSpec.Statistic.MOMENTS)).isEqualTo(Optional.empty());
    assertThat(plan.parts()).hasSize(4);
    assertThat(plan.predicted().epsilon()).isGreaterThan(0.99);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind=TrainingRun | unknown value 'TrainingRun'
          data.features.bounds={} | unknown key 'bounds'
          data.features={} | nothing to learn from
          data.features.numeric=[gender] | already a numeric column
          data.features.numeric=[readmitted] | already the label
          data.split={test: 0.2} | unknown key 'split'
          privacy.epsilon=0 | must be greater than 0
          privacy.relation=replace-one | no proof here
          statistics.shares.bounds=0 | must be greater than 0
          statistics.shares.bonds=1 | did you mean 'bounds'
          statistics.range=[3, 1] | must be above the first
          statistics.bins=1 | must be at least 2
          """)
  void refuses(String override, String message) {
    assertThat(SpecFixtures.problems(() -> read(override))).anyMatch(p -> p.contains(message));
  }

  @Test
  void refusesADeltaOrAGrantThatCannotBe() throws Exception {
    ProfileSpec everybody = read("privacy.delta=1e-3");
    ProfileSpec small = read("budget.grant.epsilon=0.5");

    assertThat(problems(everybody)).anyMatch(p -> p.contains("not below 1 / population"));
    assertThat(problems(small)).anyMatch(p -> p.contains("cannot pay for this profile"));
  }

  private static List<String> problems(ProfileSpec spec) {
    return catchThrowableOfType(PlanException.class, () -> ProfilePlanner.compile(spec))
        .problems()
        .stream()
        .map(SpecProblem::toString)
        .toList();
  }
}
