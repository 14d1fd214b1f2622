import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";

/** Whether the process can open another file or connection. Opens a file and closes it, which takes a few microseconds. */
export function isDescriptorLeft(): boolean {
  try {
    closeSync(openSync(devNull, "r"));
    return true;
  } catch (error) {
    // Whatever else is wrong with that file says nothing about descriptors.
    return !(error instanceof Error && "code" in error && (error.code === "EMFILE" || error.code === "ENFILE"));
  }
}
