package dev.lethe.privacy.opendp;

import dev.lethe.natives.OpenDpBridge;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Putting compound objects together and taking them apart. */
final class Objects {

  private Objects() {}

  /** An object of a compound type, from numbers behind plain pointers. */
  static long ofRaw(String descriptor, List<Atom<?, ?>> atoms, List<?> values) {
    long[] pointers = new long[atoms.size()];
    int made = 0;
    try {
      for (; made < pointers.length; made++) {
        pointers[made] = atoms.get(made).writeRaw(values.get(made));
      }
      return Native.call(() -> OpenDpBridge.newComposite(descriptor, pointers));
    } finally {
      while (made-- > 0) {
        OpenDpBridge.freeRaw(atoms.get(made).number(), pointers[made]);
      }
    }
  }

  /** An object of a compound type, from objects. */
  static <T> long ofObjects(String descriptor, List<Type<T>> types, List<T> values) {
    long[] objects = new long[types.size()];
    int made = 0;
    try {
      for (; made < objects.length; made++) {
        objects[made] = types.get(made).write(values.get(made));
      }
      return Native.call(() -> OpenDpBridge.newComposite(descriptor, objects));
    } finally {
      while (made-- > 0) {
        Native.freeObject(objects[made]);
      }
    }
  }

  /** The values of an object's parts, where each type takes its part. */
  static List<Object> parts(long object, List<? extends Type<?>> types) {
    long[] parts = Native.get(() -> OpenDpBridge.getParts(object));
    List<Object> values = new ArrayList<>(parts.length);
    int next = 0;
    try {
      while (next < parts.length) {
        Type<?> type = types.get(next);
        values.add(type.take(parts[next++]));
      }
      return values;
    } finally {
      while (next < parts.length) {
        Native.freeObject(parts[next++]);
      }
    }
  }

  /** The values of an object's parts, each of whatever type it has. */
  static List<Object> anyParts(long object) {
    long[] parts = Native.get(() -> OpenDpBridge.getParts(object));
    List<Object> values = new ArrayList<>(parts.length);
    int next = 0;
    try {
      while (next < parts.length) {
        values.add(Type.takeAny(parts[next++]));
      }
      return values;
    } finally {
      while (next < parts.length) {
        Native.freeObject(parts[next++]);
      }
    }
  }

  static <T, A> A array(Atom<T, A> atom, List<T> values) {
    A array = atom.newArray(values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, values.get(i));
    }
    return array;
  }
}
