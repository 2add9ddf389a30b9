package dev.lethe.privacy.ledger;

import java.io.IOException;
import java.nio.file.Path;

/** Combinations of disk steps that leave either the old state or the new one, never a mixture. */
final class DurableSteps {
  private final LedgerDisk disk;

  DurableSteps(LedgerDisk disk) {
    this.disk = disk;
  }

  /** Makes a folder and its missing ancestors, each name synced into its parent. */
  void createFolders(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null) {
      return;
    }
    if (!disk.exists(folder)) {
      createFolders(parent);
      disk.createFolder(folder);
    }
    // Even if it exists: the process that made it may have died before this sync.
    disk.syncFolder(parent);
  }

  /** Replaces a file's content: written beside, synced, renamed, folder synced. */
  void replace(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Path beside = folder.resolve(file.getFileName() + ".new");
    try (LedgerDisk.OpenFile fresh = disk.open(beside)) {
      fresh.truncate(0);
      fresh.write(0, content);
      fresh.sync();
    }
    disk.rename(beside, file);
    disk.syncFolder(folder);
  }

  /** Opens a file whose name is sure to last. */
  LedgerDisk.OpenFile open(Path file) throws IOException {
    LedgerDisk.OpenFile open = disk.open(file);
    try {
      disk.syncFolder(folderOf(file));
    } catch (IOException e) {
      open.close();
      throw e;
    }
    return open;
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("a file lies in a folder: " + file);
    }
    return folder;
  }
}
