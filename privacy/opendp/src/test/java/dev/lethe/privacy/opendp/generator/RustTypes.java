package dev.lethe.privacy.opendp.generator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Java types for the types that a Rust signature names; {@code ?} where a signature says too
 * little.
 */
record RustTypes(Set<String> typeArguments, boolean hasDomain, boolean hasMeasure) {

  private static final Map<String, List<String>> ATOMS =
      Map.ofEntries(
          Map.entry("bool", List.of("Boolean", "boolean[]")),
          Map.entry("i8", List.of("Byte", "byte[]")),
          Map.entry("i16", List.of("Short", "short[]")),
          Map.entry("i32", List.of("Integer", "int[]")),
          Map.entry("i64", List.of("Long", "long[]")),
          Map.entry("u32", List.of("Long", "long[]")),
          Map.entry("u64", List.of("Long", "long[]")),
          Map.entry("usize", List.of("Long", "long[]")),
          Map.entry("f32", List.of("Float", "float[]")),
          Map.entry("f64", List.of("Double", "double[]")),
          Map.entry("String", List.of("String", "String[]")));

  /** The generic arguments of {@code Name<...>}, or nothing for another name. */
  static List<String> arguments(String rust, String name) {
    if (!rust.startsWith(name + "<") || !rust.endsWith(">")) {
      return List.of();
    }
    List<String> arguments = new java.util.ArrayList<>();
    int depth = 0;
    int start = name.length() + 1;
    for (int i = start; i < rust.length(); i++) {
      char letter = rust.charAt(i);
      if (letter == '<' || letter == '(') {
        depth++;
      } else if (depth > 0 && (letter == '>' || letter == ')')) {
        depth--;
      } else if (depth == 0 && (letter == ',' || letter == '>')) {
        if (i > start) {
          arguments.add(rust.substring(start, i));
        }
        start = i + 1;
      }
    }
    return arguments;
  }

  String value(String rust) {
    if (rust.equals("DI::Carrier")) {
      return "TI";
    }
    if (rust.equals("BitVector")) {
      return "boolean[]";
    }
    if (ATOMS.containsKey(rust)) {
      return ATOMS.get(rust).get(0);
    }
    if (typeArguments.contains(rust)) {
      return rust;
    }
    List<String> vector = arguments(rust, "Vec");
    return vector.isEmpty() ? "?" : array(vector.get(0));
  }

  String array(String rust) {
    if (ATOMS.containsKey(rust)) {
      return ATOMS.get(rust).get(1);
    }
    return typeArguments.contains(rust) ? rust + "A" : "?";
  }

  String carrier(String domain, boolean input) {
    if (hasDomain && (input || domain.equals("D") || domain.equals("DI"))) {
      return "TI";
    }
    List<String> atom = arguments(domain, "AtomDomain");
    if (!atom.isEmpty()) {
      return value(atom.get(0));
    }
    List<String> vector = arguments(domain, "VectorDomain");
    if (!vector.isEmpty()) {
      List<String> element = arguments(vector.get(0), "AtomDomain");
      return element.isEmpty() ? "?" : array(element.get(0));
    }
    return domain.equals("BitVectorDomain") ? "boolean[]" : "?";
  }

  String metricDistance(String metric, boolean input) {
    if (hasDomain && (input || metric.equals("M") || metric.equals("MI"))) {
      return "QI";
    }
    if (metric.equals("MO") && typeArguments.contains("MO")) {
      return "QO";
    }
    for (String name : List.of("AbsoluteDistance", "L1Distance", "L2Distance", "LInfDistance")) {
      List<String> of = arguments(metric, name);
      if (!of.isEmpty()) {
        return value(of.get(0));
      }
    }
    List<String> partitioned = arguments(metric, "L01InfDistance");
    if (!partitioned.isEmpty()) {
      String inner = metricDistance(partitioned.get(0), false);
      return inner.equals("?") ? "?" : "PartitionDistance<" + inner + ">";
    }
    // All that is left counts records.
    return "Long";
  }

  String loss(String measure) {
    if (measure.equals("MO") && (hasMeasure || typeArguments.contains("MO"))) {
      return "QO";
    }
    return switch (measure) {
      case "MaxDivergence", "ZeroConcentratedDivergence" -> "Double";
      case "Approximate<MaxDivergence>" -> "Pair<Double, Double>";
      default -> "?";
    };
  }
}
