// Ed25519 as section 5 of docs/PROTOCOL.md wants it: what libraries disagree on is refused here,
// and the equation without cofactor is left to Node's own crypto (OpenSSL).
import {
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import { refuse } from "./cbor.mjs";

const P = (1n << 255n) - 19n;
const L = (1n << 252n) + 27742317777372353535851937790883648493n;
const PRIVATE_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_HEAD = Buffer.from("302a300506032b6570032100", "hex");

const mod = (a) => ((a % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) {
    if (e & 1n) result = mod(result * b);
  }
  return result;
}

const inverse = (a) => power(a, P - 2n);
const D = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

const number = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);

/** Extended coordinates [X, Y, Z, T]; null where the encoding isn't canonical or no point. */
function decompress(bytes) {
  const encoded = number(bytes);
  const sign = encoded >> 255n;
  const y = encoded & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(x * x) !== square || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * D * t1 * t2);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

const isIdentity = ([x, y, z]) => x === 0n && y === z;

function times(scalar, point) {
  let result = [0n, 1n, 1n, 0n];
  for (let p = point, s = scalar; s > 0n; s >>= 1n, p = add(p, p)) {
    if (s & 1n) result = add(result, p);
  }
  return result;
}

const authors = new Map();

/** Canonical, not the identity, and of prime order: checked once for each author. */
export function isPrimeOrder(key) {
  const hex = Buffer.from(key).toString("hex");
  if (!authors.has(hex)) {
    const point = decompress(key);
    authors.set(hex, point !== null && !isIdentity(point) && isIdentity(times(L, point)));
  }
  return authors.get(hex);
}

/** Throws what the signature is refused as. */
export function verify(key, message, signature) {
  if (!isPrimeOrder(key)) refuse("author-invalid", "a key is canonical and of prime order");
  if (number(signature.subarray(32)) >= L) refuse("signature-invalid", "S < L");
  checkCanonical(signature.subarray(0, 32));
  const known = createPublicKey({
    key: Buffer.concat([PUBLIC_HEAD, key]),
    format: "der",
    type: "spki",
  });
  if (!verifyBytes(null, message, known, signature)) {
    refuse("signature-invalid", "a signature fits");
  }
}

/** An R that is no point at all fails the equation. */
function checkCanonical(r) {
  const encoded = number(r);
  const y = encoded & ((1n << 255n) - 1n);
  const sign = encoded >> 255n;
  const xIsZero = y === 1n || y === P - 1n;
  if (y >= P || (xIsZero && sign === 1n)) refuse("signature-invalid", "R is canonical");
  if (y === 1n) refuse("signature-invalid", "R isn't the identity");
}

export function privateKey(seed) {
  const key = Buffer.concat([PRIVATE_HEAD, seed]);
  return createPrivateKey({ key, format: "der", type: "pkcs8" });
}

export const publicKey = (secret) =>
  createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);

export const sign = (secret, message) => signBytes(null, message, secret);
