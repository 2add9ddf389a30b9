package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import org.jspecify.annotations.Nullable;

/**
 * A function that OpenDP can chain after a measurement.
 *
 * @param <TI> the Java type of an argument
 * @param <TO> the Java type of a result
 */
public final class OpenDpFunction<TI, TO> extends NativeObject {

  /** A Renyi curve: epsilon for each order. */
  static final Type<OpenDpFunction<Double, Double>> CURVE =
      CompoundType.owning(
          "Function<f64, f64>",
          CompoundType::refuse,
          object -> {
            try {
              return new OpenDpFunction<>(Native.call(() -> OpenDpBridge.getCurve(object)));
            } finally {
              Native.freeObject(object);
            }
          });

  OpenDpFunction(long pointer) {
    super("function", pointer, Functions.FUNCTION_FREE);
  }

  /**
   * Applies the function to a value whose OpenDP type is given.
   *
   * @throws OpenDpException if the function fails
   */
  @SuppressWarnings(
      "unchecked") // The result's type is what the constructor of the function promised.
  public TO eval(Type<TI> type, TI argument) {
    try (Call call = new Call(Functions.FUNCTION_EVAL, 3)) {
      return (TO) Type.takeAny(call.object(this).value(type, argument).text(noType()).run());
    }
  }

  private static @Nullable String noType() {
    return null;
  }
}
