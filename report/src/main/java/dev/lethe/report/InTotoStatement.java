package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;

/**
 * The signed payload: an in-toto statement v1 whose subjects are the model, if there is one, and
 * the spec that its predicate names, and whose bytes are canonical JSON.
 */
final class InTotoStatement {
  /** DSSE payload type of in-toto statements. */
  static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final int MOST_DEPTH = 64;

  private InTotoStatement() {}

  static byte[] bytes(EpsilonStatement statement) {
    return CanonicalJson.bytes(json(statement));
  }

  static EpsilonStatement parse(byte[] payload) {
    JsonNode json;
    try {
      json = CanonicalJson.parseStrict(payload, SignedReport.MAX_BYTES, MOST_DEPTH);
    } catch (MalformedJsonException e) {
      throw new MalformedReportException("the statement is not strict JSON: " + e.getMessage(), e);
    }
    JsonNode predicate = json.get("predicate");
    if (predicate == null) {
      throw new MalformedReportException("the statement lacks the member 'predicate'");
    }
    EpsilonStatement statement = EpsilonStatement.fromJson(predicate);
    // One statement has one byte string: type, subjects, order and spelling are all compared.
    if (!java.util.Arrays.equals(bytes(statement), payload)) {
      throw new MalformedReportException(
          "the statement is not the canonical in-toto statement of its predicate: _type,"
              + " predicateType or subject differ from what the predicate says, or its JSON is not"
              + " canonical");
    }
    return statement;
  }

  private static ObjectNode json(EpsilonStatement statement) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("_type", TYPE);
    var subjects = node.putArray("subject");
    statement.model().ifPresent(m -> subjects.add(subject("model", m.manifestSha256())));
    subjects.add(subject("spec", statement.spec().sha256()));
    node.put("predicateType", EpsilonStatement.PREDICATE_TYPE);
    node.set("predicate", statement.toJson());
    return node;
  }

  private static ObjectNode subject(String name, String sha256) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name);
    node.putObject("digest").put("sha256", sha256);
    return node;
  }
}
