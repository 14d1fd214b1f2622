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
 * The edits as changes of the bytes between the members; null where one of them would have to take a member out,
 * which only a full parse does safely.
 */
export function changesFor(top: TopLevelObject, edits: readonly FieldEdit[]): Change[] | null {
  const changes: Change[] = [];
  for (const { fields, value, ifAbsent } of edits) {
    let present: Member | null = null;
    for (const field of fields) {
      const member = top.members.get(field);
      if (member === undefined) continue;
      if (present !== null || top.repeated.has(field)) return null;
      present = member;
    }
    if (ifAbsent && present !== null) continue;
    const text = `"${fields[0]}":${JSON.stringify(value)}`;
    if (present === null) changes.push({ start: top.open + 1, end: top.open + 1, text: `${text},` });
    else changes.push({ start: present.keyStart, end: present.valueEnd, text });
  }
  return changes;
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
