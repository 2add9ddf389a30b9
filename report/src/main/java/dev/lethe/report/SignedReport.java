package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.log.LogInclusion;
import dev.lethe.crypto.sign.DsseEnvelope;
import dev.lethe.crypto.sign.EnvelopeException;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

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

  private final byte[] bytes;
  private final DsseEnvelope envelope;
  private final byte[] payload;
  private final LogInclusion inclusion;

  private SignedReport(
      byte[] bytes, DsseEnvelope envelope, byte[] payload, LogInclusion inclusion) {
    this.bytes = bytes;
    this.envelope = envelope;
    this.payload = payload;
    this.inclusion = inclusion;
  }

  static SignedReport of(DsseEnvelope envelope, LogInclusion inclusion) {
    ObjectNode file = envelope.toJson();
    file.set("transparency", RecordJson.write(Transparency.of(inclusion)));
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
      LogInclusion inclusion =
          RecordJson.read(Transparency.class, transparency, "transparency").inclusion();
      return new SignedReport(file.clone(), envelope, payload, inclusion);
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
      List<String> proof =
          inclusion.proof().stream().map(Base64.getEncoder()::encodeToString).toList();
      return new Transparency(
          inclusion.checkpoint(), inclusion.leafIndex(), proof, inclusion.treeSize());
    }

    LogInclusion inclusion() {
      List<byte[]> path = new ArrayList<>();
      for (String hash : proof) {
        path.add(hash(hash));
      }
      return new LogInclusion(leafIndex, treeSize, path, checkpoint);
    }

    private static byte[] hash(String text) {
      try {
        byte[] hash = Base64.getDecoder().decode(text);
        if (hash.length == 32 && Base64.getEncoder().encodeToString(hash).equals(text)) {
          return hash;
        }
      } catch (IllegalArgumentException e) {
        throw new MalformedReportException("transparency.proof holds text that is not base64", e);
      }
      throw new MalformedReportException(
          "transparency.proof holds an element that is not canonical base64 of 32 bytes");
    }
  }
}
