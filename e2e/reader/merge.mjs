// The set of winners (section 6): the highest (state, author, id) of each slot, and erases.

const isErase = (change) => change.kind === 1;
const ofPrefix = (change) => isErase(change) && change.value.bytes[0] === 0xf5;

/** Changes of one slot compete; a soul has two slots for erases. */
const slotOf = (change) =>
  [change.soul, isErase(change) ? (ofPrefix(change) ? 1 : 0) : `key ${change.key}`].join("\n");

export function higher(a, b) {
  if (a.state !== b.state) return a.state > b.state;
  return (Buffer.compare(a.author, b.author) || Buffer.compare(a.id, b.id)) > 0;
}

const under = (soul, prefix) => soul.startsWith(`${prefix}/`);

function covers(erase, change) {
  if (!isErase(erase) || change.state > erase.state) return false;
  if (!ofPrefix(erase)) return change.soul === erase.soul && !isErase(change);
  return change.soul === erase.soul ? !ofPrefix(change) : under(change.soul, erase.soul);
}

/** Whether a scope has a change: erases also reach into scopes below them. */
function belongs({ kind, name }, change) {
  if (kind === 0) return true;
  const reaches = ofPrefix(change) && under(name, change.soul);
  const inside = change.soul === name || (kind !== 3 && under(change.soul, name));
  return inside || reaches;
}

export class Graph {
  #winners = new Map();

  /** The outcome's name. */
  merge(change) {
    const slot = slotOf(change);
    const old = this.#winners.get(slot);
    if (old?.id.equals(change.id)) return "duplicate";
    if (old && !higher(change, old)) return "superseded";
    const live = [...this.#winners.values()];
    if (live.some((other) => covers(other, change))) return "erased";
    this.#winners.set(slot, change);
    const covered = live.filter((other) => covers(change, other));
    covered.forEach((other) => this.#winners.delete(slotOf(other)));
    return "applied";
  }

  /** The ids of a scope's live changes in hex, ascending. */
  live(scope) {
    const all = [...this.#winners.values()].filter((change) => belongs(scope, change));
    return all.map((change) => change.id.toString("hex")).sort();
  }
}
