package dev.soulgraph.browser.build;

import java.util.regex.Pattern;

/**
 * Takes assignments of variables to themselves out of a minified script: TeaVM leaves one where
 * Java casts or unboxes, and esbuild leaves them alone.
 */
final class SelfAssignments {
  private static final String ITSELF = "([A-Za-z_$][\\w$]*)=\\1";

  /** Its value is passed over, for something follows. */
  private static final Pattern FOLLOWED = Pattern.compile("(?<=[,;{}(])" + ITSELF + ",");

  /** A statement of its own. */
  private static final Pattern ALONE = Pattern.compile("(?<=[{}])" + ITSELF + ";");

  private SelfAssignments() {}

  static String without(String script) {
    String less = script;
    String before;
    do {
      before = less;
      less = ALONE.matcher(FOLLOWED.matcher(less).replaceAll("")).replaceAll("");
    } while (!less.equals(before));
    return less;
  }
}
