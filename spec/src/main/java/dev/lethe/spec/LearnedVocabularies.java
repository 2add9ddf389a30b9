package dev.lethe.spec;

import java.util.List;

/**
 * Vocabularies that are learned privately, of the columns that have no public ones.
 *
 * @param epsilon what all these columns cost together
 * @param delta what all these columns cost together; the chance that a value of one unit alone is
 *     shown
 * @param maxValues most values kept of a column; the encoded width of each is one more, used or not
 * @param columns the columns, in the order of the spec; known from the spec alone
 */
public record LearnedVocabularies(
    double epsilon, double delta, int maxValues, List<String> columns) {
  public LearnedVocabularies {
    columns = List.copyOf(columns);
  }
}
