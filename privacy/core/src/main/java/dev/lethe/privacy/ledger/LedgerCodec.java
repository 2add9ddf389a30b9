package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.NeighbouringRelation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A record and its line determine each other: decoding accepts only what encoding writes. */
final class LedgerCodec {
  static final int MOST_LINE_BYTES = 1 << 16;
  private static final int MOST_DEPTH = 40;

  private LedgerCodec() {}

  static byte[] encode(LedgerRecord record) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("v", record.version());
    json.put("index", record.index());
    json.put("prev", record.prev());
    json.put("time", record.time().toString());
    putBody(json, record.body(), record.version());
    record.after().ifPresent(spend -> putSpend(json.putObject("after"), spend));
    return CanonicalJson.bytes(json);
  }

  /**
   * The record of a line without its line feed.
   *
   * @throws MalformedJsonException if the line is not exactly what {@link #encode} writes
   */
  static LedgerRecord decode(byte[] line) {
    LedgerRecord record;
    try {
      record = read(JsonFields.of(CanonicalJson.parseStrict(line, MOST_LINE_BYTES, MOST_DEPTH)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new MalformedJsonException(String.valueOf(e.getMessage()), e);
    }
    if (!Arrays.equals(encode(record), line)) {
      throw new MalformedJsonException("the line is not in canonical form");
    }
    return record;
  }

  static String hash(byte[] line) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private static void putBody(ObjectNode json, LedgerRecord.Body body, int version) {
    if (body instanceof LedgerRecord.Open open) {
      json.put("type", "open");
      json.put("datasetId", open.population().datasetId());
      json.put("unit", open.population().unit());
      json.put("relation", open.population().relation().tag());
      json.put("nonce", open.nonce());
    } else if (body instanceof LedgerRecord.Granted granted) {
      json.put("type", "grant");
      json.put("epsilon", granted.filter().terms().epsilon());
      json.put("delta", granted.filter().terms().delta());
      json.put("deltaReserve", granted.filter().reserve());
      putNumbers(json.putArray("orders"), granted.filter().orders());
      putNumbers(json.putArray("weights"), granted.filter().weights());
      granted.details().owner().ifPresent(owner -> json.put("owner", owner));
      granted.details().purpose().ifPresent(purpose -> json.put("purpose", purpose));
      granted.details().expires().ifPresent(day -> json.put("expires", day.toString()));
    } else if (body instanceof LedgerRecord.RunStart start) {
      RunStartJson.put(json, start, version);
    } else if (body instanceof LedgerRecord.Charge charge) {
      json.put("type", "charge");
      json.put("runId", charge.runId());
      if (version == LedgerRecord.ONE_PART_VERSION) {
        json.put("steps", charge.count());
        json.put("stepsCharged", charge.charged());
      } else {
        json.put("part", charge.part());
        json.put("count", charge.count());
        json.put("charged", charge.charged());
      }
    } else if (body instanceof LedgerRecord.RunResume resume) {
      json.put("type", "run-resume");
      json.put("runId", resume.runId());
      json.put(left(version), resume.chargesLeft());
    } else if (body instanceof LedgerRecord.RunEnd end) {
      json.put("type", "run-end");
      json.put("runId", end.runId());
      json.put("status", end.status().tag());
    } else {
      json.put("type", "witness-renewed");
    }
  }

  private static void putSpend(ObjectNode json, LedgerRecord.Spend spend) {
    json.put("epsilonSpent", spend.epsilonSpent());
    json.put("deltaReserved", spend.deltaReserved());
    putNumbers(json.putArray("rdp"), spend.rdp());
  }

  static void putNumbers(ArrayNode array, List<Double> numbers) {
    numbers.forEach(array::add);
  }

  private static LedgerRecord read(JsonFields fields) {
    long version = fields.integer("v");
    if (version < LedgerRecord.ONE_PART_VERSION || version > LedgerRecord.VERSION) {
      throw new MalformedJsonException(
          "unknown ledger version " + version + "; a newer lethe wrote it, use that one");
    }
    int form = (int) version;
    LedgerRecord record =
        new LedgerRecord(
            form,
            fields.integer("index"),
            fields.text("prev"),
            Instant.parse(fields.text("time")),
            body(fields.text("type"), fields, form),
            fields.has("after") ? Optional.of(spend(fields.object("after"))) : Optional.empty());
    fields.finish();
    return record;
  }

  private static LedgerRecord.Spend spend(JsonNode json) {
    JsonFields fields = JsonFields.of(json);
    LedgerRecord.Spend spend =
        new LedgerRecord.Spend(
            fields.number("epsilonSpent"), fields.number("deltaReserved"), fields.numbers("rdp"));
    fields.finish();
    return spend;
  }

  private static LedgerRecord.Body body(String type, JsonFields fields, int version) {
    return switch (type) {
      case "open" ->
          new LedgerRecord.Open(
              new Population(
                  fields.text("datasetId"), fields.text("unit"), relation(fields.text("relation"))),
              fields.text("nonce"));
      case "grant" ->
          new LedgerRecord.Granted(
              new GrantFilter(
                  new GrantTerms(fields.number("epsilon"), fields.number("delta")),
                  fields.numbers("orders"),
                  fields.numbers("weights"),
                  fields.number("deltaReserve")),
              new GrantDetails(
                  fields.optionalText("owner"),
                  fields.optionalText("purpose"),
                  fields.optionalText("expires").map(LocalDate::parse)));
      case "run-start" -> RunStartJson.read(fields, version);
      case "charge" -> charge(fields, version);
      case "run-resume" ->
          new LedgerRecord.RunResume(fields.text("runId"), fields.integer(left(version)));
      case "run-end" ->
          new LedgerRecord.RunEnd(fields.text("runId"), status(fields.text("status")));
      case "witness-renewed" -> new LedgerRecord.WitnessRenewed();
      default -> throw new MalformedJsonException("unknown record type '" + type + "'");
    };
  }

  private static LedgerRecord.Charge charge(JsonFields fields, int version) {
    return version == LedgerRecord.ONE_PART_VERSION
        ? new LedgerRecord.Charge(
            fields.text("runId"),
            RunStartJson.ONLY_PART,
            fields.integer("steps"),
            fields.integer("stepsCharged"))
        : new LedgerRecord.Charge(
            fields.text("runId"),
            fields.text("part"),
            fields.integer("count"),
            fields.integer("charged"));
  }

  private static String left(int version) {
    return version == LedgerRecord.ONE_PART_VERSION ? "stepsLeft" : "chargesLeft";
  }

  private static NeighbouringRelation relation(String tag) {
    return NeighbouringRelation.fromTag(tag)
        .orElseThrow(() -> new MalformedJsonException("unknown relation '" + tag + "'"));
  }

  private static RunStatus status(String tag) {
    return RunStatus.fromTag(tag)
        .orElseThrow(() -> new MalformedJsonException("unknown run status '" + tag + "'"));
  }
}
