package dev.lethe.privacy.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Recomputes a range of a ledger from its events alone: hashes, order, charges and cumulative cost.
 * It shows that the lines agree with each other and with their head; that the head is the ledger's
 * own is for whoever signed or witnessed it to say.
 */
public final class LedgerChain {
  private LedgerChain() {}

  /**
   * Verifies a range against the head hash it states.
   *
   * @throws LedgerTamperedException naming the first line that is wrong, and how
   */
  public static LedgerVerification verify(LedgerRange range) {
    LedgerVerification found = verify(range.lines());
    if (!found.headHash().equals(range.headHash())) {
      throw new LedgerTamperedException(
          "the last line of the ledger range does not have the hash that the range states");
    }
    return found;
  }

  /**
   * Verifies the lines of a whole ledger, or of {@link LedgerRange}, and tells of the runs in them.
   * Records may be left out in one place only: between the grant and the first of these runs.
   *
   * @throws LedgerTamperedException naming the first line that is wrong, and how
   */
  public static LedgerVerification verify(List<String> lines) {
    ChainState state = new ChainState(new PartPricing());
    boolean complete = true;
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
      try {
        if (i == 2) {
          LedgerRecord record = LedgerCodec.decode(line);
          if (record.index() != state.nextIndex()) {
            state.skipTo(record);
            complete = false;
          }
        }
        state.accept(line);
      } catch (ChainState.BrokenChainException | MalformedJsonException e) {
        throw new LedgerTamperedException(
            "line " + (i + 1) + " of the ledger range is not what Lethe wrote: " + e.getMessage());
      }
    }
    return result(state, complete);
  }

  private static LedgerVerification result(ChainState state, boolean complete) {
    RunState run =
        state
            .latestRun()
            .orElseThrow(() -> new LedgerTamperedException("the ledger range holds no run"));
    List<RunState> runs = state.runs();
    return new LedgerVerification(
        state.population().orElseThrow(),
        state.grant().orElseThrow(),
        run.start().terms(),
        run.parts(),
        run.status(),
        run.epsilonBefore(),
        run.epsilonAfter(),
        run.spending(),
        runs.subList(0, runs.size() - 1).stream().map(RunState::summary).toList(),
        runs.get(0).firstIndex(),
        state.nextIndex() - 1,
        state.headHash(),
        complete);
  }
}
