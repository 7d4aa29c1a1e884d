package dev.soulgraph.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.soulgraph.graph.Change;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All parts run, once and small: whatever is lost on the way is an error, slowness is none. */
final class LoadTest {
  @Test
  void everyPartComesToItsEnd() throws IOException, InterruptedException {
    Load.run("a,b,c,d,e,f", Amounts.SMALL, List.of());
  }

  @Test
  void changesAreCountedWithoutDecodingThem() {
    Author author = new Author(1);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      changes.add(author.change("people/" + i, "name"));
    }
    Part part = author.seal(changes);
    boolean[] some = new boolean[300];
    some[3] = true;
    some[299] = true;
    Part two = part.only(some);
    List<Part> parts = two == null ? List.of() : List.of(part, two);
    List<String> told = new ArrayList<>();
    Scanner scanner = new Scanner();
    scanner.scan(FrameCodec.encode(new Frame.Changes(7, 1L << 40, true, parts)), telling(told));
    scanner.scan(FrameCodec.encode(new Frame.Level(7, 9)), telling(told));
    Frame.Ack ack = new Frame.Ack(70_000, List.of(new Frame.Verdicts(1, -1, "future")));
    scanner.scan(FrameCodec.encode(ack), telling(told));
    assertEquals(List.of("302 of 7 to 1099511627776", "level 7", "ack 70000"), told);
  }

  private static Scanner.Sink telling(List<String> told) {
    return new Scanner.Sink() {
      @Override
      public void changes(int scope, long number, int count) {
        told.add(count + " of " + scope + " to " + number);
      }

      @Override
      public void ack(int sequence) {
        told.add("ack " + sequence);
      }

      @Override
      public void level(int scope) {
        told.add("level " + scope);
      }

      @Override
      public void refused(byte[] frames) {
        told.add("refused");
      }
    };
  }
}
