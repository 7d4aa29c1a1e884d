/** The selected node: its properties, links, sets, and who points to it; all of it editable in place. */
import { addPropertyForm } from "./add-property.js";
import { byId, copyText, el, icon, iconButton, keyed, setText } from "./dom.js";
import { kindClass } from "./kinds.js";
import { incomingRow, linkRow, setSection } from "./links.js";
import { describe } from "./model.js";
import { describeError, toast } from "./notices.js";
import { groupIncoming, groupProperties } from "./property-groups.js";
import { propertyRow } from "./property-row.js";
import { isLink } from "./values.js";

/**
 * @param {object} context
 * @param {ReturnType<typeof import("./writes.js").createWrites>} context.writes
 * @param {(soul: string | null) => void} context.onNavigate
 * @param {() => import("./model.js").Model} context.model
 * @param {(soul: string) => import("/soulgraph.js").Snapshot<any> | undefined} context.snapshot
 */
export function createInspector(context) {
  const root = byId("inspector");
  const { writes } = context;
  let soul = null;
  let parts = null;
  /** What had the focus when the inspector was opened. */
  let opener = null;

  function show(nextSoul) {
    const { activeElement } = document;
    const hadFocus = root.contains(activeElement);
    if (nextSoul !== soul && !hadFocus) opener = activeElement;
    root.hidden = nextSoul === null;
    document.body.classList.toggle("inspecting", nextSoul !== null);
    if (nextSoul !== soul) {
      soul = nextSoul;
      parts = soul === null ? null : build(soul);
      root.replaceChildren(...(parts ? [parts.head, parts.body] : []));
      root.scrollTop = 0;
    }
    if (parts) update();
    if (hadFocus && !root.contains(document.activeElement)) passFocus();
  }

  /** What had the focus is gone: who uses the keyboard must not begin at the top of the page. */
  function passFocus() {
    if (parts) return parts.title.focus({ preventScroll: true });
    opener?.focus();
    if (document.activeElement !== opener || opener === document.body) byId("graph").focus();
  }

  function build(ofSoul) {
    const section = (title, testid) => {
      const content = el("div", { class: "rows" });
      const element = el("section", { "data-testid": testid }, el("h3", {}, title), content);
      return { element, content };
    };
    const sections = {
      properties: section("Properties", "properties"),
      links: section("Links", "links"),
      sets: section("Sets", "sets"),
      incoming: section("Linked from", "incoming-links"),
    };
    const title = el("h2", { tabindex: "-1" });
    const dot = el("span", { class: kindClass(ofSoul), "aria-hidden": "true" });
    const missing = el(
      "p",
      { class: "callout", hidden: true },
      "Nothing is kept here yet. Add a property, and the node is there.",
    );
    const soulLine = el(
      "button",
      {
        type: "button",
        class: "soul-line mono",
        title: "Copy the soul",
        "data-testid": "inspector-soul",
        onclick: () => copySoul(ofSoul),
      },
      ofSoul,
      icon("copy"),
    );
    const head = el(
      "header",
      { class: "inspector-head" },
      el(
        "div",
        { class: "inspector-title" },
        dot,
        title,
        iconButton("close", "Close", () => context.onNavigate(null), {
          "data-testid": "inspector-close",
        }),
      ),
      soulLine,
    );
    const form = addPropertyForm(context, add);
    const removal = el(
      "button",
      { type: "button", class: "danger", "data-testid": "node-delete", onclick: removeNode },
      icon("trash"),
      "Delete this node",
    );
    const body = el(
      "div",
      { class: "inspector-body" },
      missing,
      sections.properties.element,
      sections.links.element,
      sections.sets.element,
      el("section", {}, el("h3", {}, "Add"), form),
      sections.incoming.element,
      removal,
    );
    return { head, body, title, missing, removal, form, sections };
  }

  function update() {
    const model = context.model();
    const snapshot = context.snapshot(soul);
    const description = snapshot ? describe(snapshot) : null;
    setText(parts.title, model.nodes.get(soul)?.label ?? soul);
    parts.missing.hidden = Boolean(snapshot);
    parts.removal.hidden = !snapshot;
    root.dataset.soul = soul;
    updateProperties(snapshot, description);
    updateLinks(model, description);
  }

  function updateProperties(snapshot, description) {
    const { element, content } = parts.sections.properties;
    const scalars = snapshot ? description.keys.filter((key) => !isLink(snapshot[key])) : [];
    element.hidden = scalars.length === 0;
    const groups = groupProperties(scalars, description?.labelKey ?? null);
    const property = (key) => ({ key, value: snapshot[key] });
    const entries = groups.flatMap(({ name, keys }) =>
      name === null
        ? keys.map((key) => ({ id: `key ${key}`, ...property(key) }))
        : [{ id: `group ${name}`, name, members: keys.map(property) }],
    );
    keyed(
      content,
      entries,
      (entry) => entry.id,
      (entry) => (entry.members ? group(entry) : propertyRow(entry, { save, remove })),
    );
  }

  function group(entry) {
    const rows = el("div", { class: "rows" });
    const count = el("span", { class: "soft" });
    const element = el(
      "details",
      { class: "group", "data-key": entry.name },
      el("summary", {}, el("span", { class: "key" }, entry.name), count),
      rows,
    );
    element.update = (now) => {
      setText(count, String(now.members.length));
      keyed(
        rows,
        now.members,
        (member) => member.key,
        (member) => propertyRow(member, { save, remove }),
      );
    };
    element.update(entry);
    return element;
  }

  function updateLinks(model, description) {
    const { links, sets, incoming } = parts.sections;
    const own = description?.links ?? [];
    links.element.hidden = own.length === 0;
    keyed(
      links.content,
      own,
      (link) => link.key,
      (link) => linkRow(link, context, (key, target) => removeLink(key, target)),
    );
    const below = model.sets.get(soul) ?? [];
    sets.element.hidden = below.length === 0;
    keyed(
      sets.content,
      below,
      (set) => set.soul,
      (set) => setSection(set, context, { add: addElement, remove: removeElement }),
    );
    const pointing = groupIncoming(model.incoming.get(soul) ?? []);
    incoming.element.hidden = pointing.length === 0;
    keyed(
      incoming.content,
      pointing,
      (group) => group.label,
      (group) => incomingRow(group, context),
    );
  }

  async function add(kind, key, typed) {
    if (kind === "set") return addElement(`${soul}/${key}`, typed);
    if (typed.kind === "link") return writes.link(soul, key, typed.soul);
    return writes.put(soul, { [key]: typed.value });
  }

  function addElement(set, typed) {
    return writes.add(set, typed.kind === "link" ? writes.node(typed.soul) : typed.value);
  }

  function save(key, value) {
    return writes.put(soul, { [key]: value });
  }

  async function remove(key, value) {
    const from = soul;
    await writes.put(from, { [key]: null });
    toast(
      `Deleted ${key}`,
      undo(() => writes.put(from, { [key]: value })),
    );
  }

  async function removeLink(key, target) {
    const from = soul;
    await writes.put(from, { [key]: null });
    toast(
      `Removed the link ${key}`,
      undo(() => writes.link(from, key, target)),
    );
  }

  async function removeElement(set, value) {
    await writes.remove(set, value);
    toast(
      "Removed from the set",
      undo(() => writes.add(set, isLink(value) ? writes.node(value.soul) : value)),
    );
  }

  async function removeNode() {
    const name = parts.title.textContent;
    const snapshots = [soul, ...(context.model().sets.get(soul) ?? []).map((set) => set.soul)]
      .map(context.snapshot)
      .filter(Boolean);
    try {
      await writes.clear(snapshots);
      context.onNavigate(null);
      toast(
        `Deleted ${name}`,
        undo(() => writes.restore(snapshots)),
      );
    } catch (error) {
      toast(describeError(error).words);
    }
  }

  return {
    show,
    focusAdd() {
      parts?.form.querySelector('[data-testid="add-key"]').focus();
    },
  };
}

function undo(run) {
  return { label: "Undo", run: () => run().catch((error) => toast(describeError(error).words)) };
}

async function copySoul(soul) {
  toast((await copyText(soul)) ? "Soul copied" : soul);
}
