/** A chat as they are written for GUN: who speaks has signed in, and signs what is said. */
export function chat(gun, room) {
  const account = document.querySelector("#account");
  const said = account.querySelector("output");
  const user = gun.user().recall({ sessionStorage: true });

  gun.on("auth", () => {
    said.value = `I am ${user.is.alias}`;
  });

  account.addEventListener("submit", (event) => {
    event.preventDefault();
    const { alias, pass } = account.elements;
    user[event.submitter.name](alias.value, pass.value, (ack) => {
      if (ack.err) said.value = ack.err;
    });
  });

  const say = document.querySelector("#say");
  say.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!user.is) return;
    const { what } = say.elements;
    const message = user
      .get("said")
      .get(String(Date.now()))
      .put({ what: what.value, who: { name: user.is.alias } });
    gun.get(`${room}/chat`).set(message);
    what.value = "";
  });

  gun
    .get(`${room}/chat`)
    .map()
    .once(function (message, id) {
      const line = document.createElement("li");
      line.id = id;
      line.textContent = message.what;
      document.querySelector("#chat").append(line);
      this.get("who")
        .get("name")
        .on((name) => {
          line.textContent = `${name}: ${message.what}`;
        });
    });
}
