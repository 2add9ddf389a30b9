package dev.lethe.crypto.log;

import java.io.IOException;
import java.nio.file.Path;

/** Another process writes the log; nothing was changed. */
public final class LogBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  LogBusyException(Path dir) {
    super(
        "The log "
            + dir
            + " is held by another writer: wait for that run to end, then repeat the command");
  }
}
