package dev.soulgraph.browser.build.wasm;

import java.util.HexFormat;
import java.util.function.IntUnaryOperator;

/**
 * Copies what names types, with other numbers. Numbers may also only be listened to, where the same
 * come back.
 */
final class TypeNumbers {
  private final Input in;
  private final Output out = new Output();
  private final IntUnaryOperator numberOf;

  private TypeNumbers(byte[] bytes, IntUnaryOperator numberOf) {
    this.in = new Input(bytes);
    this.numberOf = numberOf;
  }

  /** A function's locals and body. */
  static byte[] inCode(Function function, IntUnaryOperator numberOf) {
    var hex = HexFormat.of();
    var out = new Output();
    Types.writeLocals(
        out,
        function.locals().stream()
            .map(type -> hex.formatHex(inValue(hex.parseHex(type), numberOf)))
            .toList());
    function.body().forEach(each -> in(each, numberOf).write(out));
    return out.toBytes();
  }

  static Instruction in(Instruction each, IntUnaryOperator numberOf) {
    var numbers = new TypeNumbers(each.bytes(), numberOf);
    if (!numbers.copy(each.opcode())) {
      return each;
    }
    numbers.out.raw(numbers.in.rest());
    return new Instruction(each.opcode(), each.index(), each.labels(), numbers.out.toBytes());
  }

  /** A group of types, or one alone. */
  static byte[] inGroup(byte[] group, IntUnaryOperator numberOf) {
    var numbers = new TypeNumbers(group, numberOf);
    numbers.group();
    return numbers.out.toBytes();
  }

  /** A value's type, and what follows. */
  static byte[] inValue(byte[] type, IntUnaryOperator numberOf) {
    var numbers = new TypeNumbers(type, numberOf);
    numbers.value();
    return numbers.out.raw(numbers.in.rest()).toBytes();
  }

  /** Whether the instruction names a type. */
  private boolean copy(int opcode) {
    switch (opcode) {
      case Instruction.BLOCK, Instruction.LOOP, Instruction.IF, Instruction.TRY_TABLE -> {
        octet();
        block();
      }
      case 0x14 -> {
        octet();
        index();
      }
      case 0xd0 -> {
        octet();
        heap();
      }
      case 0xfb11 -> {
        prefix();
        index();
        index();
      }
      case 0xfb14, 0xfb15, 0xfb16, 0xfb17 -> {
        prefix();
        heap();
      }
      case 0xfb18, 0xfb19 -> {
        prefix();
        octet();
        count();
        heap();
        heap();
      }
      case 0xfb0f, 0xfb1a, 0xfb1b, 0xfb1c, 0xfb1d, 0xfb1e -> {
        return false;
      }
      default -> {
        if (opcode >> 8 != 0xfb) {
          return false;
        }
        prefix();
        index();
      }
    }
    return true;
  }

  private void group() {
    int code = octet();
    if (code == Types.GROUP) {
      int count = count();
      for (int i = 0; i < count; i++) {
        type(octet());
      }
    } else {
      type(code);
    }
  }

  private void type(int first) {
    int code = first;
    if (code == Types.SUBTYPE || code == Types.FINAL_SUBTYPE) {
      int supertypes = count();
      for (int i = 0; i < supertypes; i++) {
        index();
      }
      code = octet();
    }
    if (code == Types.ARRAY) {
      field();
    } else if (code == Types.STRUCT) {
      int fields = count();
      for (int i = 0; i < fields; i++) {
        field();
      }
    } else {
      for (int part = 0; part < 2; part++) { // parameters and results
        int values = count();
        for (int i = 0; i < values; i++) {
          value();
        }
      }
    }
  }

  private void field() {
    value();
    octet(); // whether it can change
  }

  private void value() {
    int code = octet();
    if (code == 0x63 || code == 0x64) {
      heap();
    }
  }

  private void block() {
    int start = in.position();
    int code = in.octet();
    boolean indexed = code >= 0x80 || code < 0x40;
    in.pass(start - in.position());
    if (indexed) {
      heap();
    } else {
      value();
    }
  }

  /** A number, or what is below zero: one of the types that every module has. */
  private void heap() {
    int value = in.signed();
    out.signed(value < 0 ? value : numberOf.applyAsInt(value));
  }

  private void index() {
    out.number(numberOf.applyAsInt(in.number()));
  }

  private int count() {
    int count = in.number();
    out.number(count);
    return count;
  }

  private int octet() {
    int octet = in.octet();
    out.octet(octet);
    return octet;
  }

  private void prefix() {
    octet();
    count();
  }
}
