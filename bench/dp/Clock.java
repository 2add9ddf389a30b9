package dev.lethe.training.djl;

import dev.lethe.training.blocks.RowProgram;
import dev.lethe.training.kernels.GradientKernels;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the time spent behind an interface, method by method. */
public final class Clock {
  private final Map<String, Long> nanos = new TreeMap<>();

  RowProgram around(RowProgram program) {
    return proxy(RowProgram.class, program, "engine ");
  }

  GradientKernels around(GradientKernels kernels) {
    return proxy(GradientKernels.class, kernels, "kernel ");
  }

  private <T> T proxy(Class<T> type, T target, String prefix) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("run")) {
                add("rows a thousand", (int) arguments[0] * 1000L);
              }
              long began = System.nanoTime();
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                add(prefix + method.getName(), System.nanoTime() - began);
              }
            });
    return type.cast(proxy);
  }

  public void add(String phase, long time) {
    nanos.merge(phase, time, Long::sum);
  }

  public void reset() {
    nanos.clear();
  }

  /** Nanoseconds by phase. */
  public Map<String, Long> nanos() {
    return nanos;
  }
}
