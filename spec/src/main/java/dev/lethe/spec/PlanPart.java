package dev.lethe.spec;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.RunPart;
import java.util.List;

/**
 * One of the things that a run does to its private data, and what it costs.
 *
 * @param name one of the names below, unique in a plan
 * @param event what doing it once costs
 * @param count how often it is done, at least 1
 */
public record PlanPart(String name, PrivacyEvent event, long count) {
  /** Ranges of numeric columns are learned. */
  public static final String LEARN_BOUNDS = "learn-bounds";

  /** Values of categorical columns are learned. */
  public static final String LEARN_VOCABULARIES = "learn-vocabularies";

  /** Shares of the classes are learned. */
  public static final String LEARN_CLASS_WEIGHTS = "learn-class-weights";

  /** Privacy units are counted. */
  public static final String COUNT_UNITS = "count-units";

  /** Rows and missing values are counted. */
  public static final String COUNT_MISSING = "count-missing";

  /** Rows of each class are counted. */
  public static final String COUNT_CLASSES = "count-classes";

  /** Histograms of numeric columns are counted. */
  public static final String COUNT_HISTOGRAMS = "count-histograms";

  /** Values of numeric columns and their squares are added up. */
  public static final String SUM_MOMENTS = "sum-moments";

  /** The model takes a noised step. */
  public static final String TRAINING = "training";

  /** A search for the best of several trainings; in place of {@link #TRAINING}. */
  public static final String SEARCH = "search";

  /** The model's quality is measured on private people. */
  public static final String EVALUATION = "evaluation";

  /** As the ledger charges it. */
  public RunPart charged() {
    return new RunPart(name, event, count);
  }

  /** What all of it costs. */
  public PrivacyEvent whole() {
    return charged().whole();
  }

  /** What all of these cost together, at least one. */
  static PrivacyEvent together(List<PlanPart> parts) {
    return parts.size() == 1
        ? parts.get(0).whole()
        : new Composed(parts.stream().map(PlanPart::whole).toList());
  }
}
