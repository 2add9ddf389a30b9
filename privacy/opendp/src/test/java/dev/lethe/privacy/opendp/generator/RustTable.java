package dev.lethe.privacy.opendp.generator;

import dev.lethe.privacy.opendp.generator.Description.Argument;
import dev.lethe.privacy.opendp.generator.Description.Function;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The table of OpenDP's C functions for the native side, and their numbers for the Java side. */
final class RustTable {

  private RustTable() {}

  static String rust(Description description) {
    List<Function> functions = callable(description);
    StringBuilder text = new StringBuilder();
    text.append(
        """
        //! Generated from describe/opendp.json: see docs/opendp.md. Do not edit.

        use super::call::Arguments;
        use super::Returned;
        use opendp::core::FfiResult;
        use std::ffi::{c_char, c_void};

        extern "C-unwind" {
        """);
    for (Function function : functions) {
      text.append("    pub fn ").append(function.symbol()).append('(');
      text.append(
          function.arguments().stream()
              .map(argument -> "_: " + type(argument))
              .collect(Collectors.joining(", ")));
      text.append(") -> ")
          .append(function.returns().equals("uint32_t") ? "u32" : "Returned")
          .append(";\n");
    }
    text.append("}\n\ntype Run = fn(&Arguments) -> Returned;\n\n");
    text.append("/// Tells this table from any other.\npub const ABI: i64 = ")
        .append(abi(description));
    text.append(";\n\n/// How many arguments each function takes, and how to call it with them.\n");
    text.append(
        "// SAFETY of each call: the types are those of OpenDP's description; Java checks\n");
    text.append("// and holds what the pointers point to.\n");
    text.append("pub static FUNCTIONS: [(usize, Run); ").append(functions.size()).append("] = [\n");
    for (Function function : functions) {
      StringBuilder call = new StringBuilder(function.symbol()).append('(');
      for (int i = 0; i < function.arguments().size(); i++) {
        call.append(i == 0 ? "" : ", ").append("a.").append(getter(function.arguments().get(i)));
        call.append('(').append(i).append(')');
      }
      call.append(')');
      String run = "unsafe { " + call + " }";
      if (function.returns().equals("uint32_t")) {
        run = "FfiResult::Ok(" + run + " as usize as *mut c_void)";
      }
      text.append("    (").append(function.arguments().size()).append(", |");
      text.append(function.arguments().isEmpty() ? "_" : "a").append("| ").append(run);
      text.append("),\n");
    }
    return text.append("];\n").toString();
  }

  static String java(Description description) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        package dev.lethe.privacy.opendp;

        /** The numbers of OpenDP's functions. Generated: see docs/opendp.md. Do not edit. */
        final class Functions {

          private Functions() {}

        """);
    List<Function> functions = callable(description);
    for (int i = 0; i < functions.size(); i++) {
      text.append("  static final int ").append(functions.get(i).constant());
      text.append(" = ").append(i).append(";\n");
    }
    return text.append("}\n").toString();
  }

  static String bridge(Description description) {
    return """
        package dev.lethe.natives;

        /** What the library's table must be. Generated: see docs/opendp.md. Do not edit. */
        final class OpenDpTable {

          static final long ABI = %dL;

          private OpenDpTable() {}
        }
        """
        .formatted(abi(description));
  }

  /** A number that changes with any symbol, argument or order in the table. */
  private static long abi(Description description) {
    CRC32 sum = new CRC32();
    for (Function function : callable(description)) {
      sum.update(function.symbol().getBytes(StandardCharsets.UTF_8));
      function
          .arguments()
          .forEach(argument -> sum.update(argument.c().getBytes(StandardCharsets.UTF_8)));
    }
    return sum.getValue();
  }

  static List<Function> callable(Description description) {
    return description.functions().stream().filter(Function::callable).toList();
  }

  private static String type(Argument argument) {
    return switch (argument.c()) {
      case "double" -> "f64";
      case "size_t" -> "usize";
      case "uint32_t" -> "u32";
      case "bool" -> "u8";
      case "char *" -> "*const c_char";
      default -> "*mut c_void";
    };
  }

  private static String getter(Argument argument) {
    return switch (argument.c()) {
      case "double" -> "f64";
      case "size_t" -> "usize";
      case "uint32_t" -> "u32";
      case "bool" -> "bool";
      case "char *" -> "text";
      default -> "pointer";
    };
  }
}
