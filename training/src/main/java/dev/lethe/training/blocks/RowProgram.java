package dev.lethe.training.blocks;

import java.util.List;
import java.util.Random;

/**
 * A block over records. Assumption A1, checked by {@link RowIndependence}: what it leaves for a
 * record depends on that record and the parameters only, not on its place, nor on its neighbours,
 * nor on how many there are, bit by bit.
 */
public interface RowProgram extends AutoCloseable {
  /** The number of rows of a pass is a multiple of this. */
  int LANE = 16;

  /** The smallest permitted number of rows that holds so many. */
  static int rowsFor(int records) {
    return Math.multiplyExact(Math.floorDiv(records + LANE - 1, LANE), LANE);
  }

  /** Number of parameters. */
  int dimension();

  /** Values per input row. */
  int inputWidth();

  /** Values per target row. */
  int targetWidth();

  /** What every pass leaves. */
  List<Site> sites();

  /** Sets the parameters of the passes that follow, in the order of the flat vector. */
  void load(float[] parameters);

  /**
   * Forward and backward.
   *
   * @param rows a multiple of {@link #LANE}, the first of the batch
   * @param batch what they hold; not read after the call
   */
  Trace run(int rows, RowBatch batch);

  /** Writes a made-up row of the kind that this program reads; for the check of A1. */
  void makeUp(Random random, RowBatch batch, int row);

  /** Made-up parameters of a sensible size; for the check of A1. */
  float[] makeUpParameters(Random random);

  /** Whether inputs are measurements, which may be anything, and not row numbers of a table. */
  boolean readsMeasurements();

  @Override
  void close();
}
