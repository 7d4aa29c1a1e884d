package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a local's values locals of their own, as far as nothing reads more than one of them. A
 * value is told by the number of the instruction that sets it, after those with which the locals
 * begin.
 */
final class Webs {
  private final Function function;
  private final List<Instruction> body;
  private final int count;

  /** The values that may be there before each instruction. */
  private final BitSet[] before;

  /** For each value one that something reads as well as it, or itself. */
  private final int[] linked;

  private Webs(Function function) {
    this.function = function;
    this.body = function.body();
    this.count = function.parameters().size() + function.locals().size();
    this.before = new BitSet[body.size() + 1];
    this.linked = new int[count + body.size()];
    Arrays.setAll(before, i -> new BitSet());
    Arrays.setAll(linked, i -> i);
  }

  static Function split(Function function) {
    var webs = new Webs(function);
    webs.flow();
    return webs.split();
  }

  private void flow() {
    int[][] next = Liveness.successors(body);
    BitSet[] valuesOf = new BitSet[count];
    for (int local = 0; local < count; local++) {
      valuesOf[local] = new BitSet();
      valuesOf[local].set(local);
    }
    for (int i = 0; i < body.size(); i++) {
      if (sets(i)) {
        valuesOf[body.get(i).index()].set(count + i);
      }
    }
    before[0].set(0, count);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < body.size(); i++) {
        var after = (BitSet) before[i].clone();
        if (sets(i)) {
          after.andNot(valuesOf[body.get(i).index()]);
          after.set(count + i);
        }
        for (int successor : next[i]) {
          int known = before[successor].cardinality();
          before[successor].or(after);
          changed |= before[successor].cardinality() > known;
        }
      }
    }
    for (int i = 0; i < body.size(); i++) {
      if (body.get(i).opcode() == Instruction.LOCAL_GET) {
        var read = (BitSet) valuesOf[body.get(i).index()].clone();
        read.and(before[i]);
        int first = read.nextSetBit(0);
        read.stream().forEach(value -> linked[find(value)] = find(first));
      }
    }
  }

  private boolean sets(int i) {
    return body.get(i).isLocal() && body.get(i).opcode() != Instruction.LOCAL_GET;
  }

  private int find(int value) {
    int found = value;
    while (linked[found] != found) {
      found = linked[found];
    }
    return found;
  }

  private Function split() {
    Map<Integer, Integer> localOf = new HashMap<>();
    for (int local = 0; local < count; local++) {
      localOf.put(find(local), local);
    }
    List<String> locals = new ArrayList<>(function.locals());
    List<Instruction> split = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      Instruction each = body.get(i);
      if (!each.isLocal() || isNeverNull(each.index())) {
        split.add(each);
        continue;
      }
      int value = sets(i) ? count + i : valueRead(i, each.index());
      int local = each.index();
      int own =
          value < 0
              ? local
              : localOf.computeIfAbsent(
                  find(value),
                  key -> {
                    locals.add(typeOf(local));
                    return function.parameters().size() + locals.size() - 1;
                  });
      split.add(each.withIndex(own));
    }
    return new Function(function.type(), function.parameters(), locals, split);
  }

  /** One of those that may be there, or −1 where nothing comes. */
  private int valueRead(int i, int local) {
    return before[i].stream()
        .filter(value -> value < count ? value == local : body.get(value - count).index() == local)
        .findFirst()
        .orElse(-1);
  }

  /** Such a one must have been set in a block that is open where it is read. */
  private boolean isNeverNull(int local) {
    return local >= function.parameters().size() && typeOf(local).startsWith("64");
  }

  private String typeOf(int local) {
    int parameters = function.parameters().size();
    return local < parameters
        ? function.parameters().get(local)
        : function.locals().get(local - parameters);
  }
}
