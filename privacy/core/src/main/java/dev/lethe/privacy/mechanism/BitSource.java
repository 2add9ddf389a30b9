package dev.lethe.privacy.mechanism;

/** A stream of uniform, independent random bytes. */
interface BitSource extends AutoCloseable {

  /** Fills the whole array with fresh bytes. */
  void fill(byte[] out);

  /** Names the generator, for the report. */
  String description();

  @Override
  void close();
}
