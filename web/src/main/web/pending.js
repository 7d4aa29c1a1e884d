/** Writes that no relay has acknowledged yet, and those that one refused, with what can be done about them. */
import { byId, el, keyed, setText } from "./dom.js";
import { describeError, toast } from "./notices.js";
import { count } from "./values.js";

/** A long outbox is told by its number. */
const LISTED_MAX = 50;

export function wirePending(db, writes) {
  const panel = byId("pending");
  let asking = false;
  let again = false;

  /** One question at a time: the status may change faster than the answer comes. */
  async function refresh() {
    again = asking;
    if (asking) return;
    asking = true;
    try {
      show(await db.pending());
    } finally {
      asking = false;
    }
    if (again) refresh();
  }

  function show(receipts) {
    const refused = receipts.filter((receipt) => receipt.state === "refused");
    const waiting = receipts.filter((receipt) => receipt.state !== "refused");
    const chip = byId("pending-chip");
    chip.dataset.refused = String(refused.length > 0);
    chip.hidden = receipts.length === 0;
    chip.classList.toggle("bad", refused.length > 0);
    chip.classList.toggle("only-refused", refused.length > 0 && waiting.length === 0);
    setText(byId("pending-words"), wordsOnChip(waiting.length, refused.length));
    const parts = [
      { key: "head", element: el("h2", {}, "Pending writes") },
      {
        key: `words ${waiting.length}`,
        element: el("p", { class: "soft" }, wordsFor(waiting.length)),
      },
      ...refused.map((receipt) => ({
        key: `refused ${receipt.id} ${writes.canRepeat(receipt)}`,
        element: refusedRow(receipt),
      })),
      ...waiting
        .slice(0, LISTED_MAX)
        .map((receipt) => ({ key: `waiting ${receipt.id}`, element: waitingRow(receipt) })),
    ];
    keyed(
      panel,
      parts,
      (part) => part.key,
      (part) => part.element,
    );
  }

  function refusedRow(receipt) {
    const { words, code } = describeError(receipt.error);
    const act = (run) => () => run().then(refresh, (error) => toast(describeError(error).words));
    return el(
      "div",
      { class: "receipt refused", "data-testid": "refused", "data-receipt": receipt.id },
      el(
        "p",
        {},
        `${count(receipt.changes, "change")} refused. ${words} `,
        el("code", { class: "code" }, code),
      ),
      el(
        "div",
        { class: "actions" },
        writes.canRepeat(receipt)
          ? el(
              "button",
              {
                type: "button",
                "data-testid": "retry",
                onclick: act(() => writes.repeat(receipt)),
              },
              "Try again",
            )
          : null,
        el(
          "button",
          { type: "button", "data-testid": "drop", onclick: act(() => receipt.drop()) },
          "Drop",
        ),
      ),
    );
  }

  panel.addEventListener("toggle", refresh);
  db.status.on(refresh);
}

function waitingRow(receipt) {
  return el(
    "div",
    { class: "receipt", "data-testid": "waiting", "data-receipt": receipt.id },
    el("span", {}, count(receipt.changes, "change")),
    el("span", { class: "soft" }, "kept here, waiting for a relay"),
  );
}

function wordsOnChip(waiting, refused) {
  if (refused === 0) return "pending";
  return waiting === 0 ? `${refused} refused` : `pending, ${refused} refused`;
}

function wordsFor(waiting) {
  if (waiting === 0) return "Nothing is waiting.";
  const rest = waiting > LISTED_MAX ? ` The first ${LISTED_MAX}:` : "";
  return `${count(waiting, "write")} no relay has acknowledged yet. They are sent as soon as one can be reached.${rest}`;
}
