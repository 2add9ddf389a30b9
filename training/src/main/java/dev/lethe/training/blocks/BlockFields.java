package dev.lethe.training.blocks;

import ai.djl.nn.Block;
import java.lang.reflect.Field;

/**
 * Reads what a DJL block was built with. DJL has no getters for it, and guessing a stride or an
 * epsilon would train another model than the user's.
 */
final class BlockFields {
  private BlockFields() {}

  /**
   * @param declaring the class that declares the field
   * @throws PrivatizationException if this DJL has no such field
   */
  static <T> T read(Block block, Class<?> declaring, String name, Class<T> type, String path) {
    try {
      Field field = declaring.getDeclaredField(name);
      field.setAccessible(true);
      return type.cast(field.get(block));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new PrivatizationException(
          path,
          "this version of DJL does not show " + declaring.getSimpleName() + "." + name,
          "Use DJL 0.38, or report the version");
    }
  }
}
