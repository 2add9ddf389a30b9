package dev.lethe.training.trainer;

import java.lang.reflect.Field;
import java.util.Optional;

/**
 * Reads and writes what DJL's losses and optimizers keep to themselves. Guessing a flag would train
 * with another loss than the user's.
 */
final class DjlFields {
  private DjlFields() {}

  /**
   * @param declaring the class that declares the field
   * @throws PrivateTrainerException if this DJL has no such field
   */
  static <T> T read(Object owner, Class<?> declaring, String name, Class<T> type) {
    return find(owner, declaring, name, type).orElseThrow(() -> hidden(declaring, name));
  }

  /**
   * As {@link #read}, of a field that may be empty.
   *
   * @throws PrivateTrainerException if this DJL has no such field
   */
  static <T> Optional<T> find(Object owner, Class<?> declaring, String name, Class<T> type) {
    try {
      return Optional.ofNullable(type.cast(field(declaring, name).get(owner)));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw hidden(declaring, name);
    }
  }

  /**
   * @throws PrivateTrainerException if this DJL has no such field
   */
  static void write(Object owner, Class<?> declaring, String name, Object value) {
    try {
      field(declaring, name).set(owner, value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw hidden(declaring, name);
    }
  }

  private static Field field(Class<?> declaring, String name) throws NoSuchFieldException {
    Field field = declaring.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static PrivateTrainerException hidden(Class<?> declaring, String name) {
    return new PrivateTrainerException(
        "this version of DJL does not show " + declaring.getSimpleName() + "." + name,
        "Use DJL 0.38, or report the version");
  }
}
