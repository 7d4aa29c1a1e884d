package dev.soulgraph.browser.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens the tables of which TeaVM's scripts make their classes. Modifiers and enclosing classes
 * go, for nothing asks; methods that are inherited anyway, and those of interfaces; and classes
 * that nothing but the tables names.
 */
final class ClassTables {
  /** What makes the classes of a table; what it does with the parts of an entry that go. */
  private static final Pattern MAKER =
      Pattern.compile("([\\w$]+)=data=>\\{\\s*let\\s+packages=[\\w$]+;\\s*let\\s+i=0;");

  private static final Pattern UNUSED =
      Pattern.compile(
          "m\\s*\\.modifiers=data\\[i\\+\\+\\];.*?simpleName\\s*:\\s*null;\\s*\\}", Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("(?<![\\w$.])[A-Za-z_$][\\w$]*");

  private static final int COLUMNS = 8;
  private static final int INTERFACE = 0x200;
  private static final String NOTHING = "0";

  /**
   * @param called its name in Java, and the package's number if it has one
   * @param methods functions by the texts of their names
   */
  private record Entry(
      String name,
      String called,
      String parent,
      List<String> interfaces,
      String start,
      Map<String, String> methods) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Integer> named = new HashMap<>();

  private ClassTables() {}

  /**
   * @throws IOException if TeaVM makes other tables than are known here
   */
  static String shortened(String script) throws IOException {
    Matcher maker = MAKER.matcher(script);
    Matcher unused = UNUSED.matcher(script);
    if (!maker.find() || !unused.find(maker.end())) {
      throw new IOException("TeaVM's tables of classes look otherwise than is known here");
    }
    String made =
        script.substring(0, unused.start()) + "m.primitiveKind=0;" + script.substring(unused.end());
    return new ClassTables().shortened(made, maker.group(1) + "([");
  }

  private String shortened(String script, String call) {
    var rest = new StringBuilder();
    int from = 0;
    int place = -1;
    for (int at = script.indexOf(call); at >= 0; at = script.indexOf(call, from)) {
      rest.append(script, from, at);
      place = rest.length();
      var table = new Items(script, at + call.length());
      read(table.all());
      from = table.end() + "]);".length();
    }
    rest.append(script, from, script.length());
    Matcher names = NAME.matcher(rest);
    while (names.find()) {
      named.merge(names.group(), 1, Integer::sum);
    }
    Set<String> kept = kept();
    var table = new StringBuilder(call);
    for (Entry each : entries.values()) {
      if (kept.contains(each.name)) {
        write(each, kept, table);
      }
    }
    table.setLength(table.length() - 1);
    rest.insert(place, table.append("]);\n"));
    String less = rest.toString();
    for (Entry each : entries.values()) {
      if (!kept.contains(each.name)) {
        // esbuild leaves out a value that nothing reads, but no call.
        less =
            less.replaceAll(
                "(?<=[\\s,])" + Pattern.quote(each.name) + "=[\\w$]+\\([\\w$]*\\)(?=[,;])",
                Matcher.quoteReplacement(each.name + "=0"));
      }
    }
    return less;
  }

  private void read(List<String> items) {
    int at = 0;
    while (at < items.size()) {
      String name = items.get(at);
      String called = items.get(at + 1);
      if (!called.equals(NOTHING)) {
        at++;
        called += "," + items.get(at + 1);
      }
      String methods = items.get(at + 7);
      boolean inherited = (Integer.parseInt(items.get(at + 4)) & INTERFACE) != 0;
      Map<String, String> byName = new LinkedHashMap<>();
      if (!methods.equals(NOTHING) && !inherited) {
        List<String> parts = new Items(methods, 1).all();
        for (int i = 0; i < parts.size(); i += 2) {
          byName.put(parts.get(i), parts.get(i + 1));
        }
      }
      entries.put(
          name,
          new Entry(
              name,
              called,
              items.get(at + 2),
              new Items(items.get(at + 3), 1).all(),
              items.get(at + 6),
              byName));
      at += COLUMNS;
    }
  }

  /** Those that the script names besides making them, and what these extend. */
  private Set<String> kept() {
    Set<String> kept = new HashSet<>();
    for (Entry each : entries.values()) {
      boolean needed = named.getOrDefault(each.name, 0) > 1;
      for (Entry next = needed ? each : null; next != null; next = entries.get(next.parent)) {
        kept.add(next.name);
      }
    }
    return kept;
  }

  private void write(Entry entry, Set<String> kept, StringBuilder out) {
    Set<String> interfaces = new LinkedHashSet<>();
    entry.interfaces.forEach(each -> addKept(each, kept, interfaces));
    List<String> methods = new ArrayList<>();
    entry.methods.forEach(
        (name, function) -> {
          if (!function.equals(inherited(entry.parent, name))) {
            methods.add(name + "," + function);
          }
        });
    out.append(entry.name).append(',').append(entry.called).append(',').append(entry.parent);
    out.append(",[").append(String.join(",", interfaces)).append("],").append(entry.start);
    out.append(',').append(methods.isEmpty() ? NOTHING : "[" + String.join(",", methods) + "]");
    out.append(',');
  }

  /** In place of one that goes, what it extends. */
  private void addKept(String name, Set<String> kept, Set<String> found) {
    Entry entry = entries.get(name);
    if (entry == null || kept.contains(name)) {
      found.add(name);
    } else {
      entry.interfaces.forEach(each -> addKept(each, kept, found));
    }
  }

  private String inherited(String parent, String method) {
    for (Entry next = entries.get(parent); next != null; next = entries.get(next.parent)) {
      String function = next.methods.get(method);
      if (function != null) {
        return function;
      }
    }
    return NOTHING;
  }

  /** What stands between commas, up to the bracket that was opened before. */
  private static final class Items {
    private final String script;
    private int at;

    Items(String script, int start) {
      this.script = script;
      this.at = start;
    }

    List<String> all() {
      List<String> items = new ArrayList<>();
      var item = new StringBuilder();
      int depth = 0;
      boolean text = false;
      for (; ; at++) {
        char next = script.charAt(at);
        if (text) {
          text = next != '"';
        } else if (next == '"') {
          text = true;
        } else if (depth == 0 && (next == ',' || next == ']')) {
          if (!item.isEmpty()) {
            items.add(item.toString());
          }
          item.setLength(0);
          if (next == ']') {
            return items;
          }
          continue;
        } else if ("([{".indexOf(next) >= 0) {
          depth++;
        } else if (")]}".indexOf(next) >= 0) {
          depth--;
        } else if (Character.isWhitespace(next)) {
          continue;
        }
        item.append(next);
      }
    }

    int end() {
      return at;
    }
  }
}
