import { open } from "soulgraph";

/** What a framework renders on a server: the page's parts import the package, and open nothing there. */
export function render(): string {
  return `<p>${typeof open}</p>`;
}
