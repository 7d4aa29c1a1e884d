import assert from "node:assert/strict";
import test from "node:test";
import { hasEd25519, importSeed, WebCryptoSigner } from "../../main/js/crypto-webcrypto.js";
import { SoulgraphError } from "../../main/js/errors.js";
import { Receipts } from "../../main/js/receipts.js";
import { relayUrl } from "../../main/js/relay.js";

test("a relay's address is completed", () => {
  assert.equal(relayUrl("ws://localhost:8420/gossip"), "ws://localhost:8420/gossip");
  assert.equal(relayUrl("http://localhost:8420"), "ws://localhost:8420/gossip");
  assert.equal(relayUrl("https://example.org/"), "wss://example.org/gossip");
  assert.equal(relayUrl("wss://example.org/else?x=1#part"), "wss://example.org/else?x=1");
});

test("what is no relay's address is refused by name", () => {
  for (const text of [
    "",
    "localhost",
    "localhost:8420",
    "ftp://a",
    "::",
    "//",
    7,
    null,
    undefined,
    "ws://",
  ]) {
    assert.throws(() => relayUrl(text), { code: "relay-invalid" }, String(text));
  }
});

test("an error states the rule, then the value, shortened", () => {
  const error = new SoulgraphError(
    "value-invalid",
    "numbers must be finite",
    "x".repeat(500),
    true,
  );
  assert.ok(error.message.startsWith("numbers must be finite (xxx"));
  assert.ok(error.value.length < 130);
  assert.equal(error.retryable, true);
  assert.equal(new SoulgraphError("a", "rule").message, "rule");
  assert.equal(new SoulgraphError("a", "rule", Object.create(null)).value, "object");
});

// RFC 8032, 7.1, test 2.
const SEED = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
const PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
const SIGNATURE =
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
  "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));

test("a seed gives the public key and signatures of RFC 8032", async () => {
  assert.equal(await hasEd25519(), true);
  const { key, publicKey } = await importSeed(bytes(SEED));
  assert.deepEqual(publicKey, bytes(PUBLIC));
  assert.equal(key.extractable, false);
  const signer = new WebCryptoSigner(key, publicKey);
  const signature = await signer.sign(Uint8Array.of(0x72));
  assert.deepEqual(signature, bytes(SIGNATURE));
  assert.equal(await signer.verify(publicKey, signature, Uint8Array.of(0x72)), true);
  assert.equal(await signer.verify(publicKey, signature, Uint8Array.of(0x73)), false);
});

const counts = (applied, superseded) => [applied, superseded, 0, 0, 0, 0];
const receiptsOf = () =>
  new Receipts({
    core: { ask() {} },
    store: { async idle() {} },
    board: { changed() {} },
  });

test("a receipt goes from local to relayed to replicated", async () => {
  const receipts = receiptsOf();
  receipts.update(1, 0, 0, 2, []);
  assert.equal(receipts.pending, 1);
  const local = receipts.local(1);
  receipts.update(1, 1, 0, 2, []);
  const receipt = await local;
  assert.deepEqual([receipt.state, receipt.changes, receipts.pending], ["local", 2, 1]);
  const relayed = receipt.when("relayed");
  const replicated = receipt.when({ replicated: 2 });
  receipts.update(1, 2, 1, 2, counts(2, 0));
  await relayed;
  assert.deepEqual([receipt.state, receipt.outcomes.applied, receipts.pending], ["relayed", 2, 0]);
  receipts.update(1, 2, 2, 2, counts(2, 0));
  await replicated;
  assert.equal(receipt.state, "replicated");
  assert.equal(receipts.get(1), receipt);
});

test("a superseded write ends every wait", async () => {
  const receipts = receiptsOf();
  receipts.update(1, 2, 1, 2, counts(0, 2));
  await receipts.get(1).when({ replicated: 5 });
});

test("what no receipt can come to isn't waited for", async () => {
  const receipts = receiptsOf();
  receipts.update(1, 2, 2, 1, counts(1, 0));
  const receipt = receipts.get(1);
  for (const wanted of ["banana", "local", undefined, null, {}, 2]) {
    await assert.rejects(receipt.when(wanted), { code: "input-invalid" }, String(wanted));
  }
  for (const replicated of ["x", "2", 0, -1, 1.5, NaN, Infinity, null, undefined]) {
    await assert.rejects(receipt.when({ replicated }), { code: "input-invalid" });
  }
  await receipt.when({ replicated: 1 });
  await receipt.when({ replicated: 2 });
});

test("a refused write rejects every wait with the refusal and can be dropped", async () => {
  const receipts = receiptsOf();
  const refusal = new SoulgraphError("not-owner", "only the owner may write here", "~x");
  receipts.update(1, 1, 0, 1, []);
  const receipt = await receipts.local(1);
  await assert.rejects(receipt.drop(), { code: "input-invalid" });
  const waiting = receipt.when("relayed");
  receipts.update(1, 3, 0, 1, [0, 0, 0, 0, 0, 1], refusal);
  await assert.rejects(waiting, refusal);
  assert.deepEqual([receipt.state, receipt.error, receipts.pending], ["refused", refusal, 0]);
  await receipt.drop();
});

test("receipts that are done and that nobody waits for are forgotten, others never", async () => {
  const receipts = receiptsOf();
  receipts.update(1, 1, 0, 1, []);
  const first = receipts.get(1);
  for (let id = 2; id < 20_000; id++) receipts.update(id, 2, 1, 1, counts(1, 0));
  receipts.update(1, 2, 1, 1, counts(1, 0));
  assert.equal(first.state, "relayed");
});
