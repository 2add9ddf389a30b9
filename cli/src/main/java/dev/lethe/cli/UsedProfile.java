package dev.lethe.cli;

import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.report.PartRelease;
import dev.lethe.spec.ProfileOrigin;
import java.util.List;
import java.util.Optional;

/**
 * A private profile that a run builds on.
 *
 * @param origin its run and report
 * @param releases what it released, from its verified report
 */
record UsedProfile(ProfileOrigin origin, List<PartRelease> releases) {
  UsedProfile {
    releases = List.copyOf(releases);
  }

  /**
   * Refuses values of a profile that was not read and verified here, or whose charges are in
   * another ledger; called before anything is charged.
   *
   * @param named what the spec says it takes values from
   * @param read the profile that was read
   */
  static void require(
      Optional<ProfileOrigin> named, Optional<UsedProfile> read, PrivacyLedger ledger) {
    if (!named.equals(read.map(UsedProfile::origin))) {
      throw CommandException.badUsage(
          "data.profile names the run of a profile, and its report was not read, so nothing shows"
              + " that the spec's values are from it; write the path of its report.dsse.json there,"
              + " and leave out the bounds and vocabularies that come from it");
    }
    read.ifPresent(used -> used.requireIn(ledger));
  }

  /** Its cost would be nobody's in another ledger. */
  private void requireIn(PrivacyLedger ledger) {
    boolean here =
        ledger.view().runs().stream()
            .anyMatch(
                run ->
                    run.runId().equals(origin.run())
                        && run.status().filter(s -> s == RunStatus.COMPLETED).isPresent());
    if (!here) {
      throw new CommandException(
          ExitCode.REFUSED,
          "the profile's run "
              + origin.run()
              + " is not in this dataset id's ledger, so nothing here pays for its values; run"
              + " lethe profile in this home");
    }
  }

  /** The ledger's lines of a run, from the start of the profile that it builds on. */
  static LedgerRange range(Optional<UsedProfile> read, PrivacyLedger ledger, String runId) {
    return read.isPresent() ? ledger.range(runId, read.get().origin().run()) : ledger.range(runId);
  }
}
