package dev.lethe.privacy.opendp;

import java.util.function.Function;

/**
 * Functions and queryables written in Java.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Core {

  private Core() {}

  /**
   * OpenDP's {@code new_function}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/core/fn.new_function.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, TO> OpenDpFunction<TI, TO> newFunction(
      Function<? super TI, ? extends TO> function, Type<TO> outputAtom) {
    try (Call call = new Call(Functions.NEW_FUNCTION, 2)) {
      call.function(Callbacks.of(function, outputAtom));
      call.text(outputAtom.descriptor());
      return new OpenDpFunction<>(call.run());
    }
  }

  /**
   * OpenDP's {@code new_queryable}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/core/fn.new_queryable.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <Q, A> Queryable<Q, A> newQueryable(
      Transition<? super Q, ? extends A> transition, Type<Q> q, Type<A> a) {
    try (Call call = new Call(Functions.NEW_QUERYABLE, 3)) {
      call.transition(Callbacks.of(transition, a));
      call.text(q.descriptor());
      call.text(a.descriptor());
      return new Queryable<>(call.run());
    }
  }
}
