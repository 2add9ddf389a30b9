package dev.lethe.privacy.event;

/**
 * Describes exactly one thing that was, or will be, done to private data; an accountant that does
 * not know an event, or has no proof for it, refuses it.
 *
 * <p>Noise multipliers are always standard deviation (or scale) over sensitivity under the
 * neighbouring relation that the accountant is asked about, unless a record says otherwise.
 */
public sealed interface PrivacyEvent
    permits Gaussian,
        Laplace,
        DiscreteGaussian,
        RandomizedResponse,
        ApproximateDp,
        ZeroConcentrated,
        PoissonSampled,
        FixedSizeSampled,
        TruncatedPoissonSampled,
        BallsInBins,
        TreeAggregated,
        MatrixFactorised,
        SelectedBest,
        GroupOf,
        SelfComposed,
        Composed {}
