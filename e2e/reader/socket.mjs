// As much of a WebSocket client (RFC 6455) as a test needs: binary messages over plain HTTP, by
// Node's own http, since Node 20 has no client of its own.
import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** Resolves with { send(bytes), next(): Promise<bytes>, close() }. */
export function connect(url) {
  const key = randomBytes(16).toString("base64");
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": key,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url.replace(/^ws:/, "http:"), { headers });
    asked.on("error", reject);
    asked.on("response", (response) => reject(new Error(`HTTP ${response.statusCode}`)));
    asked.on("upgrade", (response, pipe, first) => {
      const accept = createHash("sha1").update(key + GUID).digest("base64");
      if (response.headers["sec-websocket-accept"] !== accept) reject(new Error("not accepted"));
      else resolve(socket(pipe, first));
    });
    asked.end();
  });
}

function socket(pipe, first) {
  const arrived = [];
  const waiting = [];
  let rest = Buffer.alloc(0);
  let fragments = [];
  let ended = null;

  const settle = () => {
    while (waiting.length > 0 && arrived.length > 0) waiting.shift().resolve(arrived.shift());
    if (ended) waiting.splice(0).forEach((each) => each.reject(ended));
  };

  const end = (why) => {
    ended ??= new Error(why);
    settle();
  };

  const write = (opcode, payload) => {
    const mask = randomBytes(4);
    const masked = payload.map((byte, i) => byte ^ mask[i % 4]);
    const size = payload.length;
    const head = Buffer.alloc(size < 126 ? 2 : size < 65536 ? 4 : 10);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (size < 126 ? size : size < 65536 ? 126 : 127);
    if (head.length === 4) head.writeUInt16BE(size, 2);
    if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2);
    pipe.write(Buffer.concat([head, mask, masked]));
  };

  const handle = (opcode, last, payload) => {
    if (opcode === PING) write(PONG, payload);
    else if (opcode === CLOSE) end(`closed: ${payload.subarray(2)}`);
    else if (opcode === BINARY || opcode === CONTINUATION) {
      fragments.push(payload);
      if (last) {
        arrived.push(Buffer.concat(fragments));
        fragments = [];
        settle();
      }
    }
  };

  const read = (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const short = rest.length < 2 ? 0 : rest[1] & 127;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (rest.length < head) return;
      let size = short;
      if (head === 4) size = rest.readUInt16BE(2);
      if (head === 10) size = Number(rest.readBigUInt64BE(2));
      if (rest.length < head + size) return;
      handle(rest[0] & 15, (rest[0] & 128) > 0, rest.subarray(head, head + size));
      rest = rest.subarray(head + size);
    }
  };

  pipe.on("data", read);
  pipe.on("error", (e) => end(e.message));
  pipe.on("close", () => end("the connection ended"));
  read(first);
  return {
    send: (bytes) => write(BINARY, bytes),
    next: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        settle();
      }),
    close: () => {
      write(CLOSE, Buffer.alloc(0));
      pipe.end();
    },
  };
}
