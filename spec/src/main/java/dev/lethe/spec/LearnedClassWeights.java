package dev.lethe.spec;

/**
 * Class weights from noisy counts of the classes.
 *
 * @param epsilon what the counts cost
 */
public record LearnedClassWeights(double epsilon) {}
