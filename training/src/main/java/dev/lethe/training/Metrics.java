package dev.lethe.training;

import java.util.OptionalDouble;

/**
 * Utility on a set of records; as private as the records are.
 *
 * @param records records with a label, private where the records are
 * @param auc area under the receiver operating characteristic, ties counted half; for several
 *     classes the mean over classes of one against the rest; empty where a class is missing
 * @param accuracy share of records whose most probable class is right
 * @param logLoss mean negative log-probability of the right class, in nats
 */
public record Metrics(long records, OptionalDouble auc, double accuracy, double logLoss) {}
