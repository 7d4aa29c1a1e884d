package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Which locals' values may still be read, at every instruction of a function. Backwards over all
 * ways that execution can take; whatever lies in a {@code try_table} may go to its handlers.
 */
final class Liveness {
  private final List<Instruction> body;
  private final int[][] next;
  private final BitSet[] before;

  Liveness(List<Instruction> body) {
    this.body = body;
    this.next = successors(body);
    this.before = new BitSet[body.size() + 1];
    for (int i = 0; i < before.length; i++) {
      before[i] = new BitSet();
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = body.size() - 1; i >= 0; i--) {
        changed |= update(i);
      }
    }
  }

  /** The locals that may be read before they are written again, once this instruction is done. */
  BitSet after(int instruction) {
    var live = new BitSet();
    for (int successor : next[instruction]) {
      live.or(before[successor]);
    }
    return live;
  }

  BitSet before(int instruction) {
    return before[instruction];
  }

  private boolean update(int i) {
    BitSet live = after(i);
    Instruction instruction = body.get(i);
    switch (instruction.opcode()) {
      case Instruction.LOCAL_GET -> live.set(instruction.index());
      case Instruction.LOCAL_SET, Instruction.LOCAL_TEE -> live.clear(instruction.index());
      default -> {}
    }
    if (live.equals(before[i])) {
      return false;
    }
    before[i] = live;
    return true;
  }

  /** A block that is open: where a branch to it goes, and where its handlers are. */
  private record Open(int target, int[] handlers) {}

  static int[][] successors(List<Instruction> body) {
    int[] ends = ends(body);
    var next = new int[body.size()][];
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(body.size(), new int[0]));
    for (int i = 0; i < next.length; i++) {
      Instruction instruction = body.get(i);
      List<Integer> all = new ArrayList<>();
      if (!instruction.neverGoesOn()) {
        all.add(instruction.opcode() == Instruction.ELSE ? ends[i] : i + 1);
      }
      if (instruction.opcode() == Instruction.IF) {
        all.add(body.get(ends[i]).opcode() == Instruction.ELSE ? ends[i] + 1 : ends[i]);
      }
      List<Open> outwards = List.copyOf(open);
      int[] targets = new int[instruction.labels().length];
      for (int k = 0; k < targets.length; k++) {
        targets[k] = outwards.get(instruction.labels()[k]).target;
        all.add(targets[k]);
      }
      for (Open each : outwards) {
        for (int handler : each.handlers) {
          all.add(handler);
        }
      }
      next[i] = all.stream().distinct().mapToInt(Integer::intValue).toArray();
      if (instruction.opensBlock()) {
        boolean guards = instruction.opcode() == Instruction.TRY_TABLE;
        int target = instruction.opcode() == Instruction.LOOP ? i : lastEnd(body, ends, i);
        open.push(new Open(target, guards ? targets : new int[0]));
      } else if (instruction.opcode() == Instruction.END) {
        open.pop();
      }
    }
    return next;
  }

  private static int lastEnd(List<Instruction> body, int[] ends, int opening) {
    int end = ends[opening];
    return body.get(end).opcode() == Instruction.ELSE ? ends[end] : end;
  }

  /** For what opens a block its else or end, for an else its end. */
  private static int[] ends(List<Instruction> body) {
    var ends = new int[body.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < ends.length; i++) {
      Instruction instruction = body.get(i);
      boolean closes = instruction.opcode() == Instruction.END;
      boolean turns = instruction.opcode() == Instruction.ELSE;
      if ((closes || turns) && !open.isEmpty()) {
        ends[open.pop()] = i;
      }
      if (turns || instruction.opensBlock()) {
        open.push(i);
      }
    }
    return ends;
  }
}
