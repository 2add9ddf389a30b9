package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Remembers, in a place of its own, the last record that a ledger acknowledged; what it remembers
 * it wrote only after that record was durable.
 */
final class Witness implements Closeable {
  private static final long MOST_BYTES = 1 << 26;
  private static final long COMPACT_ABOVE = 1 << 20;

  private final DurableSteps steps;
  private final Path file;
  private final String datasetId;
  private LedgerDisk.OpenFile open;
  private long size;

  /**
   * What was acknowledged.
   *
   * @param index of the last acknowledged record
   * @param hash SHA-256 in hex of its line
   */
  record Mark(long index, String hash) {}

  private Witness(
      DurableSteps steps, Path file, String datasetId, LedgerDisk.OpenFile open, long size) {
    this.steps = steps;
    this.file = file;
    this.datasetId = datasetId;
    this.open = open;
    this.size = size;
  }

  /** The last mark in a file, if it holds any. */
  static Optional<Mark> read(LedgerDisk disk, Path file, String datasetId) throws IOException {
    if (!disk.exists(file)) {
      return Optional.empty();
    }
    return lastMark(disk.read(file, MOST_BYTES), file, datasetId);
  }

  static Optional<Mark> lastMark(byte[] content, Path file, String datasetId) {
    List<byte[]> lines = Lines.complete(content);
    for (int i = lines.size() - 1; i >= 0; i--) {
      try {
        return Optional.of(decode(lines.get(i), datasetId));
      } catch (MalformedJsonException e) {
        // The last line may be torn by a crash while it was written: it acknowledged nothing yet.
        if (i < lines.size() - 1 || i == 0) {
          throw new LedgerTamperedException(
              "line "
                  + (i + 1)
                  + " of the witness "
                  + file
                  + " is damaged: "
                  + e.getMessage()
                  + "; put back its newest copy");
        }
      }
    }
    return Optional.empty();
  }

  /** Starts anew from one mark, which is durable when this returns. */
  static Witness start(LedgerDisk disk, Path file, String datasetId, Mark mark) throws IOException {
    DurableSteps steps = new DurableSteps(disk);
    byte[] line = encode(mark, datasetId);
    steps.replace(file, line);
    return new Witness(steps, file, datasetId, steps.open(file), line.length);
  }

  /** Returns once the mark is durable. */
  void advance(Mark mark) throws IOException {
    byte[] line = encode(mark, datasetId);
    if (size + line.length > COMPACT_ABOVE) {
      open.close();
      steps.replace(file, line);
      open = steps.open(file);
      size = line.length;
      return;
    }
    open.write(size, line);
    open.sync();
    size += line.length;
  }

  /** Whether nobody else moved or changed the file since. */
  boolean isUntouched() throws IOException {
    return open.isStillThere() && open.size() == size;
  }

  @Override
  public void close() throws IOException {
    open.close();
  }

  private static byte[] encode(Mark mark, String datasetId) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("v", 1);
    json.put("datasetId", datasetId);
    json.put("index", mark.index());
    json.put("hash", mark.hash());
    return Lines.terminated(CanonicalJson.bytes(json));
  }

  private static Mark decode(byte[] line, String datasetId) {
    JsonFields fields = JsonFields.of(CanonicalJson.parseStrict(line, 1024, 2));
    if (fields.integer("v") != 1 || !fields.text("datasetId").equals(datasetId)) {
      throw new MalformedJsonException("it is not a witness of this dataset id");
    }
    Mark mark = new Mark(fields.integer("index"), fields.text("hash"));
    fields.finish();
    byte[] canonical = encode(mark, datasetId);
    if (mark.index() < 0 || !Arrays.equals(canonical, Lines.terminated(line))) {
      throw new MalformedJsonException("it is not what Lethe writes");
    }
    return mark;
  }
}
