import { fieldOf } from "./field-of.ts";
import type { Body } from "./read-model.ts";

/** Whether the client asked for a stream. A large body is searched for it, so it is asked only where it matters. */
export function wantsStream(body: Body): boolean {
  return fieldOf(body, "stream") === true;
}
