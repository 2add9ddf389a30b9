package dev.lethe.privacy.opendp.generator;

import dev.lethe.privacy.opendp.generator.Description.Function;

/** Which of OpenDP's constructors Java reaches, and why it does not reach the others. */
final class CoverageTable {

  static final String BEGIN = "<!-- coverage: generated, do not edit -->";
  static final String END = "<!-- end of coverage -->";

  private CoverageTable() {}

  static String markdown(Description description) {
    StringBuilder text = new StringBuilder("\n| OpenDP | Java |\n| --- | --- |\n");
    int reached = 0;
    int all = 0;
    for (Function function : description.functions()) {
      if (!JavaClass.isConstructor(function)) {
        continue;
      }
      all++;
      reached += function.callable() ? 1 : 0;
      text.append("| `").append(function.module()).append("::").append(function.name());
      text.append("` | ").append(java(function)).append(" |\n");
    }
    return "\n" + reached + " of " + all + " constructors are reached.\n" + text + "\n";
  }

  private static String java(Function function) {
    if (function.lacks() != null) {
      return function.lacks().equals("polars")
          ? "no: needs polars data frames, which are left out"
          : "no: needs OpenDP's feature `" + function.lacks() + "`, which is off";
    }
    return "`"
        + JavaClass.className(function.module())
        + "."
        + JavaNames.camel(function.name())
        + "`"
        + (function.deprecated() ? " (deprecated by OpenDP)" : "");
  }
}
