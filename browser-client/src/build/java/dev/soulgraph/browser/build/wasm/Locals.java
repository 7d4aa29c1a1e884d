package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gives the locals of a function that are never needed at the same time one place, and takes out
 * the copying that this makes superfluous.
 */
final class Locals {
  private static final int GET = Instruction.LOCAL_GET;
  private static final int SET = Instruction.LOCAL_SET;
  private static final int TEE = Instruction.LOCAL_TEE;
  private static final int DROP = Instruction.DROP;

  /** References take more. */
  private static final int NUMBER_DIGITS = 2;

  private final int parameters;

  /** For each local those that it is copied to or from. */
  private final Map<Integer, BitSet> copies = new HashMap<>();

  private List<String> types;
  private List<Instruction> body;

  Locals(List<String> parameters, List<String> locals, List<Instruction> body) {
    this.parameters = parameters.size();
    this.types = new ArrayList<>(parameters);
    this.types.addAll(locals);
    this.body = body;
  }

  List<Instruction> body() {
    return body;
  }

  /** Of each local that is no parameter, in order. */
  List<String> types() {
    return types.subList(parameters, types.size());
  }

  void shrink() {
    simplify();
    share();
    simplify();
    sort();
  }

  private void share() {
    BitSet[] conflicts = conflicts();
    int[] place = new int[types.size()];
    List<BitSet> sharing = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (int local = 0; local < place.length; local++) {
      int chosen = local < parameters ? -1 : choose(local, sharing, kept, conflicts[local]);
      if (chosen < 0) {
        chosen = sharing.size();
        sharing.add(new BitSet());
        kept.add(types.get(local));
      }
      sharing.get(chosen).set(local);
      place[local] = chosen;
    }
    types = kept;
    rename(place);
  }

  private int choose(int local, List<BitSet> sharing, List<String> kept, BitSet conflicts) {
    int chosen = -1;
    for (int i = 0; i < sharing.size(); i++) {
      if (kept.get(i).equals(types.get(local)) && !sharing.get(i).intersects(conflicts)) {
        if (copies.getOrDefault(local, new BitSet()).intersects(sharing.get(i))) {
          return i;
        }
        chosen = chosen < 0 ? i : chosen;
      }
    }
    return chosen;
  }

  /** For each local those that hold another value when it is written, and are read afterwards. */
  private BitSet[] conflicts() {
    var live = new Liveness(body);
    var conflicts = new BitSet[types.size()];
    for (int i = 0; i < conflicts.length; i++) {
      conflicts[i] = new BitSet();
    }
    addStart(conflicts, live.before(0));
    for (int i = 0; i < body.size(); i++) {
      Instruction instruction = body.get(i);
      if (instruction.opcode() == SET || instruction.opcode() == TEE) {
        Instruction previous = body.get(i - 1); // a value to write was made before
        int source = previous.opcode() == GET ? previous.index() : -1;
        conflict(conflicts, instruction.index(), live.after(i), source);
        if (source >= 0) {
          copies.computeIfAbsent(source, key -> new BitSet()).set(instruction.index());
          copies.computeIfAbsent(instruction.index(), key -> new BitSet()).set(source);
        }
      }
    }
    return conflicts;
  }

  /** What is read before it is written begins as zero, while every parameter has a value. */
  private void addStart(BitSet[] conflicts, BitSet read) {
    var zeros = (BitSet) read.clone();
    zeros.clear(0, parameters);
    for (int parameter = 0; parameter < parameters; parameter++) {
      conflict(conflicts, parameter, zeros, -1);
    }
    zeros.stream().forEach(local -> conflict(conflicts, local, zeros, -1));
  }

  private static void conflict(BitSet[] conflicts, int local, BitSet others, int same) {
    others.stream()
        .filter(other -> other != local && other != same)
        .forEach(
            other -> {
              conflicts[local].set(other);
              conflicts[other].set(local);
            });
  }

  /** Takes out what writes a value that isn't read, or reads what was just written. */
  private void simplify() {
    boolean changed = true;
    while (changed) {
      List<Instruction> simpler = simpler();
      changed = !simpler.equals(body);
      body = simpler;
    }
  }

  private List<Instruction> simpler() {
    var live = new Liveness(body);
    List<Instruction> simpler = new ArrayList<>(body.size());
    for (int i = 0; i < body.size(); i++) {
      Instruction instruction = body.get(i);
      if (!instruction.isLocal()) {
        simpler.add(instruction);
        continue;
      }
      Instruction following = body.get(i + 1);
      int local = instruction.index();
      boolean needed = live.after(i).get(local) || mustBeWritten(local);
      boolean same = following.isLocal() && following.index() == local;
      switch (instruction.opcode() << 8
          | (same || following.opcode() == DROP ? following.opcode() : 0)) {
        case GET << 8 | DROP, GET << 8 | SET -> i++;
        case GET << 8 | TEE -> {
          simpler.add(instruction);
          i++;
        }
        case SET << 8 | GET -> {
          simpler.add(Instruction.indexed(TEE, local));
          i++;
        }
        case TEE << 8 | DROP -> {
          simpler.add(needed ? Instruction.indexed(SET, local) : Instruction.drop());
          i++;
        }
        default -> {
          if (instruction.opcode() == GET || needed) {
            simpler.add(instruction);
          } else if (instruction.opcode() == SET) {
            simpler.add(Instruction.drop());
          }
        }
      }
    }
    return simpler;
  }

  /**
   * A reference that can't be null has no value to begin with. That it is written before it is read
   * is judged by the order of the instructions, so no such write is taken out.
   */
  private boolean mustBeWritten(int local) {
    return local >= parameters && types.get(local).startsWith("64");
  }

  /** Types together, as they are declared, numbers and the most used first. */
  private void sort() {
    int[] uses = uses();
    List<Integer> order = new ArrayList<>();
    IntStream.range(parameters, uses.length).filter(local -> uses[local] > 0).forEach(order::add);
    order.sort(
        Comparator.comparing((Integer local) -> types.get(local).length() > NUMBER_DIGITS)
            .thenComparing(local -> types.get(local))
            .thenComparing(local -> -uses[local]));
    List<String> sorted = new ArrayList<>(types.subList(0, parameters));
    int[] place = new int[uses.length];
    IntStream.range(0, parameters).forEach(parameter -> place[parameter] = parameter);
    for (int local : order) {
      place[local] = sorted.size();
      sorted.add(types.get(local));
    }
    types = sorted;
    rename(place);
  }

  private int[] uses() {
    var uses = new int[types.size()];
    for (Instruction instruction : body) {
      if (instruction.isLocal()) {
        uses[instruction.index()]++;
      }
    }
    return uses;
  }

  private void rename(int[] place) {
    List<Instruction> renamed = new ArrayList<>(body.size());
    for (Instruction each : body) {
      renamed.add(each.isLocal() ? each.withIndex(place[each.index()]) : each);
    }
    body = renamed;
  }
}
