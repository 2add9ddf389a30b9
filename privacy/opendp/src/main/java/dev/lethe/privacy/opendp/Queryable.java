package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeHandle;

/**
 * A conversation about one dataset: each answer may depend on the questions before it.
 *
 * <p>Safe on several threads, one question at a time over all queryables.
 *
 * @param <Q> the Java type of a query
 * @param <A> the Java type of an answer
 */
public final class Queryable<Q, A> extends NativeObject {

  static final Type<Queryable<?, ?>> TYPE =
      CompoundType.<Queryable<?, ?>>owning(
          "AnyQueryable", CompoundType::refuse, pointer -> new Queryable<>(pointer));

  Queryable(long pointer) {
    super(new NativeHandle("queryable", pointer, Queryables::free));
  }

  /**
   * Asks one question.
   *
   * @throws OpenDpException if the question is refused, as when it would exceed the privacy loss
   *     agreed
   */
  @SuppressWarnings(
      "unchecked") // The answer's type is what the constructor of the queryable promised.
  public A eval(Q query) {
    return (A)
        Queryables.alone(
            () -> {
              try (Call call = new Call(Functions.QUERYABLE_EVAL, 2)) {
                call.object(this);
                Queryables.query(call, this, Functions.QUERYABLE_QUERY_TYPE, query);
                return Type.takeAny(call.run());
              }
            });
  }
}
