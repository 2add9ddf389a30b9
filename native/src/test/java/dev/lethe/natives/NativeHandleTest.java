package dev.lethe.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class NativeHandleTest {

  @Test
  void closingTwiceFreesOnce() {
    AtomicInteger freed = new AtomicInteger();
    NativeHandle handle = new NativeHandle("thing", 7, pointer -> freed.incrementAndGet());
    handle.close();
    handle.close();
    assertThat(freed).hasValue(1);
    assertThat(handle.isClosed()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(handle::acquire)
        .withMessage("This thing is closed.");
  }

  @Test
  void closingDuringACallLetsTheCallFinish() {
    AtomicInteger freed = new AtomicInteger();
    NativeHandle handle = new NativeHandle("thing", 7, pointer -> freed.incrementAndGet());
    assertThat(handle.acquire()).isEqualTo(7);
    assertThat(handle.acquire()).isEqualTo(7);
    handle.close();
    assertThat(freed).hasValue(0);
    handle.release();
    assertThat(freed).hasValue(0);
    handle.release();
    assertThat(freed).hasValue(1);
  }

  @Test
  void closeNeverFreesWhatACallUses() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 500; round++) {
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger freed = new AtomicInteger();
        NativeHandle handle =
            new NativeHandle(
                "thing",
                1,
                pointer -> {
                  dead.set(true);
                  freed.incrementAndGet();
                });
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          calls.add(pool.submit(user(handle, start, dead)));
        }
        Future<?> closer =
            pool.submit(
                () -> {
                  start.await();
                  handle.close();
                  return true;
                });
        start.countDown();
        for (Future<Boolean> call : calls) {
          assertThat(call.get(30, TimeUnit.SECONDS)).as("used after it was freed").isFalse();
        }
        closer.get(30, TimeUnit.SECONDS);
        assertThat(freed).hasValue(1);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<Boolean> user(
      NativeHandle handle, CountDownLatch start, AtomicBoolean dead) {
    return () -> {
      start.await();
      boolean usedDead = false;
      for (int i = 0; i < 200 && !handle.isClosed(); i++) {
        try {
          handle.acquire();
        } catch (IllegalStateException closed) {
          break;
        }
        usedDead |= dead.get();
        handle.release();
      }
      return usedDead;
    };
  }

  @Test
  void aForgottenHandleIsFreed() throws InterruptedException {
    CountDownLatch freed = new CountDownLatch(1);
    forget(freed);
    boolean done = false;
    for (int i = 0; i < 200 && !done; i++) {
      System.gc();
      done = freed.await(100, TimeUnit.MILLISECONDS);
    }
    assertThat(done).isTrue();
  }

  /** Apart, so that no frame of the test still holds the handle. */
  private static void forget(CountDownLatch freed) {
    assertThat(new NativeHandle("thing", 1, pointer -> freed.countDown()).isClosed()).isFalse();
  }

  @Test
  void aNullPointerIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NativeHandle("thing", 0, pointer -> {}));
  }
}
