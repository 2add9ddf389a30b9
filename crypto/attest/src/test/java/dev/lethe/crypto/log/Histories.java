package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.OperatorKey;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that can be grown two ways from one point: what a forker shows to two people. */
final class Histories {
  private final String origin;
  private final OperatorKey key;
  private final MerkleTree tree = new MerkleTree();
  private final List<Integer> entries = new ArrayList<>();

  Histories(String origin, OperatorKey key) {
    this.origin = origin;
    this.key = key;
  }

  /** Appends entries, told apart by numbers. */
  Histories append(int... numbers) {
    for (int number : numbers) {
      entries.add(number);
      tree.append(MerkleHash.leaf(new byte[] {(byte) number, (byte) (number >> 8)}));
    }
    return this;
  }

  /** The same history so far, to be grown another way. */
  Histories fork() {
    Histories fork = new Histories(origin, key);
    entries.forEach(fork::append);
    return fork;
  }

  int size() {
    return tree.size();
  }

  String note() {
    return note(size());
  }

  String note(int size) {
    return new Checkpoint(origin, size, tree.root(size)).sign(key);
  }

  Checkpoint at(int size) {
    return Checkpoint.parseAndVerify(note(size), origin, key.identity());
  }

  ConsistencyProof proof(int oldSize) {
    return proof(oldSize, size());
  }

  ConsistencyProof proof(int oldSize, int size) {
    return new ConsistencyProof(oldSize, tree.consistencyProof(oldSize, size), note(size));
  }
}
