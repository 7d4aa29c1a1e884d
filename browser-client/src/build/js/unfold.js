/** A Response with the Wasm file that a module holds: as base64 of what is deflated, half as long as the file itself. */
export const unfold = async ({ default: base64 }) => {
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
};
