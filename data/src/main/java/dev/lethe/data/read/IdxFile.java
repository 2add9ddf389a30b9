package dev.lethe.data.read;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unsigned bytes in IDX form, streamed one item at a time: nothing is allocated by what the file
 * claims before it is checked.
 */
public final class IdxFile implements Closeable {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int MAX_ITEM_BYTES = 1 << 24;

  private final String name;
  private final DataInputStream in;
  private final int count;
  private final int[] shape;
  private final byte[] item;
  private int read;

  private IdxFile(String name, DataInputStream in, int dimensions) throws IOException {
    this.name = name;
    this.in = in;
    try {
      checkMagic(in.readInt(), dimensions);
      this.count = size(in.readInt(), Integer.MAX_VALUE);
      this.shape = new int[dimensions - 1];
      long bytes = 1;
      for (int i = 0; i < shape.length; i++) {
        shape[i] = size(in.readInt(), MAX_ITEM_BYTES);
        bytes *= shape[i];
        if (bytes < 1 || bytes > MAX_ITEM_BYTES) {
          throw problem("an item of " + bytes + " bytes", "Images have 1 to 16,777,216 pixels.");
        }
      }
      this.item = new byte[(int) bytes];
    } catch (EOFException e) {
      throw problem("the file ends within its header", "Fetch it again.");
    }
  }

  /** Opens a file of images, three dimensions. The caller closes it. */
  public static IdxFile images(String name, InputStream unpacked) throws IOException {
    return open(name, unpacked, 3);
  }

  /** Opens a file of labels, one dimension. The caller closes it. */
  public static IdxFile labels(String name, InputStream unpacked) throws IOException {
    return open(name, unpacked, 1);
  }

  private static IdxFile open(String name, InputStream unpacked, int dimensions)
      throws IOException {
    try {
      return new IdxFile(
          name, new DataInputStream(new BufferedInputStream(unpacked, 1 << 16)), dimensions);
    } catch (IOException | DataException e) {
      unpacked.close();
      throw e;
    }
  }

  private void checkMagic(int magic, int dimensions) {
    int expected = UNSIGNED_BYTES << 8 | dimensions;
    if (magic != expected) {
      throw problem(
          String.format("it starts with %08x where IDX of this kind has %08x", magic, expected),
          dimensions == 1
              ? "Labels are IDX of unsigned bytes with one dimension."
              : "Images are IDX of unsigned bytes with three dimensions.");
    }
  }

  private int size(int claimed, int most) {
    if (claimed < 0 || claimed > most) {
      throw problem("its header claims an absurd size", "Fetch it again.");
    }
    return claimed;
  }

  private DataException problem(String what, String remedy) {
    return new DataException(DataException.Place.of(name), what, remedy);
  }

  /** The name that messages use. */
  public String name() {
    return name;
  }

  /** Items that the header claims. */
  public int count() {
    return count;
  }

  /** Size of a dimension of one item, from 0. */
  public int shape(int dimension) {
    return shape[dimension];
  }

  /**
   * Reads the next item into an array that the next call overwrites.
   *
   * @return false after the last
   * @throws DataException if the file ends early or goes on too long
   * @throws IOException if the file cannot be read
   */
  public boolean next() throws IOException {
    if (read == count) {
      if (in.read() >= 0) {
        throw problem("it goes on after the " + count + " items it claims", "Fetch it again.");
      }
      return false;
    }
    try {
      in.readFully(item);
    } catch (EOFException e) {
      throw problem(
          "it ends after " + read + " of the " + count + " items it claims", "Fetch it again.");
    }
    read++;
    return true;
  }

  /** The item that {@link #next()} read; not a copy. */
  public byte[] item() {
    return item;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
