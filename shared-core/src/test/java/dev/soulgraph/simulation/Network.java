package dev.soulgraph.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All ways between machines, and what is connected now. */
final class Network {
  private final Timeline timeline;
  private final Trace trace;
  private final long seed;
  private final Map<String, Path> paths = new TreeMap<>();
  private final Map<String, Integer> made = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();

  Network(Timeline timeline, Trace trace, long seed) {
    this.timeline = timeline;
    this.trace = trace;
    this.seed = seed;
  }

  Path path(String from, String to) {
    return paths.computeIfAbsent(from + ">" + to, name -> new Path(timeline, from, to));
  }

  /**
   * @param from a machine, or a process on it: what follows a colon doesn't matter to the way
   */
  Link link(String from, String to) {
    String machine = from.indexOf(':') < 0 ? from : from.substring(0, from.indexOf(':'));
    int ordinal = made.merge(from + ">" + to, 1, Integer::sum);
    Link link =
        new Link(
            timeline,
            trace,
            path(machine, to),
            path(to, machine),
            from,
            to,
            Chance.dice(seed, "link " + from + ">" + to + " " + ordinal));
    links.removeIf(each -> !each.isOpen());
    links.add(link);
    if (link.isSevered()) {
      timeline.after(0, link::cut);
    }
    return link;
  }

  List<Link> open() {
    links.removeIf(each -> !each.isOpen());
    return List.copyOf(links);
  }

  void mend() {
    paths.values().forEach(Path::mend);
  }

  /** Ends what leads where there is no way any more. */
  void cutSevered() {
    open().stream().filter(Link::isSevered).forEach(Link::cut);
  }

  void cutAll() {
    open().forEach(Link::cut);
  }
}
