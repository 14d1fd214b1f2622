import { isObject, type JsonObject } from "../protocols/sse/json-object.ts";
import type { FieldEdit } from "./edits.ts";
import type { Member } from "./scan/tokens.ts";
import type { TopLevelObject } from "./scan/top-level.ts";

/** Bytes from `start` to `end` give way to `text`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edits as changes of the bytes between the members; null where that is not certain to be right, as where a member
 * stands twice, and only a full parse will do.
 */
export function changesFor(bytes: Buffer, top: TopLevelObject, edits: readonly FieldEdit[]): Change[] | null {
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
      const whole = objectAt(bytes, present);
      if (whole === null) return null;
      if (ifAbsent && whole[member] !== undefined) continue;
      const text = textOf({ ...whole, [member]: value });
      if (text === null) return null;
      changes.push({ start: present.valueStart, end: present.valueEnd, text });
      continue;
    }
    if (ifAbsent && present !== null) continue;
    if (value === undefined) {
      if (present === null) continue;
      const removal = removalOf(top, present);
      // Two of them could reach for one comma.
      if (removal === null || changes.some(({ text }) => text === "")) return null;
      changes.push(removal);
      continue;
    }
    const text = `"${fields[0]}":${JSON.stringify(member === null ? value : { [member]: value })}`;
    if (present === null) changes.push({ start: top.open + 1, end: top.open + 1, text: `${text},` });
    else changes.push({ start: present.keyStart, end: present.valueEnd, text });
  }
  return changes;
}

/** null where the member holds anything but an object. */
function objectAt(bytes: Buffer, { valueStart, valueEnd }: Member): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8", valueStart, valueEnd));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** null where it nests deeper than the engine writes. */
function textOf(value: JsonObject): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

/** A member with the comma behind it, or where it is the last, before it. */
function removalOf({ members, repeated }: TopLevelObject, { keyStart, valueEnd }: Member): Change | null {
  if (repeated.size > 0) return null;
  let before: Member | null = null;
  for (const member of members.values()) {
    if (member.keyStart > keyStart) return { start: keyStart, end: member.keyStart, text: "" };
    if (member.keyStart < keyStart) before = member;
  }
  return before === null ? null : { start: before.valueEnd, end: valueEnd, text: "" };
}

/** The bytes with the changes made, in pieces that share memory with them. */
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

/** What is inserted where another change starts comes before it: `{` may stand right before the first member. */
function inOrder(a: Change, b: Change): number {
  return a.start - b.start || a.end - b.end;
}
