package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.Grant;
import dev.lethe.privacy.ledger.GrantOdometer;
import dev.lethe.privacy.ledger.LedgerView;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/** A budget's figures, each with what is proven of it; docs/guarantees.md has the proofs. */
final class BudgetFigures {
  /** What kind of statement a figure is. */
  private enum Claim {
    GRANTED(
        "adaptive-bound",
        "proven: all that is ever released under this grant together, however each run was chosen"
            + " (Renyi filter)"),
    SPENT(
        "fixed-plan-bound",
        "what the filter has used; as a bound on the releases so far it is proven only if which"
            + " runs were made did not depend on earlier results"),
    LEFT(
        "allowance",
        "how far the spend may still go; not the epsilon that one further run may have"),
    ODOMETER(
        "odometer-bound",
        "proven: the releases so far, whenever and for whatever reason one stops here (Renyi"
            + " odometer); P(A) <= E[e^reading; A] + delta for every event A");

    private final String kind;
    private final String text;

    Claim(String kind, String text) {
      this.kind = kind;
      this.text = text;
    }
  }

  private final LedgerView view;
  private final Instant now;

  BudgetFigures(LedgerView view, Instant now) {
    this.view = view;
    this.now = now;
  }

  private Optional<Double> odometer() {
    return view.grant().flatMap(g -> GrantOdometer.of(g.filter()).read(view.divergences()));
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("datasetId", view.population().datasetId());
    node.put("unit", view.population().unit());
    node.put("relation", view.population().relation().tag());
    view.grant().ifPresent(g -> node.set("grant", toJson(g)));
    node.put("epsilonSpent", view.epsilonSpent());
    node.put("epsilonLeft", view.epsilonLeft());
    odometer().ifPresent(reading -> node.put("epsilonOdometer", reading));
    node.put("runs", view.runs().size());
    if (view.grant().isPresent()) {
      ObjectNode claims = node.putObject("claims");
      put(claims, "grant.epsilon", Claim.GRANTED);
      put(claims, "epsilonSpent", Claim.SPENT);
      put(claims, "epsilonLeft", Claim.LEFT);
      put(claims, "epsilonOdometer", Claim.ODOMETER);
    }
    ObjectNode ledger = node.putObject("ledger");
    ledger.put("records", view.records()).put("headHash", view.headHash());
    return node;
  }

  private ObjectNode toJson(Grant grant) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("epsilon", grant.terms().epsilon());
    node.put("delta", grant.terms().delta());
    node.put("grantedAt", grant.grantedAt().toString());
    grant.details().owner().ifPresent(owner -> node.put("owner", owner));
    grant.details().purpose().ifPresent(purpose -> node.put("purpose", purpose));
    grant.details().expires().ifPresent(day -> node.put("expires", day.toString()));
    node.put("expired", view.isExpiredAt(now));
    return node;
  }

  private static void put(ObjectNode claims, String figure, Claim claim) {
    claims.putObject(figure).put("kind", claim.kind).put("text", claim.text);
  }

  void print(PrintWriter out) {
    out.printf(
        "%s  unit %s, %s%n",
        view.population().datasetId(),
        view.population().unit(),
        view.population().relation().tag());
    if (view.grant().isEmpty()) {
      out.println(
          "no budget granted; grant one with: lethe budget grant " + view.population().datasetId());
      return;
    }
    Grant grant = view.grant().get();
    grant.details().owner().ifPresent(owner -> out.println("owner    " + owner));
    grant.details().purpose().ifPresent(purpose -> out.println("purpose  " + purpose));
    grant
        .details()
        .expires()
        .ifPresent(
            day ->
                out.println(
                    view.isExpiredAt(now)
                        ? "EXPIRED  after " + day + " (UTC): nothing more can be charged"
                        : "expires  after " + day + " (UTC)"));
    figure(
        out,
        "granted  epsilon %s at delta %s".formatted(grant.terms().epsilon(), grant.terms().delta()),
        Claim.GRANTED);
    figure(
        out,
        "spent    epsilon %s in %d runs"
            .formatted(Output.epsilon(view.epsilonSpent()), view.runs().size()),
        Claim.SPENT);
    figure(
        out,
        "left     epsilon %.4f".formatted(Math.floor(view.epsilonLeft() * 1e4) / 1e4),
        Claim.LEFT);
    odometer()
        .ifPresentOrElse(
            reading -> figure(out, "odometer epsilon " + Output.epsilon(reading), Claim.ODOMETER),
            () ->
                out.println(
                    "odometer beyond its last level: the granted epsilon is all that is proven"));
  }

  private static void figure(PrintWriter out, String figure, Claim claim) {
    out.println(figure);
    out.println("         (" + claim.text + ")");
  }
}
