package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Keeps queryables to one thread at a time.
 *
 * <p>OpenDP's queryables share state that is not safe between threads, also with the queryables
 * that they gave out, so one lock is for them all.
 */
final class Queryables {

  private static final ReentrantLock LOCK = new ReentrantLock();

  private Queryables() {}

  static <T> T alone(Supplier<T> action) {
    LOCK.lock();
    try {
      return action.get();
    } finally {
      LOCK.unlock();
    }
  }

  static void free(long queryable) {
    LOCK.lock();
    try {
      OpenDpBridge.callOne(Functions.OBJECT_FREE, queryable);
    } finally {
      LOCK.unlock();
    }
  }

  /** The query in the form that a function of the queryable asks for. */
  static Call query(Call call, NativeObject queryable, int typeFunction, Object query) {
    if (query instanceof Measurement<?, ?, ?, ?> measurement) {
      return call.measurement(measurement);
    }
    return call.value(TypeParser.parse(queryable.describe(typeFunction)), query);
  }
}
