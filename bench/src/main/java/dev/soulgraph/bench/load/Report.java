package dev.soulgraph.bench.load;

import java.util.Locale;

/** Figures as they come, and whether they are what is asked for. */
final class Report {
  private boolean failed;

  void figure(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "  %-62s %12s %s%n", name, number(value), unit);
  }

  /** What must not be less. */
  void atLeast(String name, double value, double bound, String unit) {
    judge(value >= bound, name, value, "at least", bound, unit);
  }

  void atMost(String name, double value, double bound, String unit) {
    judge(value <= bound, name, value, "at most", bound, unit);
  }

  private void judge(
      boolean holds, String name, double value, String sense, double bound, String unit) {
    failed |= !holds;
    System.out.printf(
        Locale.ROOT,
        "%s %-60s %12s %s, %s %s%n",
        holds ? "PASS" : "FAIL",
        name,
        number(value),
        unit,
        sense,
        number(bound));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
  }

  boolean failed() {
    return failed;
  }
}
