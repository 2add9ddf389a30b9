package dev.lethe.training;

import java.util.Optional;

/**
 * One measure of a model's quality, computed from noisy histograms.
 *
 * @param name {@code auc}, {@code accuracy} or {@code calibrationError}
 * @param group the value of the group's column; empty for all records
 * @param value the estimate
 * @param low lower end of the range in which 19 of 20 repetitions would fall, with other noise and
 *     other people of the same kind; an estimate, not a bound
 * @param high its upper end
 */
public record ChargedMetric(
    String name, Optional<String> group, double value, double low, double high) {}
