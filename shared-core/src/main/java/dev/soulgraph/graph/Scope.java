package dev.soulgraph.graph;

import java.util.ArrayList;
import java.util.List;

/** A part of the graph that a reader follows: everything, a space, a prefix, or one soul. */
public record Scope(Kind kind, String name) {
  /** The order is the wire's numbering. */
  public enum Kind {
    ALL,
    SPACE,
    PREFIX,
    SOUL
  }

  public static final Scope ALL = new Scope(Kind.ALL, "");

  /**
   * @throws SoulgraphException {@code scope-invalid}
   */
  public Scope {
    if (kind == Kind.ALL ? !name.isEmpty() : !lawful(kind, name)) {
      throw new SoulgraphException(
          Code.SCOPE_INVALID,
          "a scope is all, a space, a prefix of whole segments or a soul",
          name);
    }
  }

  public static Scope soul(Soul soul) {
    return new Scope(Kind.SOUL, soul.text());
  }

  public static Scope prefix(String prefix) {
    return new Scope(Kind.PREFIX, prefix);
  }

  private static boolean lawful(Kind kind, String name) {
    try {
      Soul soul = Soul.of(name);
      return kind != Kind.SPACE || soul.firstSegment().length() == name.length();
    } catch (SoulgraphException e) {
      return false;
    }
  }

  public boolean covers(Soul soul) {
    return covers(soul.text());
  }

  /**
   * @param soul a lawful one
   */
  public boolean covers(String soul) {
    return switch (kind) {
      case ALL -> true;
      case SPACE, PREFIX -> Soul.isUnder(soul, name);
      case SOUL -> soul.equals(name);
    };
  }

  /** Whether everything that {@code other} covers is covered by this. */
  public boolean contains(Scope other) {
    if (kind == Kind.ALL) {
      return true;
    }
    if (other.kind == Kind.ALL) {
      return false;
    }
    if (kind == Kind.SOUL) {
      return other.kind == Kind.SOUL && other.name.equals(name);
    }
    return Soul.of(other.name).isUnder(name);
  }

  /** The other scopes that contain this one: one for each segment, and all. */
  public List<Scope> wider() {
    List<Scope> wider = new ArrayList<>();
    if (kind == Kind.ALL) {
      return wider;
    }
    wider.add(ALL);
    if (kind != Kind.PREFIX) {
      wider.add(prefix(name));
    }
    for (int end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      wider.add(prefix(name.substring(0, end)));
    }
    return wider;
  }

  /** One word for logs and for stores: the kind's number, a colon, the name. */
  public String text() {
    return kind.ordinal() + ":" + name;
  }
}
