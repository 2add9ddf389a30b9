package dev.lethe.training;

/**
 * All that the rest of a run depends on: post-processing of charged releases, and never a key or
 * noise.
 *
 * @param stepsDone steps that the parameters have taken
 * @param parameters the flat parameters
 * @param optimizer the optimizer's state
 * @param clippingNorm C of the next step
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record TrainingState(
    long stepsDone, double[] parameters, double[] optimizer, double clippingNorm) {}
