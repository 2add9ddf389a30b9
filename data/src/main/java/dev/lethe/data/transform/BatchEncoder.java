package dev.lethe.data.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Encodes images on all processors, each by itself: the inputs are those of {@link ImageEncoder},
 * whatever the number of processors and the images that come together.
 */
public final class BatchEncoder {
  private static final int BATCH = 128;

  private final ImageEncoder encoder;
  private final List<Waiting> waiting = new ArrayList<>();

  /** An image and where its inputs are to be written. */
  private record Waiting(byte[] image, float[] into, int offset) {}

  /** Encodes with this encoder. */
  public BatchEncoder(ImageEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Takes an image, whose inputs are there after the next {@link #flush()} at the latest.
   *
   * @param image one byte per pixel, copied
   * @param into where its inputs are written to
   * @param offset index of the first
   */
  public void add(byte[] image, float[] into, int offset) {
    if (!encoder.transforms()) {
      encoder.encode(image, into, offset);
      return;
    }
    waiting.add(new Waiting(image.clone(), into, offset));
    if (waiting.size() == BATCH) {
      flush();
    }
  }

  /** Writes the inputs of all images taken. */
  public void flush() {
    IntStream.range(0, waiting.size())
        .parallel()
        .mapToObj(waiting::get)
        .forEach(next -> encoder.encode(next.image(), next.into(), next.offset()));
    waiting.clear();
  }
}
