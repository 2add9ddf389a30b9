package dev.lethe.privacy.opendp;

/**
 * How a queryable written in Java answers. It keeps its own state.
 *
 * @param <Q> the Java type of a query
 * @param <A> the Java type of an answer
 */
@FunctionalInterface
public interface Transition<Q, A> {

  /**
   * Answers one query.
   *
   * @param query the query
   * @param isInternal whether another part of OpenDP asks, not the user
   */
  A answer(Q query, boolean isInternal);
}
