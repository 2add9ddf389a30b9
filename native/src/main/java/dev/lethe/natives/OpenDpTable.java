package dev.lethe.natives;

/** What the library's table must be. Generated: see docs/opendp.md. Do not edit. */
final class OpenDpTable {

  static final long ABI = 1229226553L;

  private OpenDpTable() {}
}
