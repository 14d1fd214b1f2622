import type { JsonObject } from "../sse/json-object.ts";
import type { Extras, Family } from "./extras.ts";

export type Members = Record<string, unknown>;

/** The members with one more; made with the first, since most parts of a request have none. */
export function withMember(members: Members | null, name: string, value: unknown): Members {
  const all = members ?? {};
  setMember(all, name, value);
  return all;
}

/** A plain assignment to `__proto__` would replace the prototype: what a client wrote could then pass for members. */
export function setMember(members: Members, name: string, value: unknown): void {
  if (name !== "__proto__") members[name] = value;
  else Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

export function extrasOf(family: Family, members: Members | null): Extras | null {
  return members === null ? null : { family, members };
}

const NONE: JsonObject = {};

/** The members of a family; none where the extras are another's. */
export function membersOf(extras: Extras | null, family: Family): JsonObject {
  return extras !== null && extras.family === family ? extras.members : NONE;
}
