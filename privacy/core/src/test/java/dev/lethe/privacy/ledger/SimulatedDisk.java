package dev.lethe.privacy.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Storage that keeps only what was synced: content by {@code sync}, names by {@code syncFolder}.
 * Every changing call is one tick, and can be the one at which the machine dies or the call fails.
 */
final class SimulatedDisk implements LedgerDisk {

  /** What becomes, at a crash, of changes that were not synced. */
  enum Unsynced {
    LOST,
    KEPT,
    /** Each one lost, kept or torn, by the toss of a coin. */
    MIXED
  }

  /** The machine died. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Inode {
    byte[] content = {};
    byte[] durable = {};
    final List<Change> unsynced = new ArrayList<>();
  }

  /** A write, or a cut if there are no bytes. */
  private static final class Change {
    private final long position;
    private final byte @Nullable [] bytes;

    Change(long position, byte @Nullable [] bytes) {
      this.position = position;
      this.bytes = bytes;
    }

    byte[] on(byte[] content) {
      if (bytes == null) {
        return Arrays.copyOf(content, (int) position);
      }
      int end = (int) position + bytes.length;
      byte[] result = Arrays.copyOf(content, Math.max(content.length, end));
      System.arraycopy(bytes, 0, result, (int) position, bytes.length);
      return result;
    }
  }

  /** A name given to an inode (or to a folder, without one), and perhaps another name gone. */
  private record Naming(Path name, @Nullable Inode inode, @Nullable Path gone) {}

  private static final Inode FOLDER = new Inode();

  private final Map<Path, Inode> names = new HashMap<>();
  private final Map<Path, Inode> durableNames = new HashMap<>();
  private final Map<Path, List<Naming>> unsyncedNames = new HashMap<>();
  private final Path root;
  private boolean fenced;
  private int generation;
  private int ticks;
  private int crashAt = Integer.MAX_VALUE;
  private int failAt = Integer.MAX_VALUE;

  SimulatedDisk(Path root) {
    this.root = root;
    names.put(root, FOLDER);
    durableNames.put(root, FOLDER);
  }

  int ticks() {
    return ticks;
  }

  /** Dies just before the call after so many more. */
  void crashAfter(int more) {
    crashAt = ticks + more;
  }

  /** Fails the call after so many more, once. */
  void failAfter(int more) {
    failAt = ticks + more;
  }

  void failNoMore() {
    failAt = Integer.MAX_VALUE;
  }

  void reboot(Unsynced what, Random random) {
    generation++;
    fenced = false;
    crashAt = Integer.MAX_VALUE;
    unsyncedNames
        .values()
        .forEach(
            list -> list.stream().filter(n -> kept(what, random)).forEach(this::makeNameDurable));
    unsyncedNames.clear();
    names.clear();
    durableNames.keySet().removeIf(name -> !isReachable(name));
    names.putAll(durableNames);
    for (Inode inode : names.values()) {
      for (Change change : inode.unsynced) {
        if (kept(what, random)) {
          inode.durable = torn(change, what, random).on(inode.durable);
        }
      }
      inode.unsynced.clear();
      inode.content = inode.durable;
    }
  }

  /** Whether the names of all folders that a path lies in lasted. */
  private boolean isReachable(Path name) {
    for (Path at = name; at != null && !at.equals(root); at = at.getParent()) {
      if (!durableNames.containsKey(at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean kept(Unsynced what, Random random) {
    return what == Unsynced.KEPT || (what == Unsynced.MIXED && random.nextBoolean());
  }

  /** Perhaps the first part only, perhaps with its beginning never written (zeros). */
  private static Change torn(Change change, Unsynced what, Random random) {
    if (what != Unsynced.MIXED || change.bytes == null || change.bytes.length == 0) {
      return change;
    }
    byte[] bytes = change.bytes.clone();
    int cut = random.nextInt(bytes.length);
    return switch (random.nextInt(3)) {
      case 0 -> new Change(change.position, Arrays.copyOf(bytes, cut));
      case 1 -> {
        Arrays.fill(bytes, 0, cut, (byte) 0);
        yield new Change(change.position, bytes);
      }
      default -> change;
    };
  }

  private void makeNameDurable(Naming naming) {
    if (naming.gone() != null) {
      durableNames.remove(naming.gone());
    }
    durableNames.put(naming.name(), naming.inode() == null ? FOLDER : naming.inode());
  }

  /** Whether this call fails instead of being done. */
  private boolean tick(int caller) throws IOException {
    if (caller != generation || ticks >= crashAt) {
      throw new Crash();
    }
    return ticks++ == failAt;
  }

  private void tickOrFail() throws IOException {
    if (tick(generation)) {
      throw new IOException("No space left on device");
    }
  }

  private void name(Path name, @Nullable Inode inode, @Nullable Path gone) {
    Path folder = name.getParent();
    unsyncedNames
        .computeIfAbsent(folder == null ? root : folder, p -> new ArrayList<>())
        .add(new Naming(name, inode, gone));
    if (gone != null) {
      names.remove(gone);
    }
    names.put(name, inode == null ? FOLDER : inode);
  }

  @Override
  public boolean exists(Path path) {
    return path.getNameCount() < root.getNameCount() || names.containsKey(path);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    tickOrFail();
    name(folder, null, null);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    tickOrFail();
    List<Naming> list = unsyncedNames.remove(folder);
    if (list != null) {
      list.forEach(this::makeNameDurable);
    }
  }

  @Override
  public byte[] read(Path file, long mostBytes) throws IOException {
    Inode inode = names.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return inode.content.clone();
  }

  @Override
  public OpenFile open(Path file) throws IOException {
    Inode inode = names.get(file);
    if (inode == null) {
      tickOrFail();
      inode = new Inode();
      name(file, inode, null);
    }
    return new SimulatedFile(file, inode, generation);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    tickOrFail();
    Inode inode = names.get(from);
    if (inode == null) {
      throw new NoSuchFileException(from.toString());
    }
    name(to, inode, from);
  }

  @Override
  public Closeable fence(Path file) {
    if (fenced) {
      throw new LedgerBusyException("held");
    }
    fenced = true;
    int mine = generation;
    return () -> fenced &= mine != generation;
  }

  private final class SimulatedFile implements OpenFile {
    private final Path path;
    private final Inode inode;
    private final int opened;

    SimulatedFile(Path path, Inode inode, int opened) {
      this.path = path;
      this.inode = inode;
      this.opened = opened;
    }

    @Override
    public byte[] read(long mostBytes) {
      return inode.content.clone();
    }

    @Override
    public long size() {
      return inode.content.length;
    }

    private void change(Change change) {
      inode.content = change.on(inode.content);
      inode.unsynced.add(change);
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
      if (tick(opened)) {
        change(new Change(position, Arrays.copyOf(bytes, bytes.length / 2)));
        throw new IOException("No space left on device");
      }
      change(new Change(position, bytes.clone()));
    }

    @Override
    public void truncate(long size) throws IOException {
      if (tick(opened)) {
        throw new IOException("Input/output error");
      }
      change(new Change(size, null));
    }

    @Override
    public void sync() throws IOException {
      if (tick(opened)) {
        // As Linux does: the pages stay readable, are marked clean, and never reach the disk.
        inode.unsynced.clear();
        throw new IOException("Input/output error");
      }
      // Not simply the content: what an earlier, failed sync dropped is not written again.
      for (Change change : inode.unsynced) {
        inode.durable = change.on(inode.durable);
      }
      inode.unsynced.clear();
    }

    @Override
    public boolean isStillThere() {
      return names.get(path) == inode;
    }

    @Override
    public void close() {}
  }
}
