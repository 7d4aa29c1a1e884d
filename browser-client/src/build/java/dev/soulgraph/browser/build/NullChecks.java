package dev.soulgraph.browser.build;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes TeaVM's checks for null out of a script. JavaScript itself refuses fields and methods of
 * null, as Wasm does. TeaVM can leave them out only together with the checks of indexes and casts,
 * which are needed.
 */
final class NullChecks {
  private static final Pattern CHECK =
      Pattern.compile(
          "([\\w$]+)=val=>\\{if\\(val===null\\)\\{[\\w$]+\\([\\w$]+\\(\\)\\);\\}return val;\\}");

  private NullChecks() {}

  /**
   * The script with a check that esbuild finds to do nothing, and leaves out wherever it is called.
   * What would be given to itself then goes, too.
   */
  static String without(String script) throws IOException {
    Matcher check = CHECK.matcher(script);
    if (!check.find()) {
      throw new IOException("TeaVM's check for null looks otherwise than is known here");
    }
    String name = check.group(1);
    String unchecked =
        script.substring(0, check.start(1)) + "$unchecked=0" + script.substring(check.end());
    String itself = "(?<![\\w$.])([\\w$]+)=" + Pattern.quote(name) + "\\(\\1\\);";
    return unchecked.replaceAll(itself, ";") + "\nfunction " + name + "(val){return val}\n";
  }
}
