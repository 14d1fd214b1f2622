import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import { isObject, type JsonObject } from "../protocols/json/json-object.ts";
import { jsonText, writableText } from "../protocols/json/json-text.ts";
import type { Member } from "./scan/tokens.ts";
import type { TopLevelObject } from "./scan/top-level.ts";
import type { WholeLimits } from "./whole/limits.ts";
import { readPart } from "./whole/read-whole.ts";

/** Replaces the bytes from `start` to `end` by `text`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edits as changes of the members' bytes; null if that might be wrong, for example if a member occurs twice, and a full
 * parse is needed.
 */
export function changesFor(
  bytes: Buffer,
  top: TopLevelObject,
  edits: readonly FieldEdit[],
  limits: WholeLimits,
): Change[] | null {
  const changes: Change[] = [];
  for (const { fields, member, value, ifAbsent } of edits) {
    let present: Member | null = null;
    for (const field of fields) {
      const found = top.members.get(field);
      if (found === undefined) continue;
      if (present !== null || top.repeated.has(field)) return null;
      present = found;
    }
    if (member !== null && present !== null && value !== undefined) {
      const whole = objectAt(bytes, present, limits);
      if (whole === null) return null;
      if (ifAbsent && whole[member] !== undefined) continue;
      const text = writableText({ ...whole, [member]: value });
      if (text === null) return null;
      changes.push({ start: present.valueStart, end: present.valueEnd, text });
      continue;
    }
    if (ifAbsent && present !== null) continue;
    if (value === undefined) {
      if (present === null) continue;
      const removal = removalOf(top, present);
      // Two removals could both take the same comma.
      if (removal === null || changes.some(({ text }) => text === "")) return null;
      changes.push(removal);
      continue;
    }
    const text = `"${fields[0]}":${jsonText(member === null ? value : { [member]: value })}`;
    if (present === null) changes.push({ start: top.open + 1, end: top.open + 1, text: `${text},` });
    else changes.push({ start: present.keyStart, end: present.valueEnd, text });
  }
  return changes;
}

/** null if the member is not an object. */
function objectAt(bytes: Buffer, { valueStart, valueEnd }: Member, limits: WholeLimits): JsonObject | null {
  const value = readPart(bytes, valueStart, valueEnd, limits);
  return isObject(value) ? value : null;
}

/** A member with the comma after it, or before it if it is the last. */
function removalOf({ members, repeated }: TopLevelObject, { keyStart, valueEnd }: Member): Change | null {
  if (repeated.size > 0) return null;
  let before: Member | null = null;
  for (const member of members.values()) {
    if (member.keyStart > keyStart) return { start: keyStart, end: member.keyStart, text: "" };
    if (member.keyStart < keyStart) before = member;
  }
  return before === null ? null : { start: before.valueEnd, end: valueEnd, text: "" };
}

/** The bytes with the changes applied, in pieces that share memory with the original. */
export function splice(bytes: Buffer, changes: Change[]): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, text } of changes.sort(inOrder)) {
    pieces.push(bytes.subarray(from, start), Buffer.from(text));
    from = end;
  }
  pieces.push(bytes.subarray(from));
  return pieces;
}

/** At the same position, insertions come first: `{` may be directly before the first member. */
function inOrder(a: Change, b: Change): number {
  return a.start - b.start || a.end - b.end;
}
