import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes a file, or another in its place, so that after a crash it is there whole or not at all.
 * Only its owner can read it.
 *
 * @param {string} folder
 * @param {string} name
 * @param {(file: import("node:fs/promises").FileHandle) => Promise<unknown>} fill
 */
export async function replaceFile(folder, name, fill) {
  const path = join(folder, name);
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await fill(file);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(folder);
}

/**
 * Makes a folder with those that it lies in, where they are missing; only their owner can open
 * them.
 *
 * @param {string} folder an absolute path
 */
export async function makeFolder(folder) {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

/**
 * A new name is only sure to be found once its folder is on the disk; Windows sees to that itself.
 *
 * @param {string} folder
 */
async function syncFolder(folder) {
  if (process.platform === "win32") return;
  const file = await open(folder, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
