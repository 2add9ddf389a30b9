package dev.lethe.training.blocks;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What one pass left, site by site. Private; the buffers are the engine's own memory and must not
 * be read after this object is closed.
 */
public interface Trace extends AutoCloseable {

  /**
   * One site's values, row after row, in direct buffers of the machine's byte order.
   *
   * @param activations floats, or 64-bit integers at an {@link Site.Embedding}
   * @param gradients floats
   */
  record Values(ByteBuffer activations, ByteBuffer gradients) {}

  /** In the order of the program's sites. */
  List<Values> values();

  @Override
  void close();
}
