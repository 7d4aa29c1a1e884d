package dev.soulgraph.reconcile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.soulgraph.graph.Hash;
import dev.soulgraph.graph.Hex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of reconciliations by lines, as the harnesses in the reference's {@code test/} speak
 * them: {@code item,STATE,ID}, {@code seal}, {@code initiate}, {@code msg,HEX}; answered with
 * {@code msg,HEX}, {@code have,ID}, {@code need,ID}, {@code done}. Two lines more: {@code
 * begin,LIMIT} starts afresh under a frame limit, {@code check,HEX} begins with the check.
 */
public final class Harness implements Findings {
  private final PrintStream out;
  private int frameMaxBytes;
  private final List<Item> items = new ArrayList<>();
  private Items sealed = new SortedItems(new Item[0]);
  private @Nullable Initiator initiator;

  private Harness(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, false, US_ASCII);
    Harness harness = new Harness(out);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      harness.take(line.split(",", -1));
      out.flush();
    }
  }

  private void take(String[] words) {
    switch (words[0]) {
      case "begin" -> {
        frameMaxBytes = Integer.parseInt(words[1]);
        items.clear();
        initiator = null;
      }
      case "item" -> items.add(new Item(Long.parseLong(words[1]), hash(words[2])));
      case "seal" -> sealed = new SortedItems(items.toArray(new Item[0]));
      case "initiate" -> {
        initiator = new Initiator(frameMaxBytes, this);
        say(initiator.initiate(sealed));
      }
      case "check" -> {
        initiator = new Initiator(frameMaxBytes, this);
        say(initiator.check(sealed, Hex.decode(words[1])));
      }
      case "msg" -> answer(Hex.decode(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static Hash hash(String hex) {
    return Hash.of(Hex.decode(hex), 0);
  }

  private void answer(byte[] message) {
    say(
        initiator == null
            ? Responder.respond(sealed, frameMaxBytes, message)
            : initiator.reconcile(sealed, message));
  }

  private void say(byte @Nullable [] message) {
    out.println(message == null ? "done" : "msg," + Hex.encode(message));
  }

  @Override
  public void have(Item item) {
    out.println("have," + item.id());
  }

  @Override
  public void need(Item from, Item to, List<Hash> ids) {
    ids.forEach(id -> out.println("need," + id));
  }
}
