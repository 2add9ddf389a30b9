package dev.lethe.training;

import dev.lethe.crypto.seal.SealKey;
import java.nio.file.Path;

/**
 * Where a run keeps what it needs to go on after a crash.
 *
 * @param checkpoint the sealed checkpoint; its folder must exist
 * @param sealKey seals it; stays the caller's to close
 */
public record TrainingIo(Path checkpoint, SealKey sealKey) {}
