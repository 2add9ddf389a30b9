package dev.lethe.privacy.accounting;

import java.util.List;
import java.util.Optional;

/** All accountants, found by the names that commands, ledgers and reports use. */
public final class Accountants {
  private Accountants() {}

  /** Every accountant; {@code best} comes first. */
  public static List<PrivacyAccountant> all() {
    return List.of(
        BestAccountant.standard(),
        PldAccountant.standard(),
        RenyiAccountant.standard(),
        AnalyticGaussianAccountant.standard());
  }

  /** The accountant of this name, if there is one. */
  public static Optional<PrivacyAccountant> named(String name) {
    return all().stream().filter(accountant -> accountant.name().equals(name)).findFirst();
  }
}
