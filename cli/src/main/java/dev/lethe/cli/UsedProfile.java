package dev.lethe.cli;

import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.report.PartRelease;
import dev.lethe.spec.ProfileOrigin;
import java.util.List;

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

  /** Refuses a profile whose charges are in another ledger: its cost would be nobody's. */
  void requireIn(PrivacyLedger ledger) {
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
}
