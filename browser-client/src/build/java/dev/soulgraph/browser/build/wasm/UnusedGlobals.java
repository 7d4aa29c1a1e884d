package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Takes out the globals that nothing which can be called names, or only others of them. */
final class UnusedGlobals {
  private UnusedGlobals() {}

  static void remove(Program program) {
    var used = new BitSet();
    Deque<Integer> found = new ArrayDeque<>(program.namedGlobals());
    program.reached().stream().forEach(i -> add(program.functions.get(i).body(), found));
    while (!found.isEmpty()) {
      int global = found.remove();
      int own = global - program.importedGlobals;
      if (own >= 0 && !used.get(global)) {
        used.set(global);
        add(program.globals.get(own).initial(), found);
      }
    }
    program.orderGlobals(used.stream().boxed().toList());
  }

  private static void add(List<Instruction> body, Deque<Integer> globals) {
    body.stream().filter(Instruction::namesGlobal).forEach(each -> globals.add(each.index()));
  }
}
