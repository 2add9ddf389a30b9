package dev.lethe.crypto.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** PEM blocks (RFC 7468) as bytes, so that private ones can be overwritten after use. */
final class Pem {
  private Pem() {}

  static byte[] encode(String label, byte[] der) {
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    byte[] head = ascii("-----BEGIN " + label + "-----\n");
    byte[] foot = ascii("\n-----END " + label + "-----\n");
    byte[] all = Arrays.copyOf(head, head.length + body.length + foot.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    System.arraycopy(foot, 0, all, head.length + body.length, foot.length);
    Arrays.fill(body, (byte) 0);
    return all;
  }

  /** The blocks in order. Tolerant of line breaks: callers re-encode and compare. */
  static List<byte[]> decode(String label, byte[] text) {
    byte[] head = ascii("-----BEGIN " + label + "-----");
    byte[] foot = ascii("-----END " + label + "-----");
    List<byte[]> blocks = new ArrayList<>();
    int from = 0;
    while (true) {
      int start = find(head, text, from);
      int end = start < 0 ? -1 : find(foot, text, start + head.length);
      if (end < 0) {
        return blocks;
      }
      byte[] body = Arrays.copyOfRange(text, start + head.length, end);
      blocks.add(Base64.getMimeDecoder().decode(body));
      Arrays.fill(body, (byte) 0);
      from = end + foot.length;
    }
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static int find(byte[] needle, byte[] text, int from) {
    for (int i = from; i + needle.length <= text.length; i++) {
      if (Arrays.equals(text, i, i + needle.length, needle, 0, needle.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
