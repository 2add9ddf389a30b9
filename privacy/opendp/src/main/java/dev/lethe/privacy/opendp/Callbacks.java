package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeFunction;
import dev.lethe.natives.OpenDpBridge;
import java.util.function.Function;

/** Java functions in the form that OpenDP calls. */
final class Callbacks {

  private Callbacks() {}

  /** Reads the argument by its own type, and writes the answer as a given one. */
  @SuppressWarnings(
      "unchecked") // OpenDP calls with members of the domain or metric that I stands for.
  static <I, O> NativeFunction of(Function<? super I, ? extends O> function, Type<?> output) {
    return (object, inner) -> output.writeUnchecked(function.apply((I) readAny(object)));
  }

  /** A queryable's transition in the form that OpenDP calls. */
  @SuppressWarnings("unchecked") // OpenDP calls with queries of the type that Q stands for.
  static <Q, A> NativeFunction of(Transition<? super Q, ? extends A> transition, Type<?> answer) {
    return (object, inner) -> answer.writeUnchecked(transition.answer((Q) readAny(object), inner));
  }

  static Object readAny(long object) {
    return TypeParser.parse(Native.get(() -> OpenDpBridge.typeOf(object))).read(object);
  }
}
