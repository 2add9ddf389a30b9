package dev.lethe.cli;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.ConsistencyProof;
import dev.lethe.crypto.log.WitnessKey;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.report.SignedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that auditors and witnesses hand to each other, as options name them. */
final class EvidenceFiles {
  private static final int MOST_KEY_BYTES = 8 * 1024;

  private EvidenceFiles() {}

  /** The bytes of a checkpoint or report. */
  static byte[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandException.badUsage(
          file + " is not a file; name a checkpoint (lethe log checkpoint) or a report.dsse.json");
    }
    return DurableFiles.readBounded(file, SignedReport.MAX_BYTES);
  }

  /** The signed note in a checkpoint file, or in a report. */
  static String note(Path file) throws IOException {
    byte[] bytes = read(file);
    return bytes.length > 0 && bytes[0] == '{'
        ? SignedReport.parse(bytes).checkpoint()
        : new String(bytes, StandardCharsets.UTF_8);
  }

  static List<String> notes(List<Path> files) throws IOException {
    List<String> notes = new ArrayList<>();
    for (Path file : files) {
      notes.add(note(file));
    }
    return notes;
  }

  static ConsistencyProof proof(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandException.badUsage(
          file + " is not a file; name a proof written by lethe log consistency");
    }
    byte[] bytes = DurableFiles.readBounded(file, 4 * ConsistencyProof.MAX_CHARS);
    return ConsistencyProof.parse(new String(bytes, StandardCharsets.UTF_8));
  }

  static List<ConsistencyProof> proofs(List<Path> files) throws IOException {
    List<ConsistencyProof> proofs = new ArrayList<>();
    for (Path file : files) {
      proofs.add(proof(file));
    }
    return proofs;
  }

  /** A witness's key from its identity file, or from a file with its C2SP verifier key. */
  static WitnessKey witness(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandException.badUsage("--witness " + file + " is not a public key file");
    }
    String text =
        new String(DurableFiles.readBounded(file, MOST_KEY_BYTES), StandardCharsets.UTF_8);
    if (text.startsWith("lethe-identity")) {
      return WitnessKey.of(PublicIdentity.load(file));
    }
    try {
      return WitnessKey.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw CommandException.badUsage(
          "--witness "
              + file
              + " is neither an identity (NAME.pub) nor a witness's verifier key: "
              + e.getMessage());
    }
  }

  static List<WitnessKey> witnesses(List<Path> files) throws IOException {
    List<WitnessKey> witnesses = new ArrayList<>();
    for (Path file : files) {
      witnesses.add(witness(file));
    }
    return witnesses;
  }

  /** The keys named, or those that this home trusts. */
  static TrustStore trust(List<Path> keys) throws IOException {
    for (Path key : keys) {
      if (!Files.isRegularFile(key)) {
        throw CommandException.badUsage("--trust " + key + " is not a public key file");
      }
    }
    return keys.isEmpty()
        ? TrustStore.load(LetheHome.fromEnvironment().trust())
        : TrustStore.of(keys);
  }
}
