package dev.lethe.training.blocks;

import java.util.List;
import java.util.Random;

/**
 * A block over records. Assumption A1, checked by {@link RowIndependence}: what it leaves for a
 * record depends on that record and the parameters only, not on its place, nor on its neighbours,
 * nor on how many there are, bit by bit.
 */
public interface RowProgram extends AutoCloseable {
  /** Rows that a pass is filled up to a multiple of, where nothing closer is known to do. */
  int LANE = 16;

  /** The number of rows of any pass is a multiple of this. */
  int QUARTER_LANE = 4;

  /** The smallest permitted number of rows that holds so many. */
  static int rowsFor(int records) {
    return Math.multiplyExact(Math.floorDiv(records + LANE - 1, LANE), LANE);
  }

  /**
   * A number of rows that holds so many and is not many more: whole lanes would be a large part of
   * a small pass.
   */
  static int closeRowsFor(int records) {
    int whole = rowsFor(records);
    int close = Math.floorDiv(records + QUARTER_LANE - 1, QUARTER_LANE) * QUARTER_LANE;
    return whole - close > whole / LANE ? close : whole;
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
   * @param rows a multiple of {@link #QUARTER_LANE}, the first of the batch
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
