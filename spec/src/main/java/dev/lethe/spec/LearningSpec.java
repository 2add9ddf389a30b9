package dev.lethe.spec;

import java.util.Optional;

/**
 * What a run learns about the data, under its own budget, before it trains; every part is a charge
 * of its own.
 *
 * @param bounds bounds of numeric columns
 * @param vocabularies vocabularies of categorical columns
 * @param classWeights weights of the classes
 */
public record LearningSpec(
    Optional<LearnedBounds> bounds,
    Optional<LearnedVocabularies> vocabularies,
    Optional<LearnedClassWeights> classWeights) {

  /** Nothing is learned. */
  public static LearningSpec none() {
    return new LearningSpec(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether nothing is learned. */
  public boolean isEmpty() {
    return bounds.isEmpty() && vocabularies.isEmpty() && classWeights.isEmpty();
  }
}
