/**
 * Epsilon reports: signed statements of what a training run can have revealed about one person, and
 * a verifier that recomputes them from the embedded ledger without trusting the trainer.
 */
@NullMarked
package dev.lethe.report;

import org.jspecify.annotations.NullMarked;
