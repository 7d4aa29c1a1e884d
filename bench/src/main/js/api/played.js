// A relay's end of a page's WebSocket, which the harness plays: what it sends is what was made for it.
let last;

globalThis.WebSocket = class {
  readyState = 0;

  constructor() {
    last = this;
    setTimeout(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }

  async send(bytes) {
    if (bytes instanceof Blob) return;
    for (const answer of await answersOf([...bytes]))
      this.onmessage?.({ data: Uint8Array.from(answer).buffer });
  }

  close() {
    this.readyState = 3;
  }
};

export const deliver = (frame) => last.onmessage({ data: frame });

export const online = (db) =>
  new Promise((done) => {
    const look = ({ state }) => (state === "online" || state === "behind") && done();
    look(db.status.value);
    db.status.on(look);
  });
