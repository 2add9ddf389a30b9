package dev.lethe.training.blocks;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Looks for a counterexample to assumption A1 on the machine, shapes and kernels that training will
 * use: a row's bits must not change with its place, its neighbours or the number of rows.
 *
 * <p>A test, not a proof. A pass of the most rows is the reference. Each smaller number of rows is
 * compared with it before it is first used: other places, and other neighbours, among them rows
 * with NaN, infinities and huge values.
 */
public final class RowIndependence {
  private static final int TRIALS = 3;
  private static final long SEED = 20261123;

  private final RowProgram program;
  private final int mostRows;
  private final RowBatch batch;
  private final long[][] reference = new long[TRIALS][];
  private final BitSet checked = new BitSet();
  private final BitSet failed = new BitSet();

  /**
   * @param program whose parameters this object changes
   * @param mostRows rows of the largest pass
   */
  public RowIndependence(RowProgram program, int mostRows) {
    this.program = program;
    this.mostRows = mostRows;
    this.batch = new RowBatch(mostRows, program.inputWidth(), program.targetWidth());
  }

  /** Whether a pass gives the same bits when it is repeated; to be asked first. */
  public boolean repeats() {
    for (int trial = 0; trial < TRIALS; trial++) {
      loadParameters(trial);
      for (int row = 0; row < mostRows; row++) {
        putReferenceRow(trial, row, row);
      }
      reference[trial] = run(mostRows);
      for (int again = 0; again < 2; again++) {
        if (!java.util.Arrays.equals(reference[trial], run(mostRows))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether no counterexample was found among passes of the most rows. */
  public boolean holds() {
    for (int trial = 0; trial < TRIALS; trial++) {
      loadParameters(trial);
      for (int row = 0; row < mostRows; row++) {
        putReferenceRow(trial, 0, row);
      }
      long[] everywhere = run(mostRows);
      for (int row = 0; row < mostRows; row++) {
        if (everywhere[row] != reference[trial][0]) {
          return false;
        }
      }
    }
    return holdsFor(mostRows);
  }

  /**
   * Whether no counterexample was found among passes of so many rows; looks only once.
   *
   * @param rows a multiple of {@link RowProgram#QUARTER_LANE}
   */
  public boolean holdsFor(int rows) {
    if (!checked.get(rows)) {
      checked.set(rows);
      failed.set(rows, !compare(rows));
    }
    return !failed.get(rows);
  }

  private boolean compare(int rows) {
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = new Random(SEED + 31L * trial + 1009L * rows);
      loadParameters(trial);
      int[] source = new int[rows];
      for (int row = 0; row < rows; row++) {
        source[row] = random.nextInt(mostRows);
        putReferenceRow(trial, source[row], row);
        if (random.nextInt(3) == 0) {
          source[row] = -1;
          putNeighbour(random, row);
        }
      }
      long[] found = run(rows);
      for (int row = 0; row < rows; row++) {
        if (source[row] >= 0 && found[row] != reference[trial][source[row]]) {
          return false;
        }
      }
    }
    return true;
  }

  private void loadParameters(int trial) {
    program.load(program.makeUpParameters(new Random(SEED + trial)));
  }

  private void putReferenceRow(int trial, int reference, int row) {
    program.makeUp(new Random(SEED + 7919L * trial + 104729L * reference), batch, row);
  }

  private void putNeighbour(Random random, int row) {
    program.makeUp(random, batch, row);
    if (!program.readsMeasurements()) {
      return;
    }
    FloatBuffer inputs = batch.inputs();
    int width = program.inputWidth();
    int anywhere = row * width + random.nextInt(width);
    switch (random.nextInt(5)) {
      case 0 -> batch.clear(row, row + 1);
      case 1 -> inputs.put(anywhere, Float.NaN);
      case 2 -> inputs.put(anywhere, Float.POSITIVE_INFINITY);
      case 3 -> inputs.put(anywhere, 1e30f);
      default -> {}
    }
  }

  /** A fingerprint of all bits of each row. */
  private long[] run(int rows) {
    long[] prints = new long[rows];
    try (Trace trace = program.run(rows, batch)) {
      List<Trace.Values> values = trace.values();
      for (int s = 0; s < values.size(); s++) {
        mix(values.get(s).activations(), rows, prints);
        mix(values.get(s).gradients(), rows, prints);
      }
    }
    return prints;
  }

  private static void mix(ByteBuffer values, int rows, long[] prints) {
    int words = values.limit() / Integer.BYTES / rows;
    for (int row = 0; row < rows; row++) {
      long print = prints[row];
      for (int i = row * words; i < (row + 1) * words; i++) {
        print = (print ^ values.getInt(i * Integer.BYTES)) * 0x9E3779B97F4A7C15L;
        print ^= print >>> 29;
      }
      prints[row] = print;
    }
  }
}
