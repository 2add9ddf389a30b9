package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.EventJson;
import java.util.ArrayList;
import java.util.List;

/** How a run's start is written: with its parts, or as version 1 did, which knew training only. */
final class RunStartJson {
  /** What all that version 1 charged is called now. */
  static final String ONLY_PART = "training";

  private RunStartJson() {}

  static void put(ObjectNode json, LedgerRecord.RunStart start, int version) {
    json.put("type", "run-start");
    json.put("runId", start.terms().runId());
    json.put("planDigest", start.terms().planDigest());
    json.put("deltaReserved", start.terms().deltaReserved());
    json.put("grantHash", start.grantHash());
    json.put("accountant", start.accountant());
    if (version == LedgerRecord.ONE_PART_VERSION) {
      RunPart part = start.terms().parts().get(0);
      json.set("stepEvent", EventJson.toJson(part.event()));
      json.put("plannedSteps", part.count());
      LedgerCodec.putNumbers(json.putArray("stepRdp"), start.costs().get(0).rdp());
      return;
    }
    ArrayNode parts = json.putArray("parts");
    for (int i = 0; i < start.costs().size(); i++) {
      put(parts.addObject(), start.terms().parts().get(i), start.costs().get(i));
    }
  }

  private static void put(ObjectNode json, RunPart part, PartPricing.Cost cost) {
    json.put("name", part.name());
    json.set("event", EventJson.toJson(part.event()));
    json.put("count", part.count());
    json.put("failureDelta", cost.failureDelta());
    LedgerCodec.putNumbers(json.putArray("rdp"), cost.rdp());
  }

  static LedgerRecord.RunStart read(JsonFields fields, int version) {
    List<RunPart> parts = new ArrayList<>();
    List<PartPricing.Cost> costs = new ArrayList<>();
    if (version == LedgerRecord.ONE_PART_VERSION) {
      parts.add(
          new RunPart(
              ONLY_PART,
              EventJson.fromJson(fields.object("stepEvent")),
              fields.integer("plannedSteps")));
      costs.add(new PartPricing.Cost(fields.numbers("stepRdp"), 0));
    } else {
      for (JsonNode element : fields.array("parts")) {
        JsonFields part = JsonFields.of(element);
        parts.add(
            new RunPart(
                part.text("name"),
                EventJson.fromJson(part.object("event")),
                part.integer("count")));
        costs.add(new PartPricing.Cost(part.numbers("rdp"), part.number("failureDelta")));
        part.finish();
      }
    }
    RunTerms terms =
        new RunTerms(
            fields.text("runId"), fields.text("planDigest"), parts, fields.number("deltaReserved"));
    return new LedgerRecord.RunStart(
        terms, fields.text("grantHash"), costs, fields.text("accountant"));
  }
}
