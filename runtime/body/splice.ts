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

/** What an edit has made of a field, so that the next one can add a member to it. */
interface Settled {
  /** null for a value that is no object. */
  readonly whole: JsonObject | null;
  /** Of its change. */
  readonly index: number;
  /** Where the client has it, under whichever name. */
  readonly present: Member | null;
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
  const settled = edits.length > 1 ? new Map<string, Settled>() : null;
  for (const { fields, member, value, ifAbsent } of edits) {
    const [first = ""] = fields;
    let present: Member | null = null;
    for (const field of fields) {
      const found = top.members.get(field);
      if (found === undefined) continue;
      if (present !== null || top.repeated.has(field)) return null;
      present = found;
    }
    const earlier = settled?.get(first);
    const index = earlier?.index ?? changes.length;
    if (member !== null && value !== undefined && (present !== null || earlier !== undefined)) {
      const before = earlier === undefined && present !== null ? objectAt(bytes, present, limits) : earlier?.whole;
      if (before === null || before === undefined) return null;
      if (ifAbsent && before[member] !== undefined) continue;
      const whole = { ...before, [member]: value };
      const text = writableText(whole);
      if (text === null) return null;
      const place = earlier === undefined ? present : earlier.present;
      changes[index] = setting(top, first, place, text);
      settled?.set(first, { whole, index, present: place });
      continue;
    }
    if (earlier !== undefined) return null;
    if (ifAbsent && present !== null) continue;
    if (value === undefined) {
      if (present === null) continue;
      const removal = removalOf(top, present);
      // Two removals could both take the same comma.
      if (removal === null || changes.some(({ text }) => text === "")) return null;
      changes.push(removal);
      settled?.set(first, { whole: null, index, present });
      continue;
    }
    const whole = member === null ? value : { [member]: value };
    changes.push(setting(top, first, present, jsonText(whole)));
    settled?.set(first, { whole: isObject(whole) ? whole : null, index, present });
  }
  return changes;
}

function setting({ open }: TopLevelObject, field: string, present: Member | null, text: string): Change {
  if (present === null) return { start: open + 1, end: open + 1, text: `"${field}":${text},` };
  return { start: present.keyStart, end: present.valueEnd, text: `"${field}":${text}` };
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
