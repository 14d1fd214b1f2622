import type { JsonObject } from "../json/json-object.ts";
import type { Extras, Family } from "./extras.ts";

export type Members = Record<string, unknown>;

/** Adds a member; the object is created with the first, since most parts of a request have none. */
export function withMember(members: Members | null, name: string, value: unknown): Members {
  const all = members ?? {};
  setMember(all, name, value);
  return all;
}

/** A plain assignment to `__proto__` would replace the prototype, so that a client's value could be mistaken for members. */
export function setMember(members: Members, name: string, value: unknown): void {
  if (name !== "__proto__") members[name] = value;
  else Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

export function extrasOf(family: Family, members: Members | null): Extras | null {
  return members === null ? null : { family, members };
}

const NONE: JsonObject = {};

/** The members of a family; empty if the extras belong to another. */
export function membersOf(extras: Extras | null, family: Family): JsonObject {
  return extras !== null && extras.family === family ? extras.members : NONE;
}
