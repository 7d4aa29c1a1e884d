/** A handful of linked nodes, so that a fresh database has something to look at. */

/** To be run inside one commit. */
export function writeSample(tx, db) {
  const person = (name) => db.get(`people/${name}`);
  const project = (name) => db.get(`projects/${name}`);
  tx.put(person("ada"), {
    name: "Ada Lovelace",
    born: 1815,
    field: "Mathematics",
    mentor: person("mary"),
  });
  tx.put(person("mary"), { name: "Mary Somerville", born: 1780, field: "Astronomy" });
  tx.put(person("charles"), { name: "Charles Babbage", born: 1791, field: "Engineering" });
  tx.put(person("grace"), {
    name: "Grace Hopper",
    born: 1906,
    field: "Computing",
    inspiredBy: person("ada"),
  });
  tx.put(project("engine"), {
    title: "Analytical Engine",
    year: 1837,
    built: false,
    designer: person("charles"),
  });
  tx.put(project("notes"), {
    title: "Notes on the Engine",
    year: 1843,
    author: person("ada"),
    about: project("engine"),
  });
  tx.put(project("compiler"), {
    title: "A-0 Compiler",
    year: 1952,
    built: true,
    author: person("grace"),
  });
  for (const friend of ["charles", "mary"]) tx.add(db.set("people/ada/friends"), person(friend));
  tx.add(db.set("people/charles/friends"), person("ada"));
  for (const interest of ["poetry", "numbers", "flight"])
    tx.add(db.set("people/ada/interests"), interest);
}
