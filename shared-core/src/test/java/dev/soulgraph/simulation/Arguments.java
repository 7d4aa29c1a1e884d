package dev.soulgraph.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A command line, read strictly: nothing that is given goes unheard. */
final class Arguments {
  /** What is given can't be done; the message says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  private static final List<String> WITH_VALUE =
      List.of("--seed", "--minutes", "--from", "--seeds", "--only", "--frames", "--store");
  private static final List<String> ALONE = List.of("--trace", "--mutations", "--help", "-h");

  private final Map<String, String> given = new TreeMap<>();

  Arguments(String[] args) throws Refused {
    for (int i = 0; i < args.length; i++) {
      String name = args[i];
      String value = "";
      if (WITH_VALUE.contains(name)) {
        if (i + 1 == args.length || args[i + 1].startsWith("--")) {
          throw new Refused(name + " wants a value.");
        }
        value = args[++i];
      } else if (!ALONE.contains(name)) {
        throw new Refused("Unknown argument: " + name);
      }
      if (given.put(name, value) != null) {
        throw new Refused(name + " is given twice.");
      }
    }
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  String text(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  /** Refuses all that means nothing beside the first of these, which is given. */
  void allow(String... names) throws Refused {
    List<String> allowed = List.of(names);
    for (String name : given.keySet()) {
      if (!allowed.contains(name)) {
        throw new Refused(name + " means nothing with " + names[0] + ".");
      }
    }
  }

  long number(String name, long least, long most, long otherwise) throws Refused {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Refused(name + " is a whole number from " + least + " to " + most + ", not: " + text);
  }

  /** Of a plan's steps those that are named as {@code 3,7-9}; all, where none are. */
  List<Step> steps(List<Step> all) throws Refused {
    String text = given.get("--only");
    if (text == null) {
      return all;
    }
    Set<Integer> numbers = new TreeSet<>();
    for (String range : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      addRange(range, all.size(), numbers);
    }
    List<Step> some = new ArrayList<>(all);
    some.removeIf(step -> !numbers.contains(step.number()));
    return some;
  }

  private static void addRange(String range, int last, Set<Integer> numbers) throws Refused {
    if (!range.matches("[0-9]{1,9}(-[0-9]{1,9})?")) {
      throw new Refused("--only names steps, as 3,7-9, not: " + range);
    }
    int dash = range.indexOf('-');
    int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
    int to = Integer.parseInt(range.substring(dash + 1));
    if (from < 1 || to < from || to > last) {
      throw new Refused("--only names steps from 1 to " + last + ", not: " + range);
    }
    for (int number = from; number <= to; number++) {
      if (!numbers.add(number)) {
        throw new Refused("--only names step " + number + " twice.");
      }
    }
  }

  /** Steps as {@link #steps} reads them. */
  static String ranges(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      int first = i;
      while (i + 1 < steps.size() && steps.get(i + 1).number() == steps.get(i).number() + 1) {
        i++;
      }
      text.append(text.length() == 0 ? "" : ",").append(steps.get(first).number());
      if (i > first) {
        text.append('-').append(steps.get(i).number());
      }
    }
    return text.toString();
  }
}
