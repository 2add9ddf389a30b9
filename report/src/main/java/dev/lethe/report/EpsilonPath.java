package dev.lethe.report;

import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.ledger.ChargedPart;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerTamperedException;
import dev.lethe.privacy.ledger.LedgerVerification;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.SpendPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the run's epsilon grew, recomputed from the embedded ledger at the delta given to the
 * accountant.
 *
 * @param steps from zero to all charges, of whatever part, in the ledger's order
 * @param epsilons the bound after so many charges, zero for none
 */
record EpsilonPath(List<Double> steps, List<Double> epsilons) {
  private static final int POINTS = 40;

  /** The path; empty if the ledger range does not hold or its accountant is not known here. */
  static Optional<EpsilonPath> of(EpsilonStatement statement) {
    double delta = statement.claim().accountedDelta();
    Optional<PrivacyAccountant> accountant = Accountants.named(statement.accounting().accountant());
    if (accountant.isEmpty() || !(delta > 0 && delta < 1)) {
      return Optional.empty();
    }
    try {
      LedgerEvidence evidence =
          LedgerEvidence.of(new LedgerRange(statement.ledger(), statement.budget().headHash()));
      return Optional.of(path(evidence, accountant.get(), delta));
    } catch (LedgerTamperedException | UnsupportedEventException e) {
      return Optional.empty();
    }
  }

  private static EpsilonPath path(
      LedgerEvidence evidence, PrivacyAccountant accountant, double delta) {
    LedgerVerification ledger = evidence.ledger();
    List<Double> steps = new ArrayList<>(List.of(0.0));
    List<Double> epsilons = new ArrayList<>(List.of(0.0));
    for (long at : points(ledger)) {
      steps.add((double) at);
      epsilons.add(evidence.epsilon(accountant, delta, first(ledger, at)));
    }
    return new EpsilonPath(steps, epsilons);
  }

  /** Early charges change most: the points lie densely there, and where one part ends. */
  private static TreeSet<Long> points(LedgerVerification ledger) {
    TreeSet<Long> points = new TreeSet<>();
    long all = ledger.parts().stream().mapToLong(ChargedPart::charged).sum();
    for (int i = 1; i <= POINTS; i++) {
      points.add(Math.round((double) all * i * i / (POINTS * POINTS)));
    }
    long at = 0;
    List<SpendPoint> spending = ledger.spending();
    for (int i = 0; i + 1 < spending.size(); i++) {
      at += newly(spending, i);
      if (!spending.get(i).part().equals(spending.get(i + 1).part())
          && points.size() < 2 * POINTS) {
        points.add(at);
      }
    }
    points.remove(0L);
    return points;
  }

  /** What the first so many charges were, part by part. */
  private static List<ChargedPart> first(LedgerVerification ledger, long charges) {
    Map<String, Long> counts = new LinkedHashMap<>();
    long left = charges;
    for (int i = 0; i < ledger.spending().size() && left > 0; i++) {
      long taken = Math.min(left, newly(ledger.spending(), i));
      counts.merge(ledger.spending().get(i).part(), taken, Long::sum);
      left -= taken;
    }
    List<ChargedPart> parts = new ArrayList<>();
    for (ChargedPart part : ledger.parts()) {
      RunPart planned = part.part();
      parts.add(new ChargedPart(planned, counts.getOrDefault(planned.name(), 0L)));
    }
    return parts;
  }

  /** How many charges a point adds to those of its part before. */
  private static long newly(List<SpendPoint> spending, int at) {
    SpendPoint point = spending.get(at);
    for (int i = at - 1; i >= 0; i--) {
      if (spending.get(i).part().equals(point.part())) {
        return point.charged() - spending.get(i).charged();
      }
    }
    return point.charged();
  }
}
