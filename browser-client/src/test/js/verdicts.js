// Signatures in a page: judged by the core over each provider, through the gate and through frames.
import { BouncyCastleSigner } from "./crypto-bouncycastle.js";
import { WebCryptoSigner } from "./crypto-webcrypto.js";
import { plain } from "./core.js";

const signer = (provider, build) =>
  provider === "webcrypto"
    ? new WebCryptoSigner(null, new Uint8Array(32))
    : new BouncyCastleSigner(globalThis[build].ed25519, new Uint8Array(32));

/** As the package asks: what can't be read is refused. */
const verify = (verifier, ...bytes) => verifier.verify(...bytes.map(plain)).catch(() => false);

/** What each of [key, signature, message] gets from the provider alone. */
export const bare = (build, provider, cases) =>
  Promise.all(cases.map((each) => verify(signer(provider, build), ...each.map(fromHex))));

/** The gate's code for each of [key, signature, message], "" where it is accepted. */
export const throughGate = (build, provider, cases) => {
  const { judge, judged } = globalThis[build].test;
  const verifier = signer(provider, build);
  const verdict = (each) =>
    new Promise((resolve) => {
      judge(...each.map(fromHex), {
        verify: (token, ...bytes) =>
          verify(verifier, ...bytes).then((valid) => judged(token, valid)),
        verdict: resolve,
      });
    });
  return Promise.all(cases.map(verdict));
};

/**
 * Frames that a node sends to the engine that pages load: for each the codes that the host is told,
 * and whether it brought the node under `soul`.
 */
export const throughFrames = async (build, provider, { nonce, welcome, frames, soul }) => {
  const verifier = signer(provider, build);
  let asked = [];
  let told = [];
  let online = false;
  const nothing = () => {};
  const host = {
    now: () => Date.now(),
    random: (count) => (count === nonce.length / 2 ? fromHex(nonce) : crypto.getRandomValues(new Uint8Array(count))),
    sign: nothing,
    verify: (token, ...bytes) =>
      asked.push(verify(verifier, ...bytes).then((valid) => engine.verified(token, valid))),
    storeBegin: nothing,
    storeRecord: nothing,
    removeRecord: nothing,
    storePending: nothing,
    removePending: nothing,
    storeMeta: nothing,
    storeEnd: (token) => asked.push(Promise.resolve().then(() => engine.stored(token, true))),
    send: nothing,
    disconnect: (_, code) => told.push("disconnected: " + code),
    shared: nothing,
    changed: nothing,
    scopes: nothing,
    receipt: nothing,
    relay: (_, state) => (online ||= state > 0),
    fail: (code) => told.push(code),
  };
  const receive = async (frame) => {
    engine.received(1, fromHex(frame));
    while (asked.length) {
      const waiting = asked;
      asked = [];
      await Promise.all(waiting);
    }
  };
  const engine = globalThis[build].engine.create(host, "main", fromHex("58" + "66".repeat(31)));
  engine.start();
  engine.openScope(0, "");
  engine.connected(1);
  await receive(welcome);
  if (!online) throw new Error("not welcomed: " + told);
  const verdicts = [];
  for (const frame of frames) {
    told = [];
    const before = engine.read(soul) !== null;
    await receive(frame);
    const brought = !before && engine.read(soul) !== null;
    verdicts.push(told.join() + (brought ? "brought" : ""));
  }
  return verdicts;
};
