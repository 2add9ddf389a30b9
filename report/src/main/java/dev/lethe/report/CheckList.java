package dev.lethe.report;

import java.util.ArrayList;
import java.util.List;

/** Collects checks; a requirement passes with one reason or fails with another. */
final class CheckList {
  private final List<Check> checks = new ArrayList<>();

  void passed(String name, String reason) {
    checks.add(new Check(name, Check.Status.PASSED, reason));
  }

  void failed(String name, String reason) {
    checks.add(new Check(name, Check.Status.FAILED, reason));
  }

  void notChecked(String name, String reason) {
    checks.add(new Check(name, Check.Status.NOT_CHECKED, reason));
  }

  void require(String name, boolean holds, String passed, String failed) {
    if (holds) {
      passed(name, passed);
    } else {
      failed(name, failed);
    }
  }

  /** Fails with every difference found, or passes. */
  void requireNone(String name, List<String> differences, String passed) {
    require(name, differences.isEmpty(), passed, String.join("; ", differences));
  }

  Verification result() {
    return new Verification(checks);
  }
}
