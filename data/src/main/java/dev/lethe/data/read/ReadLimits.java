package dev.lethe.data.read;

/**
 * What a reader accepts before it refuses a file, so that a hostile file costs bounded memory and
 * time.
 *
 * @param maxBytes unpacked bytes of one file
 * @param maxExpansion unpacked bytes per packed byte, once more than 64 MiB are unpacked
 * @param maxFieldChars characters of one field
 * @param maxColumns columns of a table
 */
public record ReadLimits(long maxBytes, int maxExpansion, int maxFieldChars, int maxColumns) {
  private static final ReadLimits STANDARD = new ReadLimits(1L << 35, 200, 1 << 20, 1 << 14);

  public ReadLimits {
    if (maxBytes < 1 || maxExpansion < 1 || maxFieldChars < 1 || maxColumns < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** 32 GiB a file, 200 times its packed size, 1 MiB a field, 16,384 columns. */
  public static ReadLimits standard() {
    return STANDARD;
  }

  /** The same with another bound on unpacked bytes. */
  public ReadLimits withMaxBytes(long bytes) {
    return new ReadLimits(bytes, maxExpansion, maxFieldChars, maxColumns);
  }

  /** The same with another bound on a field. */
  public ReadLimits withMaxFieldChars(int chars) {
    return new ReadLimits(maxBytes, maxExpansion, chars, maxColumns);
  }
}
