package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import java.util.function.LongFunction;

/** Calls that measurements, transformations and odometers share. */
final class Mapped {

  private Mapped() {}

  /** The type that a function of OpenDP names for an object. */
  static Type<?> type(NativeObject object, int function) {
    return TypeParser.parse(object.describe(function));
  }

  /** Applies a function of two objects to a value, and reads the answer with {@code reader}. */
  static <T> T apply(
      int function, NativeObject object, Type<?> type, Object value, LongFunction<T> reader) {
    long argument = type.writeUnchecked(value);
    try {
      long answer =
          object
              .handle()
              .with(
                  pointer -> Native.call(() -> OpenDpBridge.callTwo(function, pointer, argument)));
      return reader.apply(answer);
    } finally {
      Native.freeObject(argument);
    }
  }

  static boolean check(
      int function, NativeObject object, Type<?> in, Object dIn, Type<?> out, Object dOut) {
    try (Call call = new Call(function, 3)) {
      return call.object(object).value(in, dIn).value(out, dOut).flag();
    }
  }
}
