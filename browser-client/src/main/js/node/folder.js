import { SoulgraphError } from "../errors.js";
import { FolderStorage } from "./folder-storage.js";

/** @type {typeof import("../folder.js").folder} */
export function folder(path) {
  if (typeof path !== "string" || path === "")
    throw new SoulgraphError("input-invalid", "folder takes a path", path);
  return { shared: false, open: (name, network) => FolderStorage.open(path, name, network) };
}
