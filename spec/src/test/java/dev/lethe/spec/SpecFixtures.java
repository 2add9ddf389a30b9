package dev.lethe.spec;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Specs to start from, and the problems that come back. */
final class SpecFixtures {
  /** The example of the design, with its bounds and vocabularies filled in. */
  static final String READMISSION =
      """
      apiVersion: lethe.dev/v1
      kind: TrainingRun
      metadata: { name: readmission-30d }
      data:
        source: catalog:diabetes-130-us-hospitals
        label: { column: readmitted, positive: ["<30"] }
        features:
          numeric: [time_in_hospital, number_inpatient]
          categorical: [gender]
          bounds:
            time_in_hospital: { min: 1, max: 14, source: "UCI 296" }
            number_inpatient: { min: 0, max: 20, transform: log1p, source: "UCI 296" }
          vocabularies:
            gender: { values: [Female, Male], source: "UCI 296" }
          missing: ["?"]
        privacyUnit: { column: patient_nbr, maxContributions: 2 }
        population: 57000
        split: { test: 0.2 }
      privacy:
        epsilon: 3.0
        delta: 1e-6
        relation: add-or-remove-one
        sampling: { scheme: poisson, expectedBatch: 1140 }
        clipping: { norm: 1.0, mode: flat }
      model: { type: mlp, hidden: [64, 32], activation: tanh }
      optimizer: { type: adam, learningRate: 0.002 }
      training: { steps: 800, physicalBatch: 1024, device: auto }
      distributed: { workers: 1 }
      evaluation: unprotected
      budget: { grant: { epsilon: 10, delta: 1e-5 } }
      report: { signWith: operator }
      """;

  static final String DIGITS =
      """
      apiVersion: lethe.dev/v1
      kind: TrainingRun
      metadata: { name: digits }
      data:
        source: catalog:mnist-t10k-images
        label: { source: "catalog:mnist-t10k-labels", classes: 10 }
        features: { pixels: { rows: 28, columns: 28 } }
        privacyUnit: { row: true }
        population: 8000
        split: { train: ["0-7999"], test: ["8000-9999"] }
      privacy:
        epsilon: 3
        delta: 1e-5
        sampling: { expectedBatch: 256 }
        clipping: { norm: 1 }
      model: { type: logistic-regression }
      optimizer: { type: sgd, learningRate: 0.5, momentum: 0.9 }
      training: { steps: 100 }
      """;

  private SpecFixtures() {}

  static TrainingSpec read(String yaml, String... overrides) {
    return SpecReader.read(yaml, Path.of("/specs"), "spec.yaml", List.of(overrides));
  }

  /** What is wrong with a spec, one line a problem. */
  static List<String> problems(String yaml, String... overrides) {
    return problems(() -> read(yaml, overrides));
  }

  static List<String> problems(ThrowingCallable reading) {
    SpecException refusal = catchThrowableOfType(SpecException.class, reading);
    return refusal == null
        ? List.of()
        : refusal.problems().stream().map(SpecProblem::toString).toList();
  }
}
