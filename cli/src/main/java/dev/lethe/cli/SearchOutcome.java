package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.training.SearchResult;

/**
 * What a search that found something gives its caller.
 *
 * @param result the best trial and its noisy score
 * @param chosen its settings, key to value
 * @param run the run as one of training, with its report
 */
record SearchOutcome(SearchResult result, ObjectNode chosen, TrainingOutcome run) {}
