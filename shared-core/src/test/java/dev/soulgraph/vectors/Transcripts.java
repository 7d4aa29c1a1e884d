package dev.soulgraph.vectors;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.conformance.Cases;

/** What all shared cases and all golden vectors leave behind, for a JVM to print. */
public final class Transcripts {
  private Transcripts() {}

  static String all() {
    StringBuilder all = new StringBuilder();
    for (String name : Cases.names()) {
      all.append("== case ").append(name).append('\n').append(Cases.run(name));
    }
    for (String name : Vectors.names()) {
      String found = Vectors.run(name, Vectors.stored(name));
      all.append("== vectors ").append(name).append('\n').append(found);
    }
    return all.toString();
  }

  /** Takes no arguments; prints UTF-8 whatever the platform's own encoding. */
  public static void main(String[] args) {
    byte[] bytes = Utf8.encode(all());
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
