package dev.lethe.privacy.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the ledger asks of storage, one system call at a time, so that what survives a crash between
 * any two of them can be reasoned about: content lasts once {@link OpenFile#sync} returned, a name
 * lasts once {@link #syncFolder} of its folder returned.
 */
interface LedgerDisk {
  boolean exists(Path path) throws IOException;

  void createFolder(Path folder) throws IOException;

  void syncFolder(Path folder) throws IOException;

  /** The content of a file that exists, without changing or creating anything. */
  byte[] read(Path file, long mostBytes) throws IOException;

  /** Opens for reading and writing, creating an empty file if there is none. */
  OpenFile open(Path file) throws IOException;

  void rename(Path from, Path to) throws IOException;

  /** Takes the one writer's fence, or throws {@link LedgerBusyException}. */
  Closeable fence(Path file) throws IOException;

  /** One open file. */
  interface OpenFile extends Closeable {
    byte[] read(long mostBytes) throws IOException;

    long size() throws IOException;

    void write(long position, byte[] bytes) throws IOException;

    void truncate(long size) throws IOException;

    void sync() throws IOException;

    /** Whether the path it was opened by still leads to it. */
    boolean isStillThere() throws IOException;
  }
}
