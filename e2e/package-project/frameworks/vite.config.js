import { compile } from "svelte/compiler";

/** Svelte's own plugin does more than one component needs. */
const svelte = {
  name: "svelte",
  transform: (code, id) =>
    id.endsWith(".svelte") ? compile(code, { filename: id, dev: false }).js : undefined,
};

export default ({ mode }) => {
  // Vite builds for production whatever the mode: React's checks are in the other one.
  process.env.NODE_ENV = mode;
  return { plugins: [svelte] };
};
