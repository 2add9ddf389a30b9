package dev.lethe.report;

import dev.lethe.crypto.log.Cosignature;
import java.util.List;

/** Sentences that hold for every report this version writes. */
public final class StandardTexts {
  private StandardTexts() {}

  /** What no report of this kind shows. */
  public static final List<String> LIMITS =
      List.of(
          "That the noise was really drawn and the recorded code really ran. The operator signs"
              + " that it did; nothing here proves it to someone who does not trust the operator.",
          "Releases made outside Lethe: copies of the data, models, statistics or logs that other"
              + " programs gave away.",
          "That one person is one privacy unit. Someone recorded under two identities is protected"
              + " as two units, each by itself.",
          "Choices made outside Lethe by looking at the private data, for example which columns,"
              + " bounds, architecture or hyper-parameters to use.",
          "How long each step took. Someone who can time the training machine may learn from it.");

  /** What the guarantee rests on, whatever was trained. */
  public static final List<String> ASSUMPTIONS =
      List.of(
          "The figures listed as public knowledge are public: none was derived from these records.",
          "The random generator cannot be told from ideal randomness, so the guarantee is"
              + " computational.",
          "The operator runs the code named here unmodified, on a machine that the attacker does"
              + " not control.",
          "The engine computes a row's result in a batch from that row alone, whatever its place,"
              + " its neighbours and their number; training tests this on its real shapes before it"
              + " uses them.",
          "That the data passed the checks made before training is public: they can be read, hold"
              + " labels of more than one class and no refused value, and at most twice the declared"
              + " population. Data sets are compared that both pass them.");

  /** Against whom the guarantee holds. */
  public static final String ADVERSARY =
      "Anyone who sees everything listed as released, with any computing power short of breaking"
          + " the random generator and any knowledge about all other people.";

  /** The anchor that a stand-alone operator has. */
  public static final String OPERATOR_WITNESS =
      "A witness file that the operator holds. It catches a ledger restored from a backup by"
          + " accident; a dishonest operator could roll both back. Only checkpoints that others"
          + " hold can show that.";

  /**
   * The anchor of an operator whose log was cosigned before this report was added to it.
   *
   * @param cosignatures those on the newest cosigned checkpoint; the operator's own if there are
   *     none
   */
  public static String anchor(List<Cosignature> cosignatures) {
    if (cosignatures.isEmpty()) {
      return OPERATOR_WITNESS;
    }
    String names =
        String.join(" and ", cosignatures.stream().map(c -> c.witness().name()).toList());
    return OPERATOR_WITNESS
        + " Besides, "
        + names
        + ", named by the operator as independent of it, cosigned the first "
        + cosignatures.get(0).checkpoint().size()
        + " entries of the log; this report carries that checkpoint. Reports among those entries"
        + " cannot be removed or changed, nor their ledger lines with them, without its showing."
        + " Later entries, this report among them, are not covered until they cosign again."
        + " Check them with their public keys: lethe verify --witness.";
  }

  /** What the guarantee never covers. */
  public static final List<String> NOT_PROTECTED =
      List.of(
          "The training machine, its logs, its checkpoints and the ledger's salt and keys: these"
              + " are the operator's secrets, not releases.",
          "What the model tells about groups and about facts that hold with or without any one"
              + " person.");
}
