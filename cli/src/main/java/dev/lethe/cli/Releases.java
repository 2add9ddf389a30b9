package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.ledger.LedgerRun;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every release of a part is charged before it is drawn, and drawn once: it is kept durably before
 * it is used, and a run that goes on takes what was kept.
 */
final class Releases {
  /** Where released values are kept. */
  interface Store {
    /** What a part released, if it did. */
    Optional<JsonNode> find(String part);

    /** Keeps what a part released, durably. */
    void keep(String part, JsonNode released);
  }

  private final Store store;

  Releases(Store store) {
    this.store = store;
  }

  /**
   * What a part released: kept from before, or drawn now.
   *
   * @param draw called at most once, after the charge
   */
  JsonNode once(LedgerRun run, String part, Supplier<JsonNode> draw) {
    Optional<JsonNode> kept = store.find(part);
    boolean charged = run.charged(part) > 0;
    if (kept.isPresent() && charged) {
      return kept.get();
    }
    if (kept.isPresent()) {
      throw new CommandException(
          ExitCode.NOT_VERIFIED,
          "the values that '"
              + part
              + "' released are here, but the ledger has not charged them: the ledger is an older"
              + " copy. Restore it; if it is lost, these values must not be used");
    }
    if (charged) {
      throw new CommandException(
          ExitCode.REFUSED,
          "'"
              + part
              + "' was charged, and the run stopped before its values were kept; drawing them again"
              + " would spend the budget twice. Start a new run with another --out: it pays again");
    }
    run.charge(part, 1);
    JsonNode released = draw.get();
    store.keep(part, released);
    return released;
  }

  /** What a completed run released. */
  JsonNode kept(String part) {
    return store
        .find(part)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.NOT_VERIFIED,
                    "the values that '"
                        + part
                        + "' released are missing, so its report cannot be made; put them back"));
  }
}
