package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs on the recorded inputs; with {@code JAZZER_FUZZ=1} it searches for new ones. */
class SpecReaderFuzzTest {

  @FuzzTest
  void anyTextIsASpecOrIsRefused(byte[] bytes) {
    String yaml = new String(bytes, StandardCharsets.UTF_8);
    try {
      TrainingSpec spec = SpecReader.read(yaml, Path.of(""), "fuzz.yaml");
      assertThat(SpecWriter.fromJson(SpecWriter.json(spec), Path.of(""))).isEqualTo(spec);
    } catch (SpecException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }
}
