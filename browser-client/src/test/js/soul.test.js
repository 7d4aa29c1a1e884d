import assert from "node:assert/strict";
import test from "node:test";
import { ruleBroken } from "../../main/js/soul.js";

const EXPIRY = "!1767225600000";

test("what the core takes for a soul is one", () => {
  for (const soul of [
    "a",
    "~z6Mk:x/@y",
    "日本/東京 ",
    "\ufeff😀",
    "s".repeat(512),
    "ü".repeat(256),
    "😀".repeat(128),
    Array(16).fill("a").join("/"),
    `chat/${EXPIRY}/x`,
    EXPIRY,
    "a!/b!c",
  ]) {
    assert.equal(ruleBroken(soul), undefined, soul);
  }
});

test("the rule that a text breaks is named", () => {
  for (const [text, rule] of [
    ["", /1 to 512 bytes/],
    ["s".repeat(513), /1 to 512 bytes/],
    ["水".repeat(171), /1 to 512 bytes/],
    ["a//b", /no empty segment/],
    ["/a", /no empty segment/],
    ["a/", /no empty segment/],
    [Array(17).fill("a").join("/"), /at most 16 segments/],
    ["a\0", /control/],
    ["a\n", /control/],
    ["\x7f", /control/],
    ["\x9f", /control/],
    ["\ud800", /well-formed/],
    ["\udc00\ud800", /well-formed/],
    ["a/!", /13 digits/],
    ["a/!b", /13 digits/],
    [`${EXPIRY}0`, /13 digits/],
    [`${EXPIRY}\u0661`, /13 digits/],
    [`${EXPIRY}/${EXPIRY}`, /one expiry/],
  ]) {
    assert.match(ruleBroken(text) ?? "", rule, text);
  }
});
