package dev.lethe.spec;

import java.util.Optional;

/** Why values that a user may reasonably try are refused. */
final class KnownRefusals {
  private KnownRefusals() {}

  static Optional<String> of(SpecPath path, String value) {
    return Optional.ofNullable(
        switch (path.toString()) {
          case "training.device" ->
              value.equals("gpu") || value.equals("cuda")
                  ? "the error bounds that the guarantee rests on are proven for the CPU; write auto"
                  : null;
          case "privacy.sampling.scheme" ->
              "the only sampler with a proof here is poisson; shuffling and fixed-size batches are"
                  + " not the same mechanism, write poisson";
          case "data.privacyUnit.row" ->
              "write row: true, or name the person with { column: ..., maxContributions: ... }";
          default -> null;
        });
  }
}
