import { openDatabase } from "../open.js";

export { SoulgraphError } from "../errors.js";

/** A frame's limit and a packed message's head. What is longer is closed by the socket itself. */
const MESSAGE_MAX_BYTES = (1 << 20) + 16;

/**
 * Node 20 has no WebSocket. That of 22 tells a connection that fails by an error alone, without the
 * close that has to follow, so it would never be tried again.
 *
 * @type {typeof import("../soulgraph.js").open}
 */
export async function open(options) {
  const { WebSocket: Socket } = await import("ws");
  return openDatabase(options, {
    connect: (url) => {
      const socket = new Socket(url, { perMessageDeflate: false, maxPayload: MESSAGE_MAX_BYTES });
      // The close that follows tells it, as in a page. Else an error would end the process.
      socket.on("error", () => {});
      return /** @type {WebSocket} */ (/** @type {unknown} */ (socket));
    },
  });
}
