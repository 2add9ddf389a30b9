package dev.lethe.spec;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.ApproximateDp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides a profile's budget: each statistic gets its share of epsilon, scaled so that the
 * accountant's bound of all of them together is at most the spec's epsilon. Reads no data.
 */
public final class ProfilePlanner {
  /**
   * The part of delta with which an unseen value may be shown; the threshold grows with its log.
   */
  private static final double VOCABULARY_DELTA = 1e-3;

  private static final double TOLERANCE = 1e-6;

  private ProfilePlanner() {}

  /**
   * Compiles a profile.
   *
   * @throws PlanException if it has no sound meaning or its own grant cannot pay it
   */
  public static ProfilePlan compile(ProfileSpec spec) {
    List<SpecProblem> problems = new ArrayList<>();
    long population = spec.data().population().value();
    if (spec.delta() * population >= 1) {
      problems.add(
          PlanCompiler.problem(
              "privacy.delta",
              "a delta of "
                  + Figures.of(spec.delta())
                  + " is not below 1 / population (1 / "
                  + population
                  + "): it would allow publishing somebody's record whole",
              "write at most " + Figures.down(0.01 / population)));
      throw new PlanException(problems);
    }
    ProfilePlan plan = scaled(spec);
    grant(plan).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return plan;
  }

  /** The greatest scale, within a tolerance, at which all parts together cost what they may. */
  private static ProfilePlan scaled(ProfileSpec spec) {
    PrivacyAccountant accountant = BestAccountant.standard();
    double enough = 0;
    double tooMuch = 2;
    Optional<EpsilonBound> found = Optional.empty();
    while (tooMuch - enough > TOLERANCE) {
      double middle = (enough + tooMuch) / 2;
      EpsilonBound bound =
          accountant.epsilon(PlanPart.together(parts(spec, middle)), spec.relation(), spec.delta());
      if (bound.epsilon() <= spec.epsilon()) {
        enough = middle;
        found = Optional.of(bound);
      } else {
        tooMuch = middle;
      }
    }
    double scale = enough;
    return found
        .map(bound -> new ProfilePlan(spec, SpecDigest.of(spec), parts(spec, scale), bound))
        .orElseThrow(
            () ->
                new PlanException(
                    List.of(
                        PlanCompiler.problem(
                            "privacy.epsilon",
                            "no division of it among the statistics costs so little",
                            "raise privacy.epsilon or privacy.delta"))));
  }

  private static List<PlanPart> parts(ProfileSpec spec, double scale) {
    List<ProfileSpec.Statistic> wanted = new ArrayList<>();
    for (ProfileSpec.Statistic statistic : ProfileSpec.Statistic.values()) {
      if (counts(spec, statistic)) {
        wanted.add(statistic);
      }
    }
    double total = wanted.stream().mapToDouble(spec::share).sum();
    List<PlanPart> parts = new ArrayList<>();
    for (ProfileSpec.Statistic statistic : wanted) {
      double epsilon = spec.epsilon() * scale * (spec.share(statistic) / total);
      double delta =
          statistic == ProfileSpec.Statistic.VOCABULARIES ? spec.delta() * VOCABULARY_DELTA : 0;
      parts.add(new PlanPart(statistic.part(), new ApproximateDp(epsilon, delta), 1));
    }
    return parts;
  }

  private static boolean counts(ProfileSpec spec, ProfileSpec.Statistic statistic) {
    return switch (statistic) {
      case UNITS, MISSING -> true;
      case CLASSES -> spec.data().label().classes() > 0;
      case BOUNDS, HISTOGRAMS, MOMENTS -> !spec.numeric().isEmpty();
      case VOCABULARIES -> !spec.categorical().isEmpty();
    };
  }

  /** A ledger that composes many runs pays more for pure mechanisms than one run's accountant. */
  private static Optional<SpecProblem> grant(ProfilePlan plan) {
    return plan.spec()
        .grant()
        .filter(
            grant ->
                GrantFit.filter(grant)
                    .filter(filter -> filter.fits(plan.spec().relation(), plan.event(), 0))
                    .isEmpty())
        .map(
            grant ->
                PlanCompiler.problem(
                    "budget.grant",
                    "a grant of epsilon "
                        + Figures.of(grant.epsilon())
                        + ", delta "
                        + Figures.of(grant.delta())
                        + " cannot pay for this profile: a ledger of many runs pays more for one"
                        + " than that run alone costs",
                    "grant an epsilon of at least three times privacy.epsilon, or more delta"));
  }
}
