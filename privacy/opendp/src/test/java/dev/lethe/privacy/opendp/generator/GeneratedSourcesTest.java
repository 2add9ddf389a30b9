package dev.lethe.privacy.opendp.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is committed is what the generator writes today.
 *
 * <p>{@code -Dlethe.opendp.generate=true} writes it; {@code mvn spotless:apply} and {@code cargo
 * fmt} then lay it out.
 */
final class GeneratedSourcesTest {

  private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path JAVA =
      REPOSITORY.resolve("privacy/opendp/src/main/java/dev/lethe/privacy/opendp");

  private static Map<Path, String> generated() throws IOException {
    Description description =
        Description.read(REPOSITORY.resolve("native/rust/describe/opendp.json"));
    Map<Path, String> files = new TreeMap<>();
    files.put(
        REPOSITORY.resolve("native/rust/src/opendp_bridge/functions.rs"),
        RustTable.rust(description));
    files.put(
        REPOSITORY.resolve("native/src/main/java/dev/lethe/natives/OpenDpTable.java"),
        RustTable.bridge(description));
    files.put(JAVA.resolve("Functions.java"), RustTable.java(description));
    JavaClass.all(description)
        .forEach((name, text) -> files.put(JAVA.resolve(name + ".java"), text));
    return files;
  }

  /** Without what a formatter may change. */
  private static String essence(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("import "))
        .collect(Collectors.joining())
        .replaceAll("[\\s*,{}]", "");
  }

  @Test
  void committedSourcesAreWhatTheGeneratorWrites() throws IOException {
    for (Map.Entry<Path, String> file : generated().entrySet()) {
      if (Boolean.getBoolean("lethe.opendp.generate")) {
        Files.writeString(file.getKey(), file.getValue());
      }
      assertThat(essence(Files.readString(file.getKey())).equals(essence(file.getValue())))
          .as("%s is what the generator writes (-Dlethe.opendp.generate=true)", file.getKey())
          .isTrue();
    }
  }

  @Test
  void theCoverageTableIsCurrent() throws IOException {
    Path page = REPOSITORY.resolve("docs/opendp.md");
    String text = Files.readString(page);
    int begin = text.indexOf(CoverageTable.BEGIN) + CoverageTable.BEGIN.length();
    int end = text.indexOf(CoverageTable.END);
    assertThat(end).as("docs/opendp.md has the marks around its table").isGreaterThan(begin);
    String table =
        CoverageTable.markdown(
            Description.read(REPOSITORY.resolve("native/rust/describe/opendp.json")));
    if (Boolean.getBoolean("lethe.opendp.generate")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      text = Files.readString(page);
      end = text.indexOf(CoverageTable.END);
    }
    assertThat(text.substring(begin, end)).isEqualTo(table);
  }
}
