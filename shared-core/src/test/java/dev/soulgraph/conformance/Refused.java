package dev.soulgraph.conformance;

import java.util.List;

/** Items that a value may not be, with some beside them that it may. */
public final class Refused {
  /** Hex of CBOR. */
  public static final List<String> VALUES =
      List.of(
          // A longer head than needed, for each major type.
          "1817",
          "190018",
          "1a0000ffff",
          "1b00000000ffffffff",
          "3817",
          "5817",
          "580161",
          "7801" + "61",
          "9801f6",
          "b80100f6",
          "d8170a",
          "d900270a",
          // Indefinite lengths, a break alone, reserved information.
          "5f4161ff",
          "7f6161ff",
          "9fff",
          "bfff",
          "ff",
          "1c",
          "3d",
          "5e",
          "fc",
          "fd",
          "fe",
          // Simple values in two bytes that fit into one, or that don't exist.
          "f800",
          "f817",
          "f818",
          "f81f",
          // Maps out of order, and with a key twice.
          "a20200" + "0100",
          "a201000100",
          "a2616200616100",
          "a26162006200" + "6100",
          "a2200000" + "00",
          // Text that isn't UTF-8, at the top and inside.
          "61ff",
          "62c080",
          "63eda080",
          "64f4908080",
          "8161ff",
          "a161ff00",
          "d82761ff",
          // Numbers that are not finite, negative zero, at the top and inside.
          "f97e00",
          "f97c00",
          "f9fc00",
          "f98000",
          "fa7fc00000",
          "fa7f800000",
          "fa80000000",
          "fb7ff8000000000000",
          "fb7ff0000000000000",
          "fb8000000000000000",
          "81f97e00",
          "a100f98000",
          // Longer floats than needed.
          "fa3f800000",
          "fa00000000",
          "fb3ff0000000000000",
          "fb3fb99999a0000000",
          "81fa3f800000",
          "fa33800000",
          "fb36a0000000000000",
          // Cut off, and with something behind.
          "",
          "18",
          "1900",
          "42" + "61",
          "6261",
          "81",
          "a1",
          "a100",
          "c1",
          "f9",
          "f93c",
          "fa3f8000",
          "fb3ff00000000000",
          "f6f6",
          "0000",
          // Lengths beyond what is there.
          "5a7fffffff",
          "5b7fffffffffffffff",
          "5bffffffffffffffff",
          "7b8000000000000000",
          "9a7fffffff",
          "9bffffffffffffffff",
          "ba7fffffff",
          "bb8000000000000000",
          "9affffffff");

  private Refused() {}
}
