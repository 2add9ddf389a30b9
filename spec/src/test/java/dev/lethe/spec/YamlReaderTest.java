package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {

  static Stream<Arguments> hostile() {
    int deep = 100_000;
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(9) + before + "]\n");
    }
    StringBuilder ladder = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      ladder.append(" ".repeat(i)).append("a:\n");
    }
    return Stream.of(
        Arguments.of("depth, lists", "[".repeat(deep), "nested more than 64 levels deep"),
        Arguments.of("depth, maps", "{a: ".repeat(deep), "nested more than 64 levels deep"),
        Arguments.of(
            "depth, closed",
            "x: " + "[".repeat(deep) + "]".repeat(deep),
            "spec.yaml:1:67: is nested more than 64 levels deep"),
        Arguments.of("depth, dashes", "- ".repeat(deep), "nested more than 64 levels deep"),
        Arguments.of("depth, indented", ladder.toString(), "nested more than 64 levels deep"),
        Arguments.of("alias bomb", bomb.toString(), "spec.yaml:1:5: anchors and aliases"),
        Arguments.of("alias to itself", "a: &a [*a]\n", "anchors and aliases"),
        Arguments.of("merge key", "a: 1\n<<: *a\n", "spec.yaml:2:5: anchors and aliases"),
        Arguments.of("tag", "a: !!java.io.File x\n", "spec.yaml:1:4: the tag"),
        Arguments.of("local tag", "a: !x {}\n", "the tag '!x' is not allowed"),
        Arguments.of("two documents", "a: 1\n---\nb: 2\n", "spec.yaml:2:1: has a second document"),
        Arguments.of("tab", "a:\n\tb: 1\n", "spec.yaml:2:1: is not YAML"),
        Arguments.of("open bracket", "a: [1\nb: 2\n", "is not YAML"),
        Arguments.of("open quote", "a: \"x\n", "is not YAML"),
        Arguments.of("list as key", "? [a]\n: 1\n", "a key must be plain text"),
        Arguments.of("NUL", "a: \u0000\n", "spec.yaml:1:4: character U+0000"),
        Arguments.of("escape", "a: 1\nb: \u001b[2J\n", "spec.yaml:2:4: character U+001B"),
        Arguments.of("empty", "", "spec.yaml:1:1: is empty"),
        Arguments.of("blank", " \n\n", "is empty"),
        Arguments.of("comment only", "# nothing\n", "is empty"),
        Arguments.of("scalar", "hello\n", "spec.yaml:1:1: a spec is a mapping"),
        Arguments.of("null", "~\n", "a spec is a mapping"),
        Arguments.of("list", "- 1\n", "a spec is a mapping"),
        Arguments.of("long", "a: " + "x".repeat(1 << 20), "larger than 1 MiB"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void refusesQuicklyAndClearly(String name, String yaml, String message) {
    List<String> problems =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SpecFixtures.problems(yaml));

    assertThat(problems).hasSize(1).first().asString().contains(message);
  }

  @Test
  void reportsEveryDuplicateKeyWithBothPlaces() {
    assertThat(
            SpecFixtures.problems(
                SpecFixtures.READMISSION.replace(
                    "  delta: 1e-6\n", "  delta: 1e-6\n  delta: 1e-5\n  epsilon: 1\n")))
        .containsExactly(
            "spec.yaml:22:3: privacy.delta: the key is here twice, first at line 21; keep one of the"
                + " two",
            "spec.yaml:23:3: privacy.epsilon: the key is here twice, first at line 20; keep one of"
                + " the two");
  }

  @Test
  void refusesBytesThatAreNotUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(SpecFixtures.problems(() -> SpecReader.read(file)))
        .containsExactly(file + ":2:7: is not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void refusesLargeFilesWithoutReadingThemWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.yaml");
    Files.write(file, new byte[(1 << 20) + 1]);

    assertThat(SpecFixtures.problems(() -> SpecReader.read(file)))
        .singleElement()
        .asString()
        .contains("larger than 1 MiB");
  }

  @Test
  void readsTheScalarsOfYaml12Core() {
    assertThat(YamlReader.document("{a: NO, b: 0o17, c: 0x1F, d: 1e3, e: ~, f: True, g: 1_0}", "x"))
        .extracting(tree -> tree.root().toString())
        .isEqualTo(
            "{\"a\":\"NO\",\"b\":15,\"c\":31,\"d\":1000.0,\"e\":null,\"f\":true,\"g\":\"1_0\"}");
  }
}
