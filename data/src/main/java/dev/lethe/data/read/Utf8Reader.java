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

/** Strict UTF-8: bytes that are not, are refused with their line; a byte-order mark is dropped. */
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
    if (length == 0) {
      return 0;
    }
    CharBuffer chars = CharBuffer.wrap(into, offset, length);
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, ended);
      int n = dropMark(into, offset, chars.position() - offset);
      if (n > 0) {
        countLines(into, offset, n);
        return n;
      }
      chars.position(offset);
      if (result.isError()) {
        throw new DataException(
            place.line(line), "the text is not UTF-8", "Save the table as CSV in UTF-8.");
      }
      if (ended) {
        return -1;
      }
      fill();
    }
  }

  private int dropMark(char[] into, int offset, int n) {
    if (started || n == 0) {
      return n;
    }
    started = true;
    if (into[offset] != BYTE_ORDER_MARK) {
      return n;
    }
    System.arraycopy(into, offset + 1, into, offset, n - 1);
    return n - 1;
  }

  private void countLines(char[] chars, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      char c = chars[i];
      if (c == '\r' || (c == '\n' && !lastWasReturn)) {
        line++;
      }
      lastWasReturn = c == '\r';
    }
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
