package dev.lethe.spec;

import static dev.lethe.spec.SpecFixtures.DIGITS;
import static dev.lethe.spec.SpecFixtures.READMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadSpecTest {

  @Test
  void reportsAllProblemsAtOnceByLineWithColumnAndRemedy() {
    String bad =
        READMISSION
            .replace("epsilon: 3.0", "epsilonn: 3.0")
            .replace("steps: 800", "steps: -800")
            .replace("catalog:diabetes-130", "catalog:diabetis-130")
            .replace("min: 1, max: 14", "min: 14, max: 1")
            .replace("type: mlp", "type: mpl")
            .replace("population: 57000", "population: many");

    assertThat(SpecFixtures.problems(bad))
        .containsExactly(
            "spec.yaml:5:11: data.source: the catalogue has no 'diabetis-130-us-hospitals'; did you"
                + " mean 'catalog:diabetes-130-us-hospitals'?",
            "spec.yaml:11:41: data.features.bounds.time_in_hospital.max: must be above min (14), got"
                + " 1; give the public range of the column",
            "spec.yaml:17:15: data.population: must be a whole number or a mapping, got 'many';"
                + " write for example { value: 57000, source: \"annual report 2008\" }",
            "spec.yaml:20:3: privacy.epsilonn: unknown key 'epsilonn'; did you mean 'epsilon'?",
            "spec.yaml:25:16: model.type: unknown value 'mpl'; did you mean 'mlp'?",
            "spec.yaml:27:20: training.steps: must be at least 1, got -800; write for example 800");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          privacy.epsilon=.nan | '.nan' is not a number
          privacy.epsilon=.inf | '.inf' is not a number
          privacy.epsilon=-.INF | '-.INF' is not a number
          privacy.epsilon=-1 | must be greater than 0, got -1
          privacy.epsilon=0 | must be greater than 0, got 0
          privacy.epsilon=1e308 | must be at most 1000000, got 1e308
          privacy.epsilon=1e309 | '1e309' is not a number
          privacy.epsilon=1e-400 | '1e-400' is not a number
          privacy.epsilon="3" | must be a number, got '3'
          privacy.epsilon=three | must be a number, got 'three'
          privacy.epsilon=true | must be a number, got true
          privacy.epsilon= | must be a number, got nothing
          privacy.epsilon=[3] | must be a number, got a list
          privacy.epsilon={a: 3} | must be a number, got a mapping
          privacy.delta=0 | must be greater than 0
          privacy.delta=1 | must be less than 1
          privacy.delta=-1e-5 | must be greater than 0
          privacy.relation=add-or-remove | did you mean 'add-or-remove-one'
          privacy.relation=replace-one | no proof here for Poisson sampling under replace-one
          privacy.sampling.scheme=shuffle | the only sampler with a proof here is poisson
          privacy.sampling.expectedBatch=57001 | 57001 units cannot be expected from a population
          privacy.sampling.expectedBatch=0 | must be greater than 0
          privacy.clipping.norm=0 | must be at least
          privacy.clipping.mode=per-leyer | did you mean 'per-layer'
          privacy.clipping.mode=ghost | known: flat, per-layer, automatic, adaptive
          privacy.clipping.stability=1 | key 'stability' does not go with
          privacy.clipping.stabilty=1 | did you mean 'stability'
          privacy.clipping={norm: 1, mode: automatic, stability: 0} | must be at least
          privacy.clipping={norm: 1, mode: automatic, norms: [1]} | key 'norms' does not go with
          privacy.clipping={norm: 1, mode: per-layer, norms: [0.8, 0.8]} | more than norm, 1
          privacy.clipping={norm: 1, mode: per-layer, norms: []} | needs at least 1 item
          privacy.clipping={norm: 1, mode: per-layer, norms: [0]} | must be at least
          privacy.clipping={norm: 1, mode: adaptive} | the key 'min' is missing
          privacy.clipping={norm: 1, mode: adaptive, min: 0.1} | the key 'max' is missing
          privacy.clipping={norm: 1, mode: adaptive, min: 2, max: 3} | must be at most norm (1)
          privacy.clipping={norm: 1, mode: adaptive, min: 0.1, max: 0.5} | must be at least norm (1)
          privacy.clipping={norm: 1, mode: adaptive, min: 0, max: 2} | must be at least
          privacy.clipping={norm: 1, mode: adaptive, min: 1, max: 2, quantile: 1} | must be less than 1
          privacy.clipping={norm: 1, mode: adaptive, min: 1, max: 2, rate: 0} | must be greater than 0
          privacy.clipping={norm: 1, mode: adaptive, min: 1, max: 2, countNoise: 0} | must be at least
          privacy.clipping=1 | must be a mapping, got 1
          privacy.noiseMultiplier=0 | must be greater than 0
          training.steps=0 | must be at least 1
          training.steps=2.5 | must be a whole number, got 2.5
          training.steps=1e308 | must be at most 100000000
          training.steps=123456789012345678901234567890 | is not a number that can be used
          training.steps=100000001 | must be at most 100000000
          training.physicalBatch=0 | must be at least 1
          training.ledgerWindow=0 | must be at least 1
          training.device=gpu | proven for the CPU
          distributed.workers=2 | must be at most 1
          evaluation=charge | did you mean 'charged'
          apiVersion=lethe.dev/v2 | unknown value 'lethe.dev/v2'; did you mean 'lethe.dev/v1'
          kind=Training | unknown value 'Training'
          metadata.name=../../etc | does not have the right form
          report.signWith=../key | does not have the right form
          model.hidden=[] | needs at least 1 item
          model.hidden=[64, 0] | must be at least 1, got 0
          model={type: logistic-regression, hidden: [3]} | key 'hidden' does not go with
          model={type: cnn, convolutions: [{filters: 4, kernel: 3}]} | a cnn needs images
          model={type: transformer} | unknown value 'transformer'; known: logistic-regression, mlp, cnn
          optimizer.momentum=0.9 | key 'momentum' does not go with
          optimizer.learningRate=0 | must be greater than 0
          optimizer.learningRate=fast | must be a number or a mapping, got 'fast'
          optimizer.learningRate={peak: 1} | the key 'schedule' is missing
          optimizer.learningRate={schedule: cosinus, peak: 1} | did you mean 'cosine'
          optimizer.learningRate={schedule: warm, peak: 1} | known: constant, linear, cosine, step
          optimizer.learningRate={schedule: cosine} | the key 'peak' is missing
          optimizer.learningRate={schedule: cosine, peak: 0} | must be greater than 0
          optimizer.learningRate={schedule: cosine, peak: 1, end: -1} | must be at least 0
          optimizer.learningRate={schedule: constant, peak: 1, end: 0} | key 'end' does not go with
          optimizer.learningRate={schedule: linear, peak: 1, warmup: 800} | must be less than training.steps (800)
          optimizer.learningRate={schedule: linear, peak: 1, warmup: 0.5} | must be a whole number
          optimizer.learningRate={schedule: linear, peak: 1, warmpu: 5} | did you mean 'warmup'
          optimizer.learningRate={schedule: step, peak: 1, milestones: [5]} | the key 'factor' is missing
          optimizer.learningRate={schedule: step, peak: 1, milestones: [5, 5], factor: 2} | must be above the one before it
          optimizer.learningRate={schedule: step, peak: 1, milestones: [800], factor: 2} | must be less than training.steps (800)
          optimizer.weightDecay=0.1 | key 'weightDecay' does not go with
          optimizer={type: adamw, learningRate: 1, weightDecay: -1} | must be at least 0
          optimizer={type: adamm, learningRate: 1} | did you mean 'adam'
          optimizer={type: sgd, learningRate: 1, nesterov: yes} | must be true or false, got 'yes'
          optimizer={type: sgd, learningRate: 1, nesterov: true} | there is no momentum
          optimizer.biasCorrection=1 | must be true or false or a mapping, got 1
          optimizer.biasCorrection={floor: 0} | must be at least
          optimizer.biasCorrection={} | the key 'floor' is missing
          optimizer.biasCorrection={flor: 1} | did you mean 'floor'
          optimizer.beta1=1 | must be less than 1
          data.source=s3://bucket/key | does not have the right form
          data.source=file:x.csv | the key 'id' is missing, and a file has no name
          data.source=catalog:mnist-t10k-images | is a set of IDX images, not a table
          data.id=Über | does not have the right form
          data.population=1 | must be at least 2
          data.population=-5 | must be at least 2
          data.population={value: 57000} | the key 'source' is missing
          data.population={value: 57000, source: ""} | does not have the right form
          data.split.test=1 | must be less than 1
          data.split={train: ["0-9"], test: []} | index ranges are for images
          data.privacyUnit={row: false} | write row: true
          data.privacyUnit={row: true, column: x} | does not go with
          data.privacyUnit.maxContributions=0 | must be at least 1
          data.privacyUnit.column=readmitted | label column 'readmitted' cannot name the person
          data.label.positive=[] | needs at least 1 item
          data.label.positive=[a, b, a] | the value 'a' is here twice
          data.label={column: readmitted, classes: [a]} | needs at least 2 item
          data.label={source: "file:labels", classes: 3} | a label file goes with images only
          data.label.column=gender | column 'gender' is already the label
          data.features.numeric=[patient_nbr, time_in_hospital, number_inpatient] | already the privacy unit
          data.features.numeric=[time_in_hospital, time_in_hospital, number_inpatient] | already a numeric column
          data.features.categorical=[gender, number_inpatient] | already a numeric column
          data.features.numeric=[time_in_hospital, age, number_inpatient] | numeric column 'age' has no public bounds
          data.features.numeric=[number_inpatient] | 'time_in_hospital' is not among the numeric columns
          data.features={} | there is nothing to learn from
          data.features.categorical=[gender, race] | categorical column 'race' has no public vocabularies
          data.features.vocabularies.gender.values=[a, a] | the value 'a' is here twice
          data.features.vocabularies.gender.values=[] | needs at least 1 item
          data.features.vocabularies.gender.source= | must be text, got nothing
          data.features.unknownCategory=ignore | known: out-of-vocabulary, refuse
          data.features.bounds.number_inpatient.min=-1 | log1p needs a min that is not negative
          data.features.bounds.number_inpatient.transform=log | did you mean 'log1p'
          data.features.bounds.number_inpatient.max=0 | must be above min (0), got 0
          data.features.bounds.number_inpatient.max=.inf | '.inf' is not a number
          data.features.bounds.time_in_hospital={min: -1e308, max: 1e308, source: x} | cannot be scaled
          data.features.bounds.time_in_hospital={min: 0, max: 9} | the key 'source' is missing
          budget.grant={epsilon: 3} | the key 'delta' is missing
          budget.grant.expires=2027-02-30 | '2027-02-30' is not a day
          budget.grant.expires=0000-01-01 | years 1 to 9999
          budget.grant.expires=soon | does not have the right form
          budget.grant.expires=2027 | must be text
          budget.grant.owner="" | does not have the right form
          budget.grant.owner="a\\nb" | 1 to 256 printable characters
          budget.grant.purpose="\\u2003" | 1 to 256 printable characters
          budget.grant.expire=2027-01-31 | did you mean 'expires'
          budget={} | the key 'grant' is missing
          """)
  void refuses(String override, String message) {
    assertThat(SpecFixtures.problems(READMISSION, override)).anyMatch(p -> p.contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data.split={train: ["0-99"], test: ["99-200"]} | share an index
          data.split={train: ["9-0"], test: []} | runs backward
          data.split={train: ["0..9"], test: []} | does not have the right form
          data.privacyUnit={column: x, maxContributions: 1} | no columns that could name a person
          data.label={column: y, positive: [1]} | images have no columns to read a label from
          data.label.source=catalog:mnist-t10k-images | is a set of IDX images, not a set of IDX labels
          data.source=catalog:mnist-t10k-labels | is a set of IDX labels, not a set of IDX images
          data.features.numeric=[a] | does not go with the other keys here
          model={type: cnn} | the key 'convolutions' is missing
          model={type: cnn, convolutions: []} | needs at least 1 item
          model={type: cnn, convolutions: [{filters: 4}]} | the key 'kernel' is missing
          model={type: cnn, convolutions: [{filters: 4, kernal: 3}]} | did you mean 'kernel'
          model={type: cnn, convolutions: [{filters: 4, kernel: 29}]} | nothing is left of an image of 28 x 28 after it
          model={type: cnn, convolutions: [{filters: 4, kernel: 8, stride: 4}, {filters: 4, kernel: 7}]} | nothing is left of an image of 6 x 6
          data.features.transform=scatering | did you mean 'scattering'
          data.features.transform=3 | must be text or a mapping, got 3
          data.features.transfrom=scattering | did you mean 'transform'
          data.features.transform={type: scatter} | did you mean 'scattering'
          data.features.transform={scales: 2} | the key 'type' is missing
          data.features.transform={type: scattering, scale: 2} | go together: type, scales, orientations, groups
          data.features.transform={type: scattering, scales: 5} | must be at most 4, got 5
          data.features.transform={type: scattering, scales: 4} | needs images of at least 32 pixels a side, and these have 28
          data.features.transform={type: scattering, groups: 10} | 81 channels cannot be normalised in 10 equal groups; write groups: with one of 1, 3, 9, 27, 81
          data.features.transform={type: scattering, orientations: 4} | 25 channels cannot be normalised in 27 equal groups
          data.features.transform={type: random-features, seed: 1} | the key 'count' is missing
          data.features.transform={type: random-features, count: 10} | the key 'seed' is missing
          data.features.transform={type: random-features, count: 10, seed: -1} | must be at least 0
          data.features.transform={type: random-features, count: 10, seed: 1, map: cosine} | unknown value 'cosine'
          data.features.transform={type: random-features, count: 10, seed: 1, scale: 0} | must be greater than 0
          data.features.transform={type: random-features, count: 200000, seed: 1} | lower count to at most 127551
          """)
  void refusesForImages(String override, String message) {
    assertThat(SpecFixtures.problems(DIGITS, override)).anyMatch(p -> p.contains(message));
  }

  @Test
  void refusesToEvaluateOnNothing() {
    assertThat(SpecFixtures.problems(READMISSION, "data.split.test=0"))
        .anyMatch(p -> p.contains("nothing is held out to evaluate on"));
    assertThat(SpecFixtures.problems(READMISSION, "data.split.test=0", "evaluation=none"))
        .isEmpty();
  }

  @Test
  void aKeyThatLooksLikeACommentIsUnknownToo() {
    assertThat(SpecFixtures.problems(READMISSION + "\"#note\": 1\n"))
        .singleElement()
        .asString()
        .contains("spec.yaml:32:1", "unknown key '#note'");
    assertThat(
            SpecFixtures.problems(
                READMISSION,
                "data.features.numeric=[\"#visits\"]",
                "data.features.bounds={\"#visits\": {min: 0, max: many, source: x}}"))
        .anyMatch(p -> p.contains("must be a number, got 'many'"));
  }

  @Test
  void anOverrideMendsWhatTheFileHasWrong() {
    String bad = READMISSION.replace("epsilon: 3.0", "epsilon: .nan");

    assertThat(SpecFixtures.problems(bad)).hasSize(1);
    assertThat(SpecFixtures.problems(bad, "privacy.epsilon=2")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.stepz=3 | --set training.stepz=3: training.stepz: unknown key 'stepz'; did you mean 'steps'?
          trainig.steps=3 | --set trainig.steps=3: trainig: unknown key 'trainig'; did you mean 'training'?
          steps | --set steps: is not of the form path=value; write for example --set training.steps=100
          =3 | --set =3: is not of the form path=value; write for example --set training.steps=100
          training.steps=[1 | --set training.steps=[1: is not YAML
          training.steps=*x | --set training.steps=*x: anchors and aliases (& and *) are not allowed
          training.steps.x=1 | --set training.steps.x=1: training.steps.x: training.steps in the spec has no part
          model.hidden[7]=1 | --set model.hidden[7]=1: model.hidden[7]: model.hidden in the spec has no part
          """)
  void locatesOverrides(String override, String problem) {
    assertThat(SpecFixtures.problems(READMISSION, override)).anyMatch(p -> p.startsWith(problem));
  }

  @Test
  void showsNothingThatCouldSteerATerminal() {
    List<String> problems =
        SpecFixtures.problems(READMISSION, "evaluation=\"\\e[2J\\u202e\"", "model.type=\"a\\nb\"");

    assertThat(problems).anyMatch(p -> p.contains("'\\u001b[2J\\u202e'"));
    assertThat(String.join("", problems)).doesNotContain("\u001b", "\u202e", "\n");
  }

  @Test
  void saysWhereWhenTheFileIsMissingOrAFolder() {
    Path folder = Path.of("target");

    assertThat(SpecFixtures.problems(() -> SpecReader.read(folder.resolve("none.yaml"))))
        .containsExactly(
            "target/none.yaml: there is no such file; check the path; 'lethe init DATA' writes a"
                + " spec");
    assertThat(SpecFixtures.problems(() -> SpecReader.read(folder)))
        .containsExactly("target: is a folder, not a spec; name the YAML file itself");
  }
}
