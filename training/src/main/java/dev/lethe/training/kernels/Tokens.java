package dev.lethe.training.kernels;

import java.nio.Buffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Token ids of an embedding, one a position, in a direct buffer of the machine's byte order,
 * counted from its index 0.
 */
public final class Tokens {

  /** No token is padding. */
  public static final int NO_PADDING = -1;

  private final Buffer ids;
  private final int vocabulary;
  private final int padding;

  private Tokens(Buffer ids, int vocabulary, int padding) {
    Checks.that(vocabulary > 0, "a vocabulary has at least one token");
    Checks.that(
        padding >= NO_PADDING && padding < vocabulary, "the padding is a token or NO_PADDING");
    this.ids = ids;
    this.vocabulary = vocabulary;
    this.padding = padding;
  }

  /**
   * @param ids one id a position
   * @param vocabulary ids are in [0, vocabulary)
   * @param padding the id whose positions count for nothing, or {@link #NO_PADDING}
   */
  public static Tokens of(IntBuffer ids, int vocabulary, int padding) {
    Checks.direct(ids, ids.order());
    return new Tokens(ids, vocabulary, padding);
  }

  /** The same of 64-bit ids. */
  public static Tokens of(LongBuffer ids, int vocabulary, int padding) {
    Checks.direct(ids, ids.order());
    return new Tokens(ids, vocabulary, padding);
  }

  /** Ids are below this. */
  public int vocabulary() {
    return vocabulary;
  }

  /** The padding's id, or {@link #NO_PADDING}. */
  public int padding() {
    return padding;
  }

  Buffer ids() {
    return ids;
  }

  /** Bytes of an id. */
  int idBytes() {
    return ids instanceof LongBuffer ? Long.BYTES : Integer.BYTES;
  }

  int id(int position) {
    return ids instanceof LongBuffer longs
        ? (int) longs.get(position)
        : ((IntBuffer) ids).get(position);
  }

  /** Every id is in range; an error does not tell which is not. */
  void check(int from, int to) {
    Checks.that(to <= ids.limit(), "there is a token for each of " + to + " positions");
    for (int p = from; p < to; p++) {
      long id = ids instanceof LongBuffer longs ? longs.get(p) : ((IntBuffer) ids).get(p);
      if (id < 0 || id >= vocabulary) {
        throw new KernelArgumentException(
            "A token is outside the vocabulary of "
                + vocabulary
                + ". Map unknown tokens to one of their own before training.");
      }
    }
  }
}
