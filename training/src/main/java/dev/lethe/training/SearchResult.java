package dev.lethe.training;

import dev.lethe.spec.SearchPlan;

/**
 * What a search releases: its best trial, and nothing about the others, not even how many there
 * were.
 *
 * @param trial the values of the best trial, and its plan
 * @param score its noisy score, which is charged
 * @param training its model and the constants it was made with; the deltas among them are those of
 *     the whole search
 */
public record SearchResult(SearchPlan.Trial trial, double score, TrainingResult training) {}
