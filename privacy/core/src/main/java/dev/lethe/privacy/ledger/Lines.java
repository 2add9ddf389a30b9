package dev.lethe.privacy.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines that each end with a line feed; what follows the last line feed is not a line. */
final class Lines {
  private Lines() {}

  static List<byte[]> complete(byte[] content) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        lines.add(Arrays.copyOfRange(content, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  static byte[] terminated(byte[] line) {
    byte[] terminated = Arrays.copyOf(line, line.length + 1);
    terminated[line.length] = '\n';
    return terminated;
  }
}
