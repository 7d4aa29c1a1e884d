/**
 * Packed messages: frames that were deflated together, as docs/PROTOCOL.md has them. A session sees
 * frames alone.
 */
import { CborReader, CborWriter } from "./cbor.js";
import { SoulgraphError } from "./errors.js";

const ARRAY_OF_3 = 0x83;
const TYPE = 11;
const SIZE_MAX = 1 << 20;
/** Less isn't worth its deflating; what is as large goes alone. */
const MIN_BYTES = 1024;
const JOINED_MAX_BYTES = 32 * 1024;
const FRAMES_MAX = 1024;
/** From so little there come no more than 4 MB before they are counted. */
const PIECE_BYTES = 4096;

/** @param {Uint8Array} message */
export function isPacked(message) {
  return message[0] === ARRAY_OF_3 && message[1] === TYPE;
}

/**
 * The frames of a packed message, one after the other.
 *
 * @param {Uint8Array<ArrayBuffer>} message
 */
export async function unpack(message) {
  let stream;
  try {
    stream = new DecompressionStream("deflate-raw");
    const cbor = new CborReader(message);
    cbor.head();
    cbor.head();
    const size = cbor.head();
    const length = cbor.head();
    let at = message.length - length;
    // Written anew it is the same, or it isn't canonical.
    if (size > SIZE_MAX || `${headOf(size, length)}` !== `${message.subarray(0, at)}`) throw size;
    const source = new ReadableStream({
      pull(pieces) {
        if (at < message.length) pieces.enqueue(message.subarray(at, (at += PIECE_BYTES)));
        else pieces.close();
      },
    });
    const reader = source.pipeThrough(stream).getReader();
    const frames = new Uint8Array(size);
    let filled = 0;
    // What doesn't fit ends this, and nothing more is read.
    for (let next; !(next = await reader.read()).done; filled += next.value.length)
      frames.set(next.value, filled);
    if (filled < size) throw filled;
    return frames;
  } catch (error) {
    throw new SoulgraphError(
      stream ? "frame-malformed" : "unsupported",
      "packed frames unfold to the size that they say",
      error,
      !!stream,
    );
  }
}

/**
 * Sends frames in their order: what is small and waits, or comes in one turn, goes together.
 *
 * @param {WebSocket} socket
 * @returns {(frame: Uint8Array<ArrayBuffer>) => void}
 */
export function sender(socket) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const queue = [];
  const flush = async () => {
    await null;
    while (queue[0]) {
      const frames = [];
      let size = 0;
      for (const frame of queue) {
        size += frame.length;
        const small = frame.length < MIN_BYTES && size <= JOINED_MAX_BYTES;
        if (frames[0] && !small) break;
        if (frames.push(frame) === FRAMES_MAX || !small) break;
      }
      const packed = await pack(frames).catch(() => null);
      for (const message of packed ? [packed] : frames) socket.send(message);
      queue.splice(0, frames.length);
    }
  };
  return (frame) => {
    if (queue.push(frame) === 1) flush();
  };
}

/** @param {Uint8Array<ArrayBuffer>[]} frames */
async function pack(frames) {
  const plain = new Blob(frames);
  if (plain.size < MIN_BYTES) return null;
  const stream = plain.stream().pipeThrough(new CompressionStream("deflate-raw"));
  const deflated = await new Response(stream).blob();
  return deflated.size < 0.9 * plain.size
    ? new Blob([headOf(plain.size, deflated.size), deflated])
    : null;
}

/**
 * @param {number} size
 * @param {number} length
 */
function headOf(size, length) {
  const cbor = new CborWriter();
  cbor.array(3);
  cbor.head(0, TYPE);
  cbor.head(0, size);
  cbor.head(2, length);
  return cbor.bytes();
}
