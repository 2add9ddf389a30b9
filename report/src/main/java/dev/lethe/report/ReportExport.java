package dev.lethe.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a report says, in plain forms for other programs; the copies carry no signature and prove
 * nothing.
 */
public final class ReportExport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportExport() {}

  /** The predicate as indented JSON. */
  public static String json(EpsilonStatement statement) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(statement.toJson()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /** The Renyi curve as CSV with the header {@code order,divergence}. */
  public static String curveCsv(EpsilonStatement statement) {
    AccountingFacts.Curve curve = statement.accounting().curve();
    StringBuilder csv = new StringBuilder("order,divergence\n");
    for (int i = 0; i < curve.orders().size(); i++) {
      csv.append(curve.orders().get(i)).append(',').append(curve.divergences().get(i)).append('\n');
    }
    return csv.toString();
  }

  /** The embedded ledger range, one record a line. */
  public static String ledgerLines(EpsilonStatement statement) {
    return String.join("\n", statement.ledger()) + "\n";
  }
}
