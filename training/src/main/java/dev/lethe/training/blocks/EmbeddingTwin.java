package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;

/** A table of vectors, read at the row numbers that come in. */
record EmbeddingTwin(Slot table) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray numbers = inputs.head().toType(DataType.INT64, false);
    NDArray out =
        numbers
            .getNDArrayInternal()
            .embedding(numbers, pass.value(table), SparseFormat.DENSE)
            .singletonOrThrow();
    if (table.isTrained()) {
      int positions = Math.toIntExact(numbers.size() / pass.rows());
      out =
          pass.fresh(
              new Site.Embedding(
                  table.trainedIndex(),
                  positions,
                  Math.toIntExact(table.shape().get(0)),
                  Math.toIntExact(table.shape().get(1))),
              numbers,
              out);
    }
    return new NDList(out);
  }
}
