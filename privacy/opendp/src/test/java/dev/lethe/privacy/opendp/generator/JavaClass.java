package dev.lethe.privacy.opendp.generator;

import dev.lethe.privacy.opendp.generator.Description.Function;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Java classes of constructors, one for each module of OpenDP. */
final class JavaClass {

  private static final Map<String, List<String>> CLASSES =
      new TreeMap<>(
          Map.of(
              "accuracy",
                  List.of(
                      "Accuracy", "How far a release may be from the truth, and the scale for it."),
              "combinators",
                  List.of("Combinators", "Measurements and transformations from others."),
              "core", List.of("Core", "Functions and queryables written in Java."),
              "domains", List.of("Domains", "The sets of values that functions take and give."),
              "measurements",
                  List.of("Measurements", "Functions whose output protects their input."),
              "measures", List.of("Measures", "Ways to measure a privacy loss."),
              "metrics", List.of("Metrics", "Ways to measure the distance between values."),
              "transformations", List.of("Transformations", "Functions with a bounded stretch.")));

  private static final List<String> CORE = List.of("new_function", "new_queryable");

  private JavaClass() {}

  static String className(String module) {
    List<String> known = CLASSES.get(module);
    if (known == null) {
      throw new IllegalArgumentException(module);
    }
    return known.get(0);
  }

  /** Whether the function makes something that users of the library hold. */
  static boolean isConstructor(Function function) {
    String name = function.name();
    if (function.module().equals("core")) {
      return CORE.contains(name);
    }
    return CLASSES.containsKey(function.module())
        && !name.startsWith("_")
        && !name.matches("(domain|metric|measure)_(carrier_type|distance_type|type|debug)");
  }

  static Map<String, String> all(Description description) {
    Map<String, String> sources = new TreeMap<>();
    CLASSES.forEach(
        (module, about) -> {
          StringBuilder text = new StringBuilder();
          text.append("package dev.lethe.privacy.opendp;\n\n");
          for (String imported :
              List.of(
                  "java.util.List",
                  "java.util.Map",
                  "java.util.Optional",
                  "java.util.function.Function",
                  "org.jspecify.annotations.Nullable")) {
            text.append("import ").append(imported).append(";\n");
          }
          text.append("\n/**\n * ").append(about.get(1));
          text.append(
              "\n *\n * <p>Generated from OpenDP's description of its functions: see docs/opendp.md.");
          text.append(" Do not edit.\n */\n");
          text.append("public final class ").append(about.get(0)).append(" {\n\n");
          text.append("private ").append(about.get(0)).append("() {}\n\n");
          description.functions().stream()
              .filter(function -> function.module().equals(module))
              .filter(function -> isConstructor(function) && function.callable())
              .forEach(function -> text.append(new JavaMethod(function).text()));
          sources.put(about.get(0), text.append("}\n").toString());
        });
    return sources;
  }
}
