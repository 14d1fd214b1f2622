import { isObject, type JsonObject } from "../json/json-object.ts";

/** A value whose pieces arrive in a stream. null carries no information: a value of which only nulls came is null. */
export interface Growing {
  add(piece: unknown): void;
  value(): unknown;
}

/** Texts and lists are concatenated; for anything else the latest value counts. */
export function joined(): Growing {
  const texts: string[] = [];
  const items: unknown[] = [];
  let kind: "text" | "list" | "other" = "other";
  let other: unknown = null;
  return {
    add(piece) {
      if (typeof piece === "string") {
        texts.push(piece);
        if (kind === "other") kind = "text";
      } else if (Array.isArray(piece)) {
        for (const item of piece) items.push(item);
        kind = "list";
      } else if (piece !== null) {
        other = piece;
      }
    },
    value: () => (kind === "text" ? texts.join("") : kind === "list" ? items : other),
  };
}

/** The first non-blank value: some servers repeat a name in each piece, or send it blank later on. */
export function first(): Growing {
  let found: unknown = null;
  return {
    add(piece) {
      if (found === null || found === "") found = piece;
    },
    value: () => found,
  };
}

export function latest(): Growing {
  let found: unknown = null;
  return {
    add(piece) {
      if (piece !== null) found = piece;
    },
    value: () => found,
  };
}

export interface GrowingObject extends Growing {
  /** null for a member that has not arrived. */
  get(key: string): unknown;
  /** null until an object has arrived. */
  value(): JsonObject | null;
}

/** An object whose members are combined, each in a way that depends on its key. */
export function members(grow: (key: string) => Growing): GrowingObject {
  const all = new Map<string, Growing>();
  let came = false;
  return {
    add(piece) {
      if (!isObject(piece)) return;
      came = true;
      for (const [key, value] of Object.entries(piece)) {
        let member = all.get(key);
        if (member === undefined) {
          member = grow(key);
          all.set(key, member);
        }
        member.add(value);
      }
    },
    get: (key) => all.get(key)?.value() ?? null,
    value: () => (came ? Object.fromEntries(Array.from(all, ([key, member]) => [key, member.value()])) : null),
  };
}
