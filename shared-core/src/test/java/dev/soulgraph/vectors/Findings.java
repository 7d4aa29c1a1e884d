package dev.soulgraph.vectors;

/** What the code found, line by line: the same on every platform, and as listed or the run ends. */
final class Findings {
  private final StringBuilder text = new StringBuilder();

  /** A field of the case is what the code makes. */
  void same(Case each, String field, String found) {
    same(each.text(field), found, each);
  }

  /** The code makes the whole case anew. */
  void sameFields(Case each, Case found) {
    same(each.fields(), found.fields(), each);
  }

  void same(Object listed, Object found, Case each) {
    if (!listed.equals(found)) {
      throw new IllegalStateException(each + ": listed " + listed + ", found " + found);
    }
    text.append(each).append(' ').append(found).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
