/** A list of things to do, as they are written for GUN: items in a set, put to null when deleted. */
export function todo(gun, room) {
  const items = gun.get(room).get("todo");
  const add = document.querySelector("#add");
  add.addEventListener("submit", (event) => {
    event.preventDefault();
    items.set({ title: add.elements.title.value, done: false });
    add.reset();
  });

  items.map().on((item, id) => {
    let line = document.getElementById(id);
    if (item === null) {
      line?.remove();
      return;
    }
    if (!line) {
      line = document.createElement("li");
      line.id = id;
      line.innerHTML = "<label><input type=checkbox> <span></span></label> <button>Delete</button>";
      line.querySelector("input").onchange = (event) =>
        items.get(id).get("done").put(event.target.checked);
      line.querySelector("button").onclick = () => items.get(id).put(null);
      document.querySelector("#todo").append(line);
    }
    line.querySelector("span").textContent = item.title;
    line.querySelector("input").checked = item.done;
  });
}
