package dev.lethe.natives;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Owns one native object and frees it exactly once, never while a call uses it.
 *
 * <p>{@link #close} during a call on another thread lets that call finish; the last call to end
 * frees the object. A handle that was forgotten is freed after the garbage collector finds it.
 */
public final class NativeHandle implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final State state;
  private final Cleaner.Cleanable cleanable;

  /**
   * Takes ownership of a native object.
   *
   * @param name what the object is, for messages
   * @param pointer the object, not zero
   * @param free frees it
   */
  public NativeHandle(String name, long pointer, LongConsumer free) {
    if (pointer == 0) {
      throw new IllegalArgumentException("A null pointer is no " + name + ".");
    }
    this.state = new State(name, pointer, free);
    this.cleanable = CLEANER.register(this, state);
  }

  /**
   * Holds the object for the length of a call and gives back its pointer. Every success is followed
   * by one {@link #release}.
   *
   * @throws IllegalStateException if the handle is closed
   */
  public long acquire() {
    state.acquire();
    return state.pointer;
  }

  /** Ends a hold. */
  public void release() {
    state.release();
    Reference.reachabilityFence(this);
  }

  /**
   * Runs a call with the object held.
   *
   * @throws IllegalStateException if the handle is closed
   */
  public long with(LongUnaryOperator call) {
    long pointer = acquire();
    try {
      return call.applyAsLong(pointer);
    } finally {
      release();
    }
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return (state.uses.get() & State.CLOSED) != 0;
  }

  /** Frees the object as soon as no call uses it; closing again does nothing. */
  @Override
  public void close() {
    cleanable.clean();
  }

  /** Apart from the handle, so that the handle can become unreachable. */
  private static final class State implements Runnable {

    static final long CLOSED = 1;
    private static final long ONE_USE = 2;

    final AtomicLong uses = new AtomicLong();
    private final String name;
    private final long pointer;
    private final LongConsumer free;

    State(String name, long pointer, LongConsumer free) {
      this.name = name;
      this.pointer = pointer;
      this.free = free;
    }

    void acquire() {
      long seen = uses.get();
      while (true) {
        if ((seen & CLOSED) != 0) {
          throw new IllegalStateException("This " + name + " is closed.");
        }
        long found = uses.compareAndExchange(seen, seen + ONE_USE);
        if (found == seen) {
          return;
        }
        seen = found;
      }
    }

    void release() {
      if (uses.addAndGet(-ONE_USE) == CLOSED) {
        free.accept(pointer);
      }
    }

    /** The Cleaner runs this once, whether by close or by collection. */
    @Override
    public void run() {
      if (uses.getAndUpdate(seen -> seen | CLOSED) == 0) {
        free.accept(pointer);
      }
    }
  }
}
