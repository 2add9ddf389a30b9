package dev.lethe.data.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacked bytes, refused once they are more than the limits allow for the packed size. */
final class BoundedStream extends FilterInputStream {
  private static final long FREE_BYTES = 64L << 20;

  private final DataException.Place place;
  private final long limit;
  private long read;

  BoundedStream(InputStream in, DataException.Place place, long packedBytes, ReadLimits limits) {
    super(in);
    this.place = place;
    long expanded =
        packedBytes > Long.MAX_VALUE / limits.maxExpansion()
            ? Long.MAX_VALUE
            : packedBytes * limits.maxExpansion();
    this.limit = Math.min(limits.maxBytes(), Math.max(FREE_BYTES, expanded));
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int n = super.read(into, offset, length);
    count(Math.max(0, n));
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long n) {
    read += n;
    if (read > limit) {
      throw new DataException(
          place,
          "it unpacks to more than " + limit + " bytes",
          "Check that it is the file you mean; split a table that is really so large.");
    }
  }
}
