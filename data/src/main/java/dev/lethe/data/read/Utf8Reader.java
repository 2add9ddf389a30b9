package dev.lethe.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Strict UTF-8: bytes that are not, are refused with their line. A byte-order mark is dropped, and
 * every line ending becomes a line feed, also within quotes: a table saved with other endings is
 * the same table (and the parser loses a field after a lone carriage return within quotes).
 */
final class Utf8Reader extends Reader {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final DataException.Place place;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private long line = 1;
  private boolean lastWasReturn;
  private boolean ended;
  private boolean started;

  Utf8Reader(InputStream in, DataException.Place place) {
    this.in = in;
    this.place = place;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    if (length < 2) {
      throw new IllegalArgumentException("a character may need two places");
    }
    CharBuffer chars = CharBuffer.wrap(into, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      int n = simplify(into, offset, chars.position() - offset);
      if (n > 0) {
        return n;
      }
      chars.position(offset);
      if (result.isError()) {
        throw new DataException(
            place.line(line), "the text is not UTF-8", "Save the table as CSV in UTF-8.");
      }
      if (result.isUnderflow()) {
        if (ended) {
          return -1;
        }
        fill();
      }
    }
  }

  /** Drops the mark, unifies line endings in place, counts lines; the length that is left. */
  private int simplify(char[] chars, int offset, int n) {
    int to = offset;
    for (int i = offset; i < offset + n; i++) {
      char c = chars[i];
      boolean mark = !started && c == BYTE_ORDER_MARK;
      boolean secondOfPair = c == '\n' && lastWasReturn;
      started = true;
      lastWasReturn = c == '\r';
      if (mark || secondOfPair) {
        continue;
      }
      boolean ending = c == '\n' || c == '\r';
      line += ending ? 1 : 0;
      chars[to++] = ending ? '\n' : c;
    }
    return to - offset;
  }

  private void fill() throws IOException {
    bytes.compact();
    int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (n < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + n);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
