package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;

/**
 * A type of OpenDP with the Java type that carries its values.
 *
 * <p>A value that does not fit the type is refused before or at the crossing, never truncated.
 *
 * @param <T> the Java type
 */
public abstract sealed class Type<T> permits Atom, CompoundType {

  private final String descriptor;

  Type(String descriptor) {
    this.descriptor = descriptor;
  }

  /** The type as OpenDP writes it. */
  public final String descriptor() {
    return descriptor;
  }

  /** A new object with the value, which the caller owns. */
  abstract long write(T value);

  /** The value of an object, which stays the caller's. */
  abstract T read(long object);

  /** The value of an object, which is freed or passes to the value. */
  T take(long object) {
    try {
      return read(object);
    } finally {
      Native.freeObject(object);
    }
  }

  /** Writes a value that the compiler could not check. */
  @SuppressWarnings("unchecked")
  final long writeUnchecked(Object value) {
    try {
      return write((T) value);
    } catch (ClassCastException e) {
      throw new OpenDpException(
          OpenDpException.Variant.FAILED_CAST,
          "a value of " + value.getClass().getName() + " is no " + descriptor,
          e);
    }
  }

  /** Takes an object of whatever type it says it has. */
  static Object takeAny(long object) {
    String descriptor;
    try {
      descriptor = Native.get(() -> OpenDpBridge.typeOf(object));
    } catch (RuntimeException | Error e) {
      Native.freeObject(object);
      throw e;
    }
    Type<?> type;
    try {
      type = TypeParser.parse(descriptor);
    } catch (OpenDpException e) {
      Native.freeObject(object);
      throw e;
    }
    return type.take(object);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Type<?> type && type.descriptor.equals(descriptor);
  }

  @Override
  public final int hashCode() {
    return descriptor.hashCode();
  }

  @Override
  public final String toString() {
    return descriptor;
  }
}
