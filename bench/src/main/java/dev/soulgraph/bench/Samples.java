package dev.soulgraph.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times of one thing, in milliseconds. */
final class Samples {
  private double[] ms = new double[0];

  void add(double one) {
    ms = Arrays.copyOf(ms, ms.length + 1);
    ms[ms.length - 1] = one;
  }

  /** The sample below which the given part of all lie. */
  double quantile(double part) {
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    return sorted[(int) (part * (sorted.length - 1))];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %7.1f ms, quarter %7.1f, least %7.1f, of %d",
        quantile(0.5),
        quantile(0.25),
        quantile(0),
        ms.length);
  }
}
