package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import java.util.function.LongFunction;

/** What an output was said to be; an output that is something else is refused. */
final class Promise<T> {

  private final LongFunction<T> reader;

  private Promise(LongFunction<T> reader) {
    this.reader = reader;
  }

  /** Takes an object and gives its value. */
  T take(long object) {
    return reader.apply(object);
  }

  /** The signature of the constructor is the promise. */
  @SuppressWarnings("unchecked") // The signature names T, from OpenDP's own.
  static <T> Promise<T> none() {
    return new Promise<>(object -> (T) Type.takeAny(object));
  }

  static <T> Promise<T> of(Class<T> type) {
    return new Promise<>(
        object -> {
          Object value = Type.takeAny(object);
          if (!type.isInstance(value)) {
            throw broken(value.getClass().getName(), type.getName());
          }
          return type.cast(value);
        });
  }

  static <T> Promise<T> of(Type<T> type) {
    return new Promise<>(
        object -> {
          String found;
          try {
            found = Native.get(() -> OpenDpBridge.typeOf(object));
            if (!found.equals(type.descriptor())) {
              throw broken(found, type.descriptor());
            }
          } catch (OpenDpException e) {
            Native.freeObject(object);
            throw e;
          }
          return type.take(object);
        });
  }

  private static OpenDpException broken(String found, String promised) {
    return new OpenDpException(
        OpenDpException.Variant.FAILED_CAST,
        "the output is of the type " + found + ", not " + promised,
        null);
  }
}
