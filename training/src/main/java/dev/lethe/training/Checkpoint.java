package dev.lethe.training;

import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.crypto.seal.SealException;
import dev.lethe.crypto.seal.SealedBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run's state on disk: old or new and never half of either, readable with the run's seal key
 * only, and bound to the run and its plan. The seal's authentication is its checksum.
 */
final class Checkpoint {
  private static final int MAGIC = 0x4c435031;
  private static final int VERSION = 2;
  private static final int HEADER_BYTES =
      2 * Integer.BYTES + Long.BYTES + 2 * Integer.BYTES + Double.BYTES;

  private final TrainingIo io;
  private final String context;

  Checkpoint(TrainingIo io, String runId, String planDigest) {
    this.io = io;
    this.context = "lethe checkpoint v2 run " + runId + " plan " + planDigest;
  }

  /** Replaces what is there. */
  void write(TrainingState state) {
    int values = state.parameters().length + state.optimizer().length;
    ByteBuffer plain =
        ByteBuffer.allocate(Math.addExact(HEADER_BYTES, Math.multiplyExact(values, Double.BYTES)));
    plain.putInt(MAGIC).putInt(VERSION).putLong(state.stepsDone());
    plain.putInt(state.parameters().length).putInt(state.optimizer().length);
    plain.putDouble(state.clippingNorm());
    for (double value : state.parameters()) {
      plain.putDouble(value);
    }
    for (double value : state.optimizer()) {
      plain.putDouble(value);
    }
    try {
      DurableFiles.writeSecretAtomically(
          io.checkpoint(), new SealedBox(io.sealKey()).seal(plain.array(), context));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + io.checkpoint(), e);
    }
  }

  /**
   * The state on disk, if there is one.
   *
   * @param parameters how many the network has
   * @param optimizer how many values the optimizer keeps
   * @throws CheckpointException if it is there and cannot be trusted
   */
  Optional<TrainingState> read(int parameters, int optimizer) {
    if (!Files.exists(io.checkpoint())) {
      return Optional.empty();
    }
    int size =
        Math.addExact(
            HEADER_BYTES, Math.multiplyExact(Math.addExact(parameters, optimizer), Double.BYTES));
    try {
      byte[] sealed =
          DurableFiles.readBounded(io.checkpoint(), Math.addExact(size, SealedBox.OVERHEAD_BYTES));
      byte[] plain = new SealedBox(io.sealKey()).open(sealed, context, size);
      return Optional.of(decode(ByteBuffer.wrap(plain), size, parameters, optimizer));
    } catch (SealException | IOException e) {
      throw new CheckpointException(
          "the checkpoint " + io.checkpoint() + " cannot be used: " + e.getMessage() + remedy(), e);
    }
  }

  private TrainingState decode(ByteBuffer plain, int size, int parameters, int optimizer) {
    if (plain.remaining() != size
        || plain.getInt() != MAGIC
        || plain.getInt() != VERSION
        || plain.getLong(2 * Integer.BYTES) < 0
        || plain.getInt(2 * Integer.BYTES + Long.BYTES) != parameters
        || plain.getInt(3 * Integer.BYTES + Long.BYTES) != optimizer) {
      throw new CheckpointException(
          "the checkpoint " + io.checkpoint() + " is of another form or model" + remedy());
    }
    long steps = plain.getLong();
    plain.position(HEADER_BYTES - Double.BYTES);
    double clippingNorm = plain.getDouble();
    return new TrainingState(
        steps, doubles(plain, parameters), doubles(plain, optimizer), clippingNorm);
  }

  private static double[] doubles(ByteBuffer plain, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = plain.getDouble();
    }
    return values;
  }

  private static String remedy() {
    return ". Delete it to start the model anew: the steps already charged stay charged, and only"
        + " those left are taken";
  }

  Path file() {
    return io.checkpoint();
  }
}
