package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.log.CheckpointException;
import dev.lethe.crypto.log.CosignedPrefix;
import dev.lethe.crypto.log.LogInclusion;
import dev.lethe.crypto.sign.DsseEnvelope;
import dev.lethe.crypto.sign.EnvelopeException;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A report file, whose every byte matters: canonical JSON of a DSSE envelope with the member {@code
 * transparency} beside it. What it says is a claim until {@link ReportVerifier} has passed it.
 */
public final class SignedReport {
  /** The longest file that is read. */
  public static final int MAX_BYTES = 16 << 20;

  private static final byte[] START =
      "{\"payload\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int MOST_AFTER_PAYLOAD = 256 << 10;
  private static final int MOST_COMMAS = 2_000_000;
  private static final int MOST_DEPTH = 4;
  private static final String COSIGNED = "cosigned";

  private final byte[] bytes;
  private final DsseEnvelope envelope;
  private final byte[] payload;
  private final LogInclusion inclusion;
  private final Optional<CosignedPrefix> cosigned;

  private SignedReport(
      byte[] bytes,
      DsseEnvelope envelope,
      byte[] payload,
      LogInclusion inclusion,
      Optional<CosignedPrefix> cosigned) {
    this.bytes = bytes;
    this.envelope = envelope;
    this.payload = payload;
    this.inclusion = inclusion;
    this.cosigned = cosigned;
  }

  static SignedReport of(
      DsseEnvelope envelope, LogInclusion inclusion, Optional<CosignedPrefix> cosigned) {
    ObjectNode file = envelope.toJson();
    ObjectNode transparency = RecordJson.write(Transparency.of(inclusion));
    cosigned.ifPresent(c -> transparency.set(COSIGNED, RecordJson.write(Cosigned.of(c))));
    file.set("transparency", transparency);
    return parse(CanonicalJson.bytes(file));
  }

  /**
   * Reads a report file; nothing in it is verified yet.
   *
   * @throws MalformedReportException if it is too long, not canonical JSON, or not of this form
   */
  public static SignedReport parse(byte[] file) {
    checkOutline(file);
    JsonNode json;
    try {
      json = CanonicalJson.parseStrict(file, MAX_BYTES, MOST_DEPTH);
    } catch (MalformedJsonException e) {
      throw new MalformedReportException("the report is not strict JSON: " + e.getMessage(), e);
    }
    if (!Arrays.equals(CanonicalJson.bytes(json), file)) {
      throw new MalformedReportException(
          "the report is not canonical JSON (RFC 8785): use the file as it was signed, not a"
              + " reformatted copy");
    }
    JsonNode transparency = json.get("transparency");
    if (!(json instanceof ObjectNode object) || transparency == null || json.size() != 4) {
      throw new MalformedReportException(
          "the report must have the members payload, payloadType, signatures and transparency");
    }
    try {
      DsseEnvelope envelope = DsseEnvelope.fromJson(object);
      byte[] payload = Base64.getDecoder().decode(json.get("payload").textValue());
      JsonNode rest = transparency.deepCopy();
      Optional<CosignedPrefix> cosigned = Optional.empty();
      if (rest instanceof ObjectNode members && members.has(COSIGNED)) {
        cosigned =
            Optional.of(
                RecordJson.read(Cosigned.class, members.remove(COSIGNED), "transparency.cosigned")
                    .prefix());
      }
      LogInclusion inclusion =
          RecordJson.read(Transparency.class, rest, "transparency").inclusion();
      return new SignedReport(file.clone(), envelope, payload, inclusion, cosigned);
    } catch (EnvelopeException e) {
      throw new MalformedReportException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The file, byte for byte. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** SHA-256 of the file, in hex: what a later report names to supersede this one. */
  public String sha256() {
    return Digests.sha256Hex(bytes);
  }

  /** The key id that the report names as its signer; authentic only after verification. */
  public String signerKeyId() {
    return envelope.signerKeyId();
  }

  /** Its place in the transparency log, as claimed. */
  public long leafIndex() {
    return inclusion.leafIndex();
  }

  /** The log's size at the embedded checkpoint, as claimed. */
  public long treeSize() {
    return inclusion.treeSize();
  }

  /**
   * What the report says, whoever signed it: for showing and comparing, not for relying on.
   *
   * @throws MalformedReportException if the payload is not a well-formed statement
   */
  public EpsilonStatement statement() {
    refuseBomb(payload);
    return InTotoStatement.parse(payload);
  }

  /** The log's signed note that its proof is for, as claimed. */
  public String checkpoint() {
    return inclusion.checkpoint();
  }

  /** The checkpoint that witnesses cosigned before this report was logged, if it carries one. */
  Optional<CosignedPrefix> cosigned() {
    return cosigned;
  }

  DsseEnvelope envelope() {
    return envelope;
  }

  LogInclusion inclusion() {
    return inclusion;
  }

  /** What the log holds: SHA-256 of the envelope's canonical JSON, without the log's own member. */
  static byte[] logEntry(DsseEnvelope envelope) {
    return Digests.sha256(envelope.toBytes());
  }

  /** Everything but the payload is small, so that parsing never builds a large tree. */
  private static void checkOutline(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw new MalformedReportException(
          "the report has " + file.length + " bytes; at most " + MAX_BYTES + " are read");
    }
    int end = START.length;
    while (end < file.length && file[end] != '"') {
      end++;
    }
    boolean starts =
        file.length > START.length && Arrays.equals(START, Arrays.copyOf(file, START.length));
    if (!starts || end == file.length) {
      throw new MalformedReportException(
          "this is not a report: canonical JSON that starts with {\"payload\":\" is expected");
    }
    if (file.length - end > MOST_AFTER_PAYLOAD) {
      throw new MalformedReportException(
          "the report's signatures and log proof are longer than " + MOST_AFTER_PAYLOAD + " bytes");
    }
  }

  private static void refuseBomb(byte[] json) {
    int commas = 0;
    for (byte b : json) {
      commas += b == ',' ? 1 : 0;
    }
    if (commas > MOST_COMMAS) {
      throw new MalformedReportException("the statement has more than two million elements");
    }
  }

  /**
   * The member beside the envelope.
   *
   * @param checkpoint the log's signed note
   * @param leafIndex the report's place
   * @param proof the audit path in base64, from the leaf up
   * @param treeSize the size the proof is for
   */
  record Transparency(String checkpoint, long leafIndex, List<String> proof, long treeSize) {
    static Transparency of(LogInclusion inclusion) {
      return new Transparency(
          inclusion.checkpoint(),
          inclusion.leafIndex(),
          encoded(inclusion.proof()),
          inclusion.treeSize());
    }

    LogInclusion inclusion() {
      return new LogInclusion(
          leafIndex, treeSize, decoded(proof, "transparency.proof"), checkpoint);
    }
  }

  /**
   * The member {@code cosigned} of that one, which a log without witnesses lacks.
   *
   * @param checkpoint the cosigned note
   * @param proof the consistency proof from it to the report's checkpoint, in base64
   */
  record Cosigned(String checkpoint, List<String> proof) {
    static Cosigned of(CosignedPrefix prefix) {
      return new Cosigned(prefix.checkpoint(), encoded(prefix.proof()));
    }

    CosignedPrefix prefix() {
      CosignedPrefix prefix =
          new CosignedPrefix(checkpoint, decoded(proof, "transparency.cosigned.proof"));
      try {
        prefix.cosigned();
      } catch (CheckpointException e) {
        throw new MalformedReportException(
            "transparency.cosigned.checkpoint: " + e.getMessage(), e);
      }
      return prefix;
    }
  }

  private static List<String> encoded(List<byte[]> hashes) {
    return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
  }

  private static List<byte[]> decoded(List<String> hashes, String where) {
    List<byte[]> decoded = new ArrayList<>();
    for (String hash : hashes) {
      decoded.add(hash(hash, where));
    }
    return decoded;
  }

  private static byte[] hash(String text, String where) {
    try {
      byte[] hash = Base64.getDecoder().decode(text);
      if (hash.length == 32 && Base64.getEncoder().encodeToString(hash).equals(text)) {
        return hash;
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedReportException(where + " holds text that is not base64", e);
    }
    throw new MalformedReportException(
        where + " holds an element that is not canonical base64 of 32 bytes");
  }
}
