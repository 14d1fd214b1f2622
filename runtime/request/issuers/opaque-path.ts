import type { Frontend } from "../../protocols/endpoints/frontend.ts";

/** Backends make items that only they can read at this path, and at `/responses/compact`. */
export const OPAQUE_PATH = "/responses";

export function hasOpaque({ path }: Frontend): boolean {
  return path.startsWith(OPAQUE_PATH);
}
