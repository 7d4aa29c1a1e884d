package dev.soulgraph.browser.build;

import java.util.regex.Pattern;

/** Says shorter what TeaVM's scripts say, where esbuild can't know that it is the same. */
final class Shorter {
  private static final String ITSELF = "([A-Za-z_$][\\w$]*)=\\1";

  /** Its value is passed over, for something follows. */
  private static final Pattern FOLLOWED = Pattern.compile("(?<=[,;{}(])" + ITSELF + ",");

  /** A statement of its own. */
  private static final Pattern ALONE = Pattern.compile("(?<=[{}])" + ITSELF + ";");

  /** Fields of one object that begin with 0, one after the other. */
  private static final Pattern ZEROS =
      Pattern.compile("(?<=[,;{(])((\\w+)\\.\\w+=)0,(?=\\2\\.\\w+=0[,;})])");

  private Shorter() {}

  static String script(String minified) {
    String less = ZEROS.matcher(withoutSelfAssignments(minified)).replaceAll("$1");
    // What is compared is of one type: two numbers, two references or two texts.
    return less.replace("===", "==").replace("!==", "!=");
  }

  /** TeaVM leaves one where Java casts or unboxes. */
  private static String withoutSelfAssignments(String script) {
    String less = script;
    String before;
    do {
      before = less;
      less = ALONE.matcher(FOLLOWED.matcher(less).replaceAll("")).replaceAll("");
    } while (!less.equals(before));
    return less;
  }
}
