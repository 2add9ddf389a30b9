package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads a spec strictly: what comes back obeys the published grammar and every rule beyond it, and
 * otherwise all problems are reported at once, each with its place and remedy.
 *
 * <p>Any text up to 1 MiB is answered in bounded time and memory; nothing but a {@link
 * SpecException} is thrown for it.
 */
public final class SpecReader {
  private SpecReader() {}

  /**
   * Reads a file.
   *
   * @throws SpecException if it cannot be read or is not a valid spec
   */
  public static TrainingSpec read(Path file) {
    return read(file, List.of());
  }

  /**
   * Reads a file with some of its values replaced.
   *
   * @param file the spec; {@code file:} sources are relative to its folder
   * @param overrides {@code path=value} each, the value in YAML, later ones winning
   * @throws SpecException if it cannot be read or is not a valid spec
   */
  public static TrainingSpec read(Path file, List<String> overrides) {
    return readLocated(file, overrides).spec();
  }

  /**
   * As {@link #read(Path, List)}, and keeps the line of each key, so that what the plan compiler
   * refuses later can be pointed at. A spec that names a private profile is refused.
   */
  public static LocatedSpec readLocated(Path file, List<String> overrides) {
    return readLocated(file, overrides, ProfileReader.none());
  }

  /** As {@link #readLocated(Path, List)}, with what a spec's private profile released filled in. */
  public static LocatedSpec readLocated(Path file, List<String> overrides, ProfileReader profiles) {
    SpecTree tree = YamlReader.document(YamlText.read(file), file.toString());
    Overrides.apply(tree, overrides);
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IllegalStateException("a file that was read has no folder: " + file);
    }
    ProfileValues.apply(tree, folder, profiles);
    return new LocatedSpec(bind(tree, folder), tree);
  }

  /**
   * Reads text.
   *
   * @param yaml the spec
   * @param baseDir the folder that {@code file:} sources are relative to
   * @param displayName how messages name the text
   */
  public static TrainingSpec read(String yaml, Path baseDir, String displayName) {
    return read(yaml, baseDir, displayName, List.of());
  }

  /** Reads text with some of its values replaced, as {@link #read(Path, List)} does. */
  public static TrainingSpec read(
      String yaml, Path baseDir, String displayName, List<String> overrides) {
    SpecTree tree = YamlReader.document(yaml, displayName);
    Overrides.apply(tree, overrides);
    ProfileValues.apply(tree, baseDir, ProfileReader.none());
    return bind(tree, baseDir);
  }

  static TrainingSpec bind(SpecTree tree, Path baseDir) {
    List<SpecProblem> problems = problems(tree);
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return new SpecBinder(baseDir).bind(tree.root());
  }

  /**
   * Reads the spec of a profile.
   *
   * @param file the spec; {@code file:} sources are relative to its folder
   * @param overrides {@code path=value} each, the value in YAML, later ones winning
   * @throws SpecException if it cannot be read or is not a valid spec of a profile
   */
  public static ProfileSpec readProfile(Path file, List<String> overrides) {
    SpecTree tree = YamlReader.document(YamlText.read(file), file.toString());
    Overrides.apply(tree, overrides);
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IllegalStateException("a file that was read has no folder: " + file);
    }
    return bindProfile(tree, folder);
  }

  static ProfileSpec bindProfile(SpecTree tree, Path baseDir) {
    List<SpecProblem> problems =
        problems(tree, SchemaCheck.Grammar.profile(), SpecRules::checkProfile);
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return new ProfileBinder(baseDir).bind(tree.root());
  }

  static List<SpecProblem> problems(SpecTree tree) {
    return problems(tree, SchemaCheck.Grammar.trainingRun(), SpecRules::check);
  }

  private static List<SpecProblem> problems(
      SpecTree tree, SchemaCheck.Grammar grammar, BiConsumer<SpecTree, Problems> rules) {
    Problems problems = new Problems(tree);
    JsonNode root = tree.root();
    if (!root.isObject()) {
      problems.value(
          SpecPath.ROOT,
          "a spec is a mapping of keys, not a single value or a list",
          "'lethe init DATA' writes a spec to start from");
      return problems.sorted();
    }
    ScalarRules.settle(tree, problems);
    SchemaCheck.check(grammar, tree, problems);
    rules.accept(tree, problems);
    return problems.sorted();
  }
}
