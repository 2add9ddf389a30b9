package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.TradeOffCurve;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Prints a trade-off curve at a few type I errors; no printed beta is above the proven one. */
final class TradeOffTable {
  private static final double[] ALPHAS = {
    0.0001, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9
  };
  private static final MathContext DOWN = new MathContext(5, RoundingMode.DOWN);

  private TradeOffTable() {}

  static void print(TradeOffCurve curve, PrintWriter out) {
    out.printf("%-8s %s%n", "alpha", "beta at least");
    for (double alpha : ALPHAS) {
      String beta = new BigDecimal(curve.beta(alpha)).round(DOWN).stripTrailingZeros().toString();
      out.printf(Locale.ROOT, "%-8s %s%n", BigDecimal.valueOf(alpha).toPlainString(), beta);
    }
  }

  static void json(TradeOffCurve curve, ArrayNode rows) {
    for (double alpha : ALPHAS) {
      ObjectNode row = rows.addObject().put("alpha", alpha).put("beta", curve.beta(alpha));
      EpsilonCommand.putNumber(row, "atMost", curve.betaAtMost(alpha).orElse(Double.NaN));
    }
  }
}
