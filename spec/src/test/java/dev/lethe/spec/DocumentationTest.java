package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  @Test
  void theDocumentedExampleIsASpec() throws IOException {
    String doc = Files.readString(Path.of("../docs/spec.md"));
    String yaml = doc.substring(doc.indexOf("```yaml\n") + 8);

    TrainingSpec spec = SpecFixtures.read(yaml.substring(0, yaml.indexOf("```")));

    assertThat(spec.name()).isEqualTo("readmission-30d");
  }

  @Test
  void everyKeyAndDatasetIsDocumented() throws IOException {
    String doc = Files.readString(Path.of("../docs/spec.md"));

    for (JsonNode properties : SpecSchema.tree().findValues("properties")) {
      properties.fieldNames().forEachRemaining(key -> assertThat(doc).contains(key));
    }
    assertThat(doc).contains(Catalogue.names());
  }

  @Test
  void theDocumentedJavaProgramBuildsASpec() {
    TrainingSpec spec =
        TrainingSpecs.builder()
            .name("readmission-30d")
            .source("file:patients.csv")
            .id("my-patients")
            .binaryLabel("readmitted", "yes")
            .numeric("age", 0, 120, "human life span")
            .categorical("sex", List.of("F", "M"), "admission form")
            .privacyUnit(new UnitSpec.Column("patient", 2))
            .population(57000, "annual report 2008")
            .privacy(3.0, 1e-6)
            .expectedBatch(1140)
            .clippingNorm(1.0)
            .model(new ModelSpec.LogisticRegression())
            .optimizer(new OptimizerSpec.Adam(0.02, 0.9, 0.999, 1e-8))
            .steps(400)
            .build();

    assertThat(spec.data().features().width()).isEqualTo(4);
    assertThat(spec.data().source()).isEqualTo(new DataSource.File(Path.of("patients.csv")));
  }
}
