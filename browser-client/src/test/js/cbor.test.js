import assert from "node:assert/strict";
import test from "node:test";
import { CborReader, CborWriter, Link, Opaque, halfBits } from "../../main/js/cbor.js";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const bytes = (text) => Uint8Array.from(Buffer.from(text, "hex"));
const encode = (item) => {
  const writer = new CborWriter();
  writer.item(item);
  return writer.bytes();
};
const decode = (text) => new CborReader(bytes(text)).item();

// RFC 8949, appendix A, where it speaks of floats; the rest is the shortest exact form.
const FLOATS = [
  [0, "f90000"],
  [1, "f93c00"],
  [-1, "f9bc00"],
  [1.1, "fb3ff199999999999a"],
  [1.5, "f93e00"],
  [65504, "f97bff"],
  [-65504, "f9fbff"],
  [65505, "fa477fe100"],
  [65536, "fa47800000"],
  [100000, "fa47c35000"],
  [3.4028234663852886e38, "fa7f7fffff"],
  [1.0e300, "fb7e37e43c8800759c"],
  [5.960464477539063e-8, "f90001"],
  [2.9802322387695312e-8, "fa33000000"],
  [0.00006103515625, "f90400"],
  [0.00006097555160522461, "f903ff"],
  [-4, "f9c400"],
  [-4.1, "fbc010666666666666"],
  [2048, "f96800"],
  [2049, "fa45001000"],
  [16777216, "fa4b800000"],
  [16777217, "fb4170000010000000"],
  [1.401298464324817e-45, "fa00000001"],
  [5e-324, "fb0000000000000001"],
  [Number.MAX_VALUE, "fb7fefffffffffffff"],
  [Number.MAX_SAFE_INTEGER, "fb433fffffffffffff"],
];

test("a number is the shortest float that holds it exactly", () => {
  for (const [number, expected] of FLOATS) {
    assert.equal(hex(encode(number)), expected, String(number));
    assert.equal(decode(expected), number);
  }
});

test("every half is found, and nothing else is taken for one", () => {
  for (let bits = 1; bits < 0x7c00; bits++) {
    const number = decode(`f9${bits.toString(16).padStart(4, "0")}`);
    assert.equal(halfBits(number), bits);
    assert.equal(halfBits(-number), bits | 0x8000);
    assert.equal(halfBits(number * (1 + Number.EPSILON)), -1);
  }
});

test("NaN, the infinities and -0 are refused by name", () => {
  for (const number of [NaN, Infinity, -Infinity, -0]) {
    assert.throws(() => encode(number), { name: "SoulgraphError", code: "value-invalid" });
  }
});

test("text is UTF-8 as it stands, lone surrogates are refused", () => {
  assert.equal(hex(encode("")), "60");
  assert.equal(hex(encode("ü水𐅑")), "69c3bce6b0b4f0908591");
  assert.equal(decode("63efbbbf"), "\ufeff");
  for (const text of ["\ud800", "a\udc00", "\udc00\ud800"]) {
    assert.throws(() => encode(text), { code: "value-invalid" });
  }
});

test("lengths take the shortest form", () => {
  assert.equal(hex(encode("a".repeat(23))).slice(0, 2), "77");
  assert.equal(hex(encode("a".repeat(24))).slice(0, 4), "7818");
  assert.equal(hex(encode("a".repeat(256))).slice(0, 6), "790100");
  const long = encode("a".repeat(65536));
  assert.equal(hex(long.subarray(0, 5)), "7a00010000");
  assert.equal(new CborReader(long).item().length, 65536);
});

test("null, booleans, bytes and links come back as they went", () => {
  assert.equal(hex(encode(null)), "f6");
  assert.equal(hex(encode(false)), "f4");
  assert.equal(hex(encode(true)), "f5");
  assert.equal(hex(encode(Uint8Array.of(1, 255))), "4201ff");
  assert.equal(hex(encode(new Link("a/b"))), "d82763612f62");
  assert.deepEqual(decode("d82763612f62"), new Link("a/b"));
  assert.deepEqual(decode("4201ff"), Uint8Array.of(1, 255));
  assert.equal(decode("f6"), null);
});

test("a part of a larger buffer is written, and read, alone", () => {
  assert.equal(hex(encode(Uint8Array.of(9, 1, 2, 9).subarray(1, 3))), "420102");
  const read = new CborReader(bytes("ff4201ff").subarray(1)).item();
  assert.equal(read.buffer.byteLength, 2);
});

test("what this release doesn't know is kept as it is", () => {
  const unknown = [
    "01",
    "3903e7",
    "1bffffffffffffffff",
    "83010203",
    "a26161016162820203",
    "c11a514b67b0",
    "d82701",
    // Links but for their souls: empty, with an empty segment, with a control character.
    "d82760",
    "d82764612f2f62",
    "d8276361c285",
  ];
  for (const text of [...unknown, "f7", "d9d9f7f5", "80", "a0"]) {
    const item = decode(text + "f5");
    assert.ok(item instanceof Opaque, text);
    assert.equal(hex(item.cbor), text);
    assert.equal(hex(encode(item)), text);
  }
});
