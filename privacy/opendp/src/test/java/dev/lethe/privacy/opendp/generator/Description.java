package dev.lethe.privacy.opendp.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenDP's functions as {@code native/rust/describe} writes them. */
record Description(List<Function> functions) {

  static Description read(Path file) throws IOException {
    JsonNode modules = new ObjectMapper().readTree(file.toFile());
    List<Function> functions = new ArrayList<>();
    modules
        .properties()
        .forEach(
            module ->
                module
                    .getValue()
                    .forEach(function -> functions.add(function(module.getKey(), function))));
    return new Description(functions);
  }

  private static Function function(String module, JsonNode node) {
    List<Argument> arguments = new ArrayList<>();
    node.get("arguments").forEach(argument -> arguments.add(argument(argument)));
    Map<String, JsonNode> derived = new LinkedHashMap<>();
    node.get("derived").forEach(type -> derived.put(type.get("name").asText(), type.get("rust")));
    return new Function(
        module,
        node.get("name").asText(),
        lacks(node, arguments),
        node.get("partial").asBoolean(),
        node.get("deprecated").asBoolean(),
        arguments,
        derived,
        node.get("returns").get("c").asText(),
        node.get("returns").get("signature").asText());
  }

  private static Argument argument(JsonNode node) {
    return new Argument(
        node.get("name").asText(),
        node.has("type"),
        node.has("c") ? node.get("c").asText() : "char *",
        node.path("rust"),
        node.has("default"),
        node.path("default"));
  }

  /** A sum in an order of its own is compiled in either way, but then takes no order. */
  private static @Nullable String lacks(JsonNode node, List<Argument> arguments) {
    if (arguments.stream().anyMatch(argument -> argument.name().equals("S"))) {
      return "idealized-numerics";
    }
    return node.has("lacks") ? node.get("lacks").asText() : null;
  }

  /**
   * One function.
   *
   * @param lacks the OpenDP feature without which it does nothing
   * @param derived types that follow from the arguments, by name
   * @param returns the C type returned
   * @param signature the Rust type returned, without spaces
   */
  record Function(
      String module,
      String name,
      @Nullable String lacks,
      boolean partial,
      boolean deprecated,
      List<Argument> arguments,
      Map<String, JsonNode> derived,
      String returns,
      String signature) {

    String symbol() {
      return "opendp_" + module + "__" + name;
    }

    /** Whether the native side can call it: compiled in, and with a pointer as its result. */
    boolean callable() {
      return lacks == null && (returns.startsWith("FfiResult<") || returns.equals("uint32_t"));
    }

    String constant() {
      return name.replaceFirst("^_", "").toUpperCase(Locale.ROOT);
    }
  }

  /**
   * One argument.
   *
   * @param isType whether it names a type
   * @param c its C type
   * @param rust how its Rust type follows from the others
   */
  record Argument(
      String name, boolean isType, String c, JsonNode rust, boolean optional, JsonNode value) {

    String java() {
      StringBuilder java = new StringBuilder();
      boolean upper = false;
      for (char letter : name.toCharArray()) {
        if (letter == '_') {
          upper = true;
        } else {
          java.append(upper ? Character.toUpperCase(letter) : letter);
          upper = false;
        }
      }
      // The one name of OpenDP's that Java reserves.
      return java.toString().equals("null") ? "nullValue" : java.toString();
    }
  }
}
