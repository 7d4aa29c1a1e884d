import { openDatabase } from "../open.js";

export { SoulgraphError } from "../errors.js";

/** A frame's limit and a packed message's head. What is longer is closed by the socket itself. */
const MESSAGE_MAX_BYTES = (1 << 20) + 16;

/** @type {typeof import("../soulgraph.js").open} */
export async function open(options) {
  const connect = globalThis.WebSocket
    ? (/** @type {string} */ url) => new WebSocket(url)
    : await viaPackage();
  return openDatabase(options, { connect });
}

/** Node 20 has no WebSocket. */
async function viaPackage() {
  const { WebSocket: Socket } = await import("ws");
  return (/** @type {string} */ url) => {
    const socket = new Socket(url, {
      perMessageDeflate: false,
      maxPayload: MESSAGE_MAX_BYTES,
    });
    // The close that follows tells it, as in a page. Else an error would end the process.
    socket.on("error", () => {});
    return /** @type {WebSocket} */ (/** @type {unknown} */ (socket));
  };
}
