package dev.soulgraph.browser.build.wasm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts bodies where they are called: those that are hardly longer than a call, and short ones that
 * are called at one place only. A body that is left at another place than its end stays a function.
 */
final class Inliner {
  /** A call takes three bytes, which repeat less than what it stands for. */
  private static final int SMALL_BYTES = 6;

  /** Arguments that stay where they are need no instruction. */
  private static final int GET_BYTES = 2;

  /** Longer ones stay, also for the browser's sake: it compiles a function as a whole. */
  private static final int ONCE_BYTES = 120;

  private final List<Function> functions;
  private final int imported;
  private final int[] calls;
  private final BitSet pinned = new BitSet();
  private final BitSet begun = new BitSet();
  private final BitSet done = new BitSet();
  private final Map<Integer, Boolean> fitting = new HashMap<>();

  /**
   * @param functions are replaced in place
   * @param pinned those that are named elsewhere, with the imported ones counted
   */
  Inliner(List<Function> functions, int imported, BitSet reached, Iterable<Integer> pinned) {
    this.functions = functions;
    this.imported = imported;
    this.calls = new int[imported + functions.size()];
    pinned.forEach(this.pinned::set);
    reached.stream().forEach(i -> count(functions.get(i).body()));
  }

  void run() {
    for (int i = 0; i < functions.size(); i++) {
      inlined(i);
    }
  }

  private void count(List<Instruction> body) {
    for (Instruction each : body) {
      if (each.opcode() == Instruction.CALL) {
        calls[each.index()]++;
      } else if (each.opcode() == Instruction.REF_FUNC) {
        pinned.set(each.index());
      }
    }
  }

  /** The innermost first. */
  private void inlined(int i) {
    if (begun.get(i)) {
      return;
    }
    begun.set(i);
    Function caller = functions.get(i);
    List<String> locals = new ArrayList<>(caller.locals());
    List<Instruction> body = new ArrayList<>();
    for (Instruction each : caller.body()) {
      int callee = each.opcode() == Instruction.CALL ? each.index() - imported : -1;
      if (callee >= 0) {
        inlined(callee);
      }
      if (callee >= 0 && done.get(callee) && fits(callee)) {
        insert(functions.get(callee), caller.parameters().size(), locals, body);
      } else {
        body.add(each);
      }
    }
    functions.set(i, new Function(caller.type(), caller.parameters(), locals, body));
    done.set(i);
  }

  private boolean fits(int callee) {
    return fitting.computeIfAbsent(callee, this::judge);
  }

  private boolean judge(int callee) {
    Function function = functions.get(callee);
    boolean once = calls[imported + callee] == 1 && !pinned.get(imported + callee);
    int parameters = function.parameters().size();
    var code = new Output();
    code(function).forEach(each -> each.write(code));
    int bytes = code.toBytes().length;
    boolean small = takesParametersFirst(function) && bytes <= SMALL_BYTES + GET_BYTES * parameters;
    return (small || once && bytes <= ONCE_BYTES)
        && leavesAtItsEnd(function)
        && !readsUnwritten(function);
  }

  /** A local begins as zero with each call, but once inserted into a loop only the first time. */
  private static boolean readsUnwritten(Function function) {
    int parameters = function.parameters().size();
    return new Liveness(function.body()).before(0).nextSetBit(parameters) >= 0;
  }

  private static void insert(
      Function callee, int parameters, List<String> locals, List<Instruction> body) {
    List<Instruction> code = code(callee);
    int count = callee.parameters().size();
    if (takesParametersFirst(callee)) {
      body.addAll(code.subList(count, code.size()));
      return;
    }
    int first = parameters + locals.size();
    locals.addAll(callee.parameters());
    locals.addAll(callee.locals());
    for (int i = count - 1; i >= 0; i--) {
      body.add(Instruction.indexed(Instruction.LOCAL_SET, first + i));
    }
    for (Instruction each : code) {
      body.add(each.isLocal() ? each.withIndex(first + each.index()) : each);
    }
  }

  /** Without the end, and a return before it. */
  private static List<Instruction> code(Function function) {
    List<Instruction> body = function.body();
    int end = body.size() - 1;
    boolean returns = end > 0 && body.get(end - 1).opcode() == Instruction.RETURN;
    return body.subList(0, returns ? end - 1 : end);
  }

  /** Whether its arguments can stay where the caller has put them. */
  private static boolean takesParametersFirst(Function function) {
    List<Instruction> code = code(function);
    int count = function.parameters().size();
    if (code.size() < count) {
      return false;
    }
    for (int i = 0; i < code.size(); i++) {
      Instruction each = code.get(i);
      boolean taken = each.opcode() == Instruction.LOCAL_GET && each.index() == i;
      if (i < count ? !taken : each.isLocal() || each.opensBlock()) {
        return false;
      }
    }
    return true;
  }

  private static boolean leavesAtItsEnd(Function function) {
    int open = 0;
    for (Instruction each : code(function)) {
      if (each.opcode() == Instruction.RETURN) {
        return false;
      }
      for (int label : each.labels()) {
        if (label >= open) {
          return false;
        }
      }
      open += each.opensBlock() ? 1 : each.opcode() == Instruction.END ? -1 : 0;
    }
    return true;
  }
}
