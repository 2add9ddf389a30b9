package dev.lethe.data.read;

/** What a data file holds once unpacked. */
public enum DataFormat {
  CSV("csv"),
  IDX("idx"),
  /** Rows handed in by a program. */
  ROWS("rows");

  private final String tag;

  DataFormat(String tag) {
    this.tag = tag;
  }

  /** The name used in reports. */
  public String tag() {
    return tag;
  }
}
