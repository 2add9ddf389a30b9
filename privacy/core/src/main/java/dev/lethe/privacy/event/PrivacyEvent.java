package dev.lethe.privacy.event;

/**
 * Describes exactly one thing that was, or will be, done to private data; an accountant that does
 * not know an event, or has no proof for it, refuses it.
 *
 * <p>Noise multipliers are always standard deviation over L2 sensitivity under the neighbouring
 * relation that the accountant is asked about.
 */
public sealed interface PrivacyEvent permits Gaussian, PoissonSampled, SelfComposed, Composed {}
