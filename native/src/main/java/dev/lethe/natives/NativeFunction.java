package dev.lethe.natives;

/**
 * A Java function that native code calls with a borrowed object, and that returns an object of its
 * own.
 */
@FunctionalInterface
public interface NativeFunction {

  /**
   * Answers one call.
   *
   * @param object a native object, valid only until this returns
   * @param inner whether a queryable asks on its own account, not its user
   * @return a native object that the caller then owns
   */
  long apply(long object, boolean inner);
}
