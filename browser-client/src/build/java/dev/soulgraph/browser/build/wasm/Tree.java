package dev.soulgraph.browser.build.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function's body as trees, each an instruction with those that make what it takes. */
final class Tree {
  /** A block that is open, null for the function, and how many values a branch to it takes. */
  private record Open(@Nullable Node node, int values) {}

  private final Signatures signatures;
  private final List<Instruction> body;
  private final int results;
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;

  private Tree(Signatures signatures, Function function, int results) {
    this.signatures = signatures;
    this.body = function.body();
    this.results = results;
  }

  /** Whether no instruction of it leaves several values, which trees have no place for. */
  static boolean canRead(Program program, Function function) {
    var signatures = new Signatures(program);
    return function.body().stream().allMatch(each -> signatures.isSingle(each));
  }

  /** What can't be reached falls away. */
  static List<Node> read(Program program, Function function) {
    int results = program.types.get(function.type()).results().size();
    var tree = new Tree(new Signatures(program), function, results);
    tree.open.push(new Open(null, results));
    return tree.sequence();
  }

  /** Up to the end or else, which is passed. */
  private List<Node> sequence() {
    List<Node> found = new ArrayList<>();
    while (true) {
      Instruction each = body.get(at++);
      if (each.opcode() == Instruction.END || each.opcode() == Instruction.ELSE) {
        return found;
      }
      found.add(each.opensBlock() ? block(each, found) : plain(each, found));
      if (each.neverGoesOn()) {
        passRest();
      }
    }
  }

  private Node plain(Instruction each, List<Node> before) {
    int label = each.labels().length == 0 ? 0 : outwards(each.labels()[0]).values;
    Signatures.Signature signature = signatures.of(each, label, results);
    var node = new Node(each, taken(before, signature.taken()), signature.left() > 0);
    addTargets(node);
    return node;
  }

  private Node block(Instruction each, List<Node> before) {
    Signatures.Signature signature = signatures.block(each);
    boolean chooses = each.opcode() == Instruction.IF;
    var node = new Node(each, taken(before, chooses ? 1 : 0), signature.left() > 0);
    addTargets(node);
    open.push(new Open(node, each.opcode() == Instruction.LOOP ? 0 : signature.left()));
    node.bodies.add(sequence());
    if (body.get(at - 1).opcode() == Instruction.ELSE) {
      node.bodies.add(sequence());
    }
    open.pop();
    return node;
  }

  private void addTargets(Node node) {
    for (int label : node.instruction.labels()) {
      node.targets.add(outwards(label).node);
    }
  }

  private Open outwards(int label) {
    return open.stream().skip(label).findFirst().orElseThrow();
  }

  /** The values that were left last, each with what was done after it. */
  private static List<Node> taken(List<Node> before, int count) {
    List<Node> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = before.size() - 1;
      while (!before.get(from).value) {
        from--;
      }
      List<Node> parts = before.subList(from, before.size());
      taken.add(0, parts.size() == 1 ? parts.get(0) : Node.sequence(List.copyOf(parts)));
      parts.clear();
    }
    return taken;
  }

  /** To the end or else of the sequence, which is left to be read. */
  private void passRest() {
    int depth = 0;
    while (true) {
      Instruction each = body.get(at);
      if (each.opensBlock()) {
        depth++;
      } else if (each.opcode() == Instruction.END && depth-- == 0
          || each.opcode() == Instruction.ELSE && depth == 0) {
        return;
      }
      at++;
    }
  }

  static List<Instruction> write(List<Node> nodes) {
    List<Instruction> out = new ArrayList<>();
    write(nodes, new ArrayDeque<>(), out);
    out.add(Instruction.plain(Instruction.END));
    return out;
  }

  private static void write(List<Node> nodes, Deque<Node> open, List<Instruction> out) {
    for (Node node : nodes) {
      write(node.inputs, open, out);
      if (node.isSequence()) {
        continue;
      }
      int[] labels = node.targets.stream().mapToInt(each -> label(each, open)).toArray();
      out.add(labels.length == 0 ? node.instruction : node.instruction.withLabels(labels));
      if (!node.bodies.isEmpty()) {
        open.push(node);
        write(node.bodies.get(0), open, out);
        if (node.bodies.size() > 1) {
          out.add(Instruction.plain(Instruction.ELSE));
          write(node.bodies.get(1), open, out);
        }
        open.pop();
        out.add(Instruction.plain(Instruction.END));
      }
    }
  }

  private static int label(@Nullable Node target, Deque<Node> open) {
    int label = 0;
    for (Node each : open) {
      if (each == target) {
        return label;
      }
      label++;
    }
    if (target != null) {
      throw new IllegalStateException("a branch is within the block that it goes to");
    }
    return label;
  }
}
