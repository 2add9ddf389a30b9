package dev.lethe.privacy.opendp.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.opendp.generator.Description.Argument;
import dev.lethe.privacy.opendp.generator.Description.Function;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One function of OpenDP as Java methods, with a record for its options. */
final class JavaMethod {

  /** Stands for an atom's array type until it is known whether anything else names it. */
  private static final String ARRAY = "@";

  private record Parameter(String type, String name, boolean option, String shortcut) {}

  private final Function function;
  private final Typing typing;
  private final RustTypes types;
  private final Set<String> generics = new LinkedHashSet<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();

  JavaMethod(Function function) {
    this.function = function;
    this.typing = Typing.known().getOrDefault(function.name(), new Typing("", "", Map.of(), ""));
    Set<String> typeArguments =
        function.arguments().stream()
            .filter(Argument::isType)
            .map(Argument::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.types =
        new RustTypes(
            typeArguments,
            function.arguments().stream().anyMatch(a -> a.c().equals("AnyDomain *")),
            function.arguments().stream().anyMatch(a -> a.c().equals("AnyMeasure *")));
  }

  String text() {
    function.arguments().forEach(this::argument);
    String returned = typing.returns().isEmpty() ? returned() : typing.returns();
    arrays(returned);
    String declared = typing.generics().isEmpty() ? String.join(", ", order()) : typing.generics();
    StringBuilder text = new StringBuilder();
    boolean options = parameters.stream().anyMatch(Parameter::option);
    if (options) {
      text.append(record());
    }
    text.append(method(declared, returned, options));
    if (parameters.stream().anyMatch(p -> p.option() || !p.shortcut().isEmpty())) {
      text.append(shortcut(declared, returned, options));
    }
    return text.toString();
  }

  private void arrays(String returned) {
    for (String name : types.typeArguments()) {
      String array = name + "A";
      boolean used =
          function.name().equals("atom_domain")
              || returned.matches(".*\\b" + array + "\\b.*")
              || parameters.stream().anyMatch(p -> p.type().matches(".*\\b" + array + "\\b.*"));
      if (used && generics.contains(name)) {
        uses(array);
      }
      parameters.replaceAll(
          p ->
              p.type().equals("Atom<" + name + ", " + ARRAY + ">")
                  ? new Parameter(
                      "Atom<" + name + ", " + (used ? array : "?") + ">",
                      p.name(),
                      p.option(),
                      p.shortcut())
                  : p);
    }
  }

  private List<String> order() {
    List<String> ordered = new ArrayList<>(generics);
    ordered.sort(java.util.Comparator.comparingInt(List.of("TI", "QI", "QO")::indexOf).reversed());
    // The input's types first, as everywhere else.
    List<String> first = new ArrayList<>();
    for (String name : List.of("TI", "QI")) {
      if (ordered.remove(name)) {
        first.add(name);
      }
    }
    java.util.Collections.sort(ordered);
    first.addAll(ordered);
    return first;
  }

  private void parameter(String type, String name) {
    parameters.add(new Parameter(type, name, false, ""));
  }

  private void uses(String... names) {
    generics.addAll(List.of(names));
  }

  private void argument(Argument argument) {
    String name = argument.java();
    String known = typing.parameters().get(argument.name());
    if (argument.isType()) {
      type(argument);
      return;
    }
    switch (argument.c()) {
      case "AnyDomain *", "AnyMetric *", "AnyMeasure *" -> {
        parameter(known != null ? known : role(argument), name);
        body.append("call.object(").append(name).append(");\n");
      }
      case "AnyMeasurement *", "AnyTransformation *", "AnyOdometer *", "AnyFunction *" -> {
        if (known == null) {
          throw new IllegalStateException(function.name() + "." + argument.name());
        }
        parameter(known, name);
        body.append("call.object(").append(name).append(");\n");
      }
      case "double" -> plain(argument, "double", "f64");
      case "size_t" -> plain(argument, "long", "size");
      case "uint32_t" -> plain(argument, "long", "u32");
      case "bool" -> plain(argument, "boolean", "flag");
      case "char *" -> plain(argument, "String", "text");
      case "CallbackFn" -> {
        parameter("Function<" + contravariant(function.name(), known) + ">", name);
        body.append("call.function(Callbacks.of(" + name + ", ")
            .append(codec(argument.rust())[1])
            .append("));\n");
      }
      case "TransitionFn" -> {
        parameter("Transition<? super Q, ? extends A>", name);
        body.append("call.transition(Callbacks.of(" + name + ", a));\n");
      }
      case "ExtrinsicObject *" -> {
        parameters.add(new Parameter("@Nullable Object", name, argument.optional(), ""));
        // OpenDP needs one; as in its own packages, the name stands for a descriptor that is left
        // out.
        body.append(
            "call.extrinsic("
                + access(argument)
                + " == null ? identifier : "
                + access(argument)
                + ");\n");
      }
      case "void *" -> raw(argument);
      case "AnyObject *" -> value(argument, known);
      default -> throw new IllegalStateException(function.name() + ": " + argument.c());
    }
  }

  private static String contravariant(String function, @Nullable String types) {
    if (types == null) {
      throw new IllegalStateException(function + " needs the types of its callback");
    }
    String[] both = types.split(", ");
    return "? super " + both[0] + ", ? extends " + both[1];
  }

  private String role(Argument argument) {
    String type =
        switch (argument.name()) {
          case "input_domain", "domain" -> "TI";
          case "output_domain" -> "TO";
          case "input_metric", "metric" -> "QI";
          case "output_metric", "output_measure" -> "QO";
          default -> throw new IllegalStateException(function.name() + "." + argument.name());
        };
    uses(type);
    String kind = argument.c().substring(3, argument.c().length() - 2);
    return kind + "<" + type + ">";
  }

  private void plain(Argument argument, String type, String put) {
    boolean absent = argument.optional() && argument.value().isNull();
    String java = absent ? "@Nullable " + type : type;
    parameters.add(new Parameter(java, argument.java(), argument.optional(), ""));
    body.append("call." + put + "(" + access(argument) + ");\n");
  }

  private String access(Argument argument) {
    return argument.optional() ? "options." + argument.java() + "()" : argument.java();
  }

  private void type(Argument argument) {
    String name = argument.name();
    String parameter = parameterName(name);
    String fallback = argument.optional() ? argument.value().asText() : "";
    if (name.equals("D")) {
      body.append("call.text(elementDomain.type());\n");
      return;
    }
    if (name.equals("MO")) {
      boolean measure = function.returns().contains("AnyMeasurement");
      uses("QO");
      String constant = (measure ? "MeasureType." : "MetricType.") + constant(fallback);
      parameters.add(
          new Parameter(
              (measure ? "MeasureType" : "MetricType") + "<QO>", "outputType", false, constant));
      body.append("call.text(outputType.descriptor());\n");
      return;
    }
    boolean any =
        List.of("make_user_measurement", "new_function", "new_queryable").contains(function.name());
    if (any) {
      uses(name);
      parameter("Type<" + name + ">", parameter);
    } else {
      uses(name);
      String shortcut =
          switch (fallback) {
            case "int" -> "Atom.I32";
            case "float" -> "Atom.F64";
            default -> "";
          };
      parameters.add(
          new Parameter("Atom<" + name + ", " + ARRAY + ">", parameter, false, shortcut));
    }
    body.append("call.text(" + parameter + ".descriptor());\n");
  }

  private String parameterName(String name) {
    return switch (name) {
      case "T" -> "atom";
      case "TO", "TOA" -> "outputAtom";
      case "TV" -> "valueAtom";
      case "TIA", "TA" -> "inputAtom";
      case "K", "TK" -> "keyAtom";
      default -> name.toLowerCase(java.util.Locale.ROOT);
    };
  }

  private String constant(String fallback) {
    return switch (fallback) {
      case "L1Distance<int>" -> "l1Distance(Atom.I32)";
      case "SymmetricDistance" -> "SYMMETRIC_DISTANCE";
      case "MaxDivergence" -> "MAX_DIVERGENCE";
      case "ZeroConcentratedDivergence" -> "ZERO_CONCENTRATED_DIVERGENCE";
      case "Approximate<MaxDivergence>" -> "APPROXIMATE_MAX_DIVERGENCE";
      case "Approximate<ZeroConcentratedDivergence>" -> "APPROXIMATE_ZERO_CONCENTRATED_DIVERGENCE";
      default -> throw new IllegalStateException(fallback);
    };
  }

  private void raw(Argument argument) {
    JsonNode rust = argument.rust();
    boolean optional = rust.path("of").asText().equals("Option");
    String[] codec = codec(optional ? rust.get("arguments").get(0) : rust);
    String type = argument.optional() ? "@Nullable " + codec[0] : codec[0];
    parameters.add(new Parameter(type, argument.java(), argument.optional(), ""));
    body.append("call.raw(" + codec[1] + ", " + access(argument) + ");\n");
  }

  private void value(Argument argument, @Nullable String known) {
    if (known != null && known.startsWith("List<")) {
      parameter(known, argument.java());
      body.append("call.list(\"Vec<AnyMeasurementPtr>\", " + argument.java() + ");\n");
      return;
    }
    String[] codec =
        argument.name().equals("d_out") && argument.rust().path("of").asText().equals("Tuple")
            ? new String[] {"Pair<Double, Double>", "CompoundType.pair(Atom.F64, Atom.F64)"}
            : codec(argument.rust());
    String type = known != null ? known : codec[0];
    if (argument.optional()) {
      type = "@Nullable " + type;
    }
    parameters.add(new Parameter(type, argument.java(), argument.optional(), ""));
    body.append("call.value(" + codec[1] + ", " + access(argument) + ");\n");
  }

  /** The Java type of a recipe's values, and the Java expression for its OpenDP type. */
  private String[] codec(JsonNode rust) {
    if (rust.isTextual()) {
      String name = rust.asText();
      if (function.derived().containsKey(name) && !types.typeArguments().contains(name)) {
        return codec(function.derived().get(name));
      }
      if (types.typeArguments().contains(name)) {
        return new String[] {name, parameterName(name)};
      }
      return switch (name) {
        case "f64" -> new String[] {"Double", "Atom.F64"};
        case "bool" -> new String[] {"Boolean", "Atom.BOOL"};
        case "u32" -> new String[] {"Long", "Atom.U32"};
        case "i32" -> new String[] {"Integer", "Atom.I32"};
        case "usize" -> new String[] {"Long", "Atom.USIZE"};
        case "String" -> new String[] {"String", "Atom.STRING"};
        case "BitVector" -> new String[] {"boolean[]", "CompoundType.bits()"};
        default -> throw new IllegalStateException(function.name() + ": " + name);
      };
    }
    if (rust.has("of")) {
      return nested(rust.get("of").asText(), rust.get("arguments").get(0));
    }
    return called(rust.get("by").asText(), rust.get("arguments"));
  }

  private String[] nested(String of, JsonNode inner) {
    String[] element = codec(inner);
    return switch (of) {
      case "Option" -> element;
      case "Tuple" ->
          new String[] {
            "Bounds<" + (element[0].equals("Object") ? "?" : element[0]) + ">",
            "CompoundType.bounds(" + element[1] + ")"
          };
      case "Vec" -> vector(element);
      default -> throw new IllegalStateException(function.name() + ": " + of);
    };
  }

  private String[] vector(String[] element) {
    if (element[0].equals("boolean[]") || element[0].equals("QO")) {
      return new String[] {"List<" + element[0] + ">", "CompoundType.anyList(" + element[1] + ")"};
    }
    String array =
        types.typeArguments().contains(element[0])
            ? element[0] + "A"
            : element[0].equals("Object")
                ? "TI"
                : types.array(element[1].equals("Atom.F64") ? "f64" : "String");
    return new String[] {array, "CompoundType.vector(" + element[1] + ")"};
  }

  private String[] called(String by, JsonNode arguments) {
    String inner = inner(arguments.get(0));
    return switch (by) {
      case "get_distance_type", "measure_distance_type", "metric_distance_type" ->
          new String[] {
            inner.contains("input") || inner.contains("Input") ? "QI" : "QO",
            inner + ".distanceType()"
          };
      case "domain_carrier_type" -> new String[] {"TO", inner + ".carrierType()"};
      case "get_atom" -> new String[] {"Object", inner + ".atom()"};
      case "get_value_type" -> new String[] {"Object", inner + ".valueAtom()"};
      case "pass_through" ->
          new String[] {arguments.get(0).asText(), parameterName(arguments.get(0).asText())};
      default -> throw new IllegalStateException(function.name() + ": " + by);
    };
  }

  /** The argument that a chain of type functions starts from, in Java. */
  private String inner(JsonNode node) {
    if (node.isTextual()) {
      return function.arguments().stream()
          .filter(argument -> argument.name().equals(node.asText()))
          .map(Argument::java)
          .findFirst()
          .orElse(node.asText());
    }
    String by = node.get("by").asText();
    String of = inner(node.get("arguments").get(0));
    return switch (by) {
      case "odometer_input_metric" -> of + ".inputMetric()";
      case "odometer_output_measure" -> of + ".outputMeasure()";
      default -> of;
    };
  }

  private String returned() {
    String signature = function.signature();
    List<String> fallible = RustTypes.arguments(signature, "Fallible");
    String rust = fallible.isEmpty() ? signature : fallible.get(0);
    List<String> m = RustTypes.arguments(rust, "Measurement");
    if (!m.isEmpty()) {
      return "Measurement<%s, %s, %s, %s>"
          .formatted(
              types.carrier(m.get(0), true),
              types.metricDistance(m.get(1), true),
              types.value(m.get(3)),
              types.loss(m.get(2)));
    }
    List<String> t = RustTypes.arguments(rust, "Transformation");
    if (!t.isEmpty()) {
      return "Transformation<%s, %s, %s, %s>"
          .formatted(
              types.carrier(t.get(0), true),
              types.metricDistance(t.get(1), true),
              types.carrier(t.get(2), false),
              types.metricDistance(t.get(3), false));
    }
    List<String> f = RustTypes.arguments(rust, "Function");
    if (!f.isEmpty()) {
      return "OpenDpFunction<" + types.value(f.get(0)) + ", " + types.value(f.get(1)) + ">";
    }
    if (!RustTypes.arguments(rust, "AtomDomain").isEmpty()) {
      return "AtomDomain<T, TA>";
    }
    if (function.returns().contains("AnyMetric")) {
      return "Metric<" + types.metricDistance(rust, false) + ">";
    }
    if (function.returns().equals("uint32_t")) {
      return "long";
    }
    return types.value(rust);
  }

  private String finish(String returned) {
    String kind = returned.contains("<") ? returned.substring(0, returned.indexOf('<')) : returned;
    return switch (kind) {
      case "long" -> "return call.run();";
      case "PrivacyProfile" -> "return new PrivacyProfile(call.run());";
      case "double[]" -> "return CompoundType.vector(Atom.F64).take(call.run());";
      case "T" -> "return atom.take(call.run());";
      default -> "return new " + kind + "<>(call.run());";
    };
  }

  private String optionsName() {
    String name = JavaNames.camel(function.name()).replaceFirst("^make", "");
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Options";
  }

  private String optionGenerics() {
    return parameters.stream().filter(Parameter::option).anyMatch(p -> p.type().contains("<T>"))
        ? "<T>"
        : "";
  }

  private String record() {
    List<Parameter> options = parameters.stream().filter(Parameter::option).toList();
    String of = optionGenerics();
    StringBuilder text = new StringBuilder();
    text.append(
        "/** What {@link #" + JavaNames.camel(function.name()) + "} may be told besides. */\n");
    text.append("public record " + optionsName() + of + "(");
    text.append(options.stream().map(this::component).collect(Collectors.joining(", ")));
    text.append(") {\n");
    text.append("/** OpenDP's own defaults. */\n");
    text.append(
        "public static " + (of.isEmpty() ? "" : of + " ") + optionsName() + of + " defaults() {\n");
    text.append("return new " + optionsName() + (of.isEmpty() ? "" : "<>") + "(");
    text.append(options.stream().map(this::fallback).collect(Collectors.joining(", ")));
    text.append(");\n}\n");
    for (Parameter option : options) {
      String setter =
          "with" + Character.toUpperCase(option.name().charAt(0)) + option.name().substring(1);
      text.append("\n/** The same with another {@code " + option.name() + "}. */\n");
      text.append(
          "public " + optionsName() + of + " " + setter + "(" + component(option) + ") {\n");
      text.append("return new " + optionsName() + (of.isEmpty() ? "" : "<>") + "(");
      text.append(options.stream().map(Parameter::name).collect(Collectors.joining(", ")));
      text.append(");\n}\n");
    }
    return text.append("}\n\n").toString();
  }

  private String component(Parameter option) {
    String type = option.type().replace("Bounds<?>", "Bounds<?>");
    return type + " " + option.name();
  }

  private String fallback(Parameter option) {
    Argument argument =
        function.arguments().stream()
            .filter(a -> a.java().equals(option.name()))
            .findFirst()
            .orElseThrow();
    JsonNode value = argument.value();
    if (value.isTextual()) {
      return '"' + value.asText() + '"';
    }
    return option.type().contains("Long") && value.isIntegralNumber()
        ? value.asText() + "L"
        : value.asText();
  }

  private String method(String declared, String returned, boolean options) {
    StringBuilder text = new StringBuilder(doc(false));
    text.append("public static ");
    text.append(declared.isEmpty() ? "" : "<" + declared + "> ");
    text.append(returned + " " + javaName() + "(");
    List<String> all = new ArrayList<>();
    parameters.stream().filter(p -> !p.option()).forEach(p -> all.add(p.type() + " " + p.name()));
    if (options) {
      all.add(optionsName() + optionGenerics() + " options");
    }
    text.append(String.join(", ", all)).append(") {\n");
    text.append("try (Call call = new Call(Functions." + function.constant());
    text.append(", " + function.arguments().size() + ")) {\n");
    text.append(body).append(finish(returned)).append("\n}\n}\n\n");
    return text.toString();
  }

  /** The same without options, and with OpenDP's own choice of types. */
  private String shortcut(String declared, String returned, boolean options) {
    List<String> shown = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    List<String> left = new ArrayList<>(List.of(declared.split(", ")));
    String type = returned;
    List<String[]> replaced = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.option()) {
        continue;
      }
      if (parameter.shortcut().isEmpty()) {
        shown.add(parameter.type() + " " + parameter.name());
        passed.add(parameter.name());
      } else {
        passed.add(parameter.shortcut());
        String[] fixed = fixed(parameter);
        left.remove(fixed[0]);
        left.remove(fixed[0] + "A");
        replaced.add(new String[] {"\\b" + fixed[0] + "A\\b", fixed[2]});
        replaced.add(new String[] {"\\b" + fixed[0] + "\\b", fixed[1]});
      }
    }
    if (options) {
      passed.add(optionsName() + ".defaults()");
    }
    for (String[] each : replaced) {
      type = type.replaceAll(each[0], each[1]);
      shown.replaceAll(one -> one.replaceAll(each[0], each[1]));
    }
    String generics = String.join(", ", left);
    StringBuilder text = new StringBuilder(doc(true));
    text.append("public static ").append(generics.isEmpty() ? "" : "<" + generics + "> ");
    text.append(type + " " + javaName() + "(" + String.join(", ", shown) + ") {\n");
    text.append("return " + javaName() + "(" + String.join(", ", passed) + ");\n}\n\n");
    return text.toString();
  }

  /** The type variable that a default takes away, and what stands for it and its array. */
  private String[] fixed(Parameter parameter) {
    String variable = parameter.type().replaceAll("^\\w+<(\\w+).*$", "$1");
    return switch (parameter.shortcut()) {
      case "Atom.I32", "MetricType.l1Distance(Atom.I32)" ->
          new String[] {variable, "Integer", "int[]"};
      case "Atom.F64" -> new String[] {variable, "Double", "double[]"};
      case "MetricType.SYMMETRIC_DISTANCE" -> new String[] {variable, "Long", "long[]"};
      case "MeasureType.APPROXIMATE_MAX_DIVERGENCE",
          "MeasureType.APPROXIMATE_ZERO_CONCENTRATED_DIVERGENCE" ->
          new String[] {variable, "Pair<Double, Double>", "?"};
      default -> new String[] {variable, "Double", "?"};
    };
  }

  private String javaName() {
    return typing.java().isEmpty() ? JavaNames.camel(function.name()) : typing.java();
  }

  private String doc(boolean shortcut) {
    String deprecated = function.deprecated() ? "\n *\n * @deprecated by OpenDP" : "";
    return "/**\n * OpenDP's {@code "
        + function.name()
        + "}"
        + (shortcut ? " with its own defaults" : "")
        + ": see\n * <a href=\"https://docs.rs/opendp/0.16.0/opendp/"
        + function.module()
        + "/fn."
        + function.name()
        + ".html\">its documentation and proof</a>.\n *\n"
        + " * @throws OpenDpException if OpenDP refuses the arguments"
        + deprecated
        + "\n */\n"
        + (function.deprecated() ? "@Deprecated\n" : "");
  }
}
