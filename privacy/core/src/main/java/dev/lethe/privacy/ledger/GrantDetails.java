package dev.lethe.privacy.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Who answers for a grant, what for, and until when; fixed with the grant. After its last day
 * nothing may be charged any more, whatever is left.
 *
 * <p>Owner and purpose stand in the ledger's grant record, which every report carries: write
 * nothing there that must not be published.
 *
 * @param owner who answers for the budget, 1 to 256 printable characters
 * @param purpose what the data may be used for, 1 to 256 printable characters
 * @param expires the last UTC day on which a run may begin, resume or charge
 */
public record GrantDetails(
    Optional<String> owner, Optional<String> purpose, Optional<LocalDate> expires) {
  private static final int MOST_CHARACTERS = 256;
  private static final int MOST_YEAR = 9999;

  public GrantDetails {
    owner.ifPresent(text -> requirePrintable("owner", text));
    purpose.ifPresent(text -> requirePrintable("purpose", text));
    expires.ifPresent(
        day -> {
          if (day.getYear() < 1 || day.getYear() > MOST_YEAR) {
            throw new IllegalArgumentException(
                "a grant expires on a day of the years 1 to 9999, got " + day);
          }
        });
  }

  /** No owner, no purpose, no end. */
  public static GrantDetails none() {
    return new GrantDetails(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether the grant's last day was over at that time. */
  public boolean isExpiredAt(Instant time) {
    return expires
        .map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
        .filter(end -> !time.isBefore(end))
        .isPresent();
  }

  private static void requirePrintable(String what, String text) {
    if (text.isBlank()
        || text.length() > MOST_CHARACTERS
        || text.chars().anyMatch(Character::isISOControl)
        || !CanonicalWriter.isUnicode(text)) {
      throw new IllegalArgumentException(
          "a grant's " + what + " is 1 to " + MOST_CHARACTERS + " printable characters");
    }
  }
}
