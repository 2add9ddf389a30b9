package dev.lethe.data.read;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** An unpacking stream that tells a damaged file from a failing disk. */
final class PackedStream extends FilterInputStream {
  private final DataException.Place place;

  PackedStream(InputStream in, DataException.Place place) {
    super(in);
    this.place = place;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (ZipException | EOFException e) {
      throw damaged(e, place);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return super.read(into, offset, length);
    } catch (ZipException | EOFException e) {
      throw damaged(e, place);
    }
  }

  /** The problem as the caller shall see it: the exception itself where it is no damage. */
  static IOException translate(IOException e, DataException.Place place) throws DataException {
    if (e instanceof ZipException || e instanceof EOFException) {
      throw damaged(e, place);
    }
    return e;
  }

  private static DataException damaged(IOException cause, DataException.Place place) {
    return new DataException(
        place, "the packed file is damaged or cut off", "Fetch or pack it again.", cause);
  }
}
