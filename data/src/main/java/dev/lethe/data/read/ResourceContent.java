package dev.lethe.data.read;

import java.io.InputStream;

/** A table that travels on the class path. */
record ResourceContent(String name, Class<?> owner, String resource) implements Content {

  @Override
  public InputStream open(ReadLimits limits) {
    InputStream in = owner.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the build left out the shipped table " + resource);
    }
    return new BoundedStream(in, DataException.Place.of(name), Long.MAX_VALUE, limits);
  }
}
