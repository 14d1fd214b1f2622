import { fieldOf } from "./field-of.ts";
import type { Body } from "./read-model.ts";

/** Whether the client asked for a stream. A large body is searched for the field, so call this only if needed. */
export function wantsStream(body: Body): boolean {
  return fieldOf(body, "stream") === true;
}
