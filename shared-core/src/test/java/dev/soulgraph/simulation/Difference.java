package dev.soulgraph.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** In few words how two maps differ. */
final class Difference {
  private static final int SHOWN = 4;

  private Difference() {}

  static String of(Map<String, String> here, Map<String, String> there) {
    List<String> all = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    for (String name : names) {
      String one = here.getOrDefault(name, "nothing");
      String other = there.getOrDefault(name, "nothing");
      if (!one.equals(other)) {
        all.add(readable(name) + ": " + shortened(one) + " / " + shortened(other));
      }
    }
    String more = all.size() > SHOWN ? ", and " + (all.size() - SHOWN) + " more" : "";
    return String.join(", ", all.subList(0, Math.min(SHOWN, all.size()))) + more;
  }

  private static String readable(String name) {
    return name.replace('\n', ' ').replace("\0", "(erase)").replace("\1", "(erase below)");
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
