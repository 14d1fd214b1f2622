import type { FieldEdit } from "./edits.ts";
import type { Member } from "./scan/tokens.ts";

/** Bytes from `start` to `end` give way to `text`. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edits as changes of the bytes between the members; null where one of them would have to take a member out,
 * which only a full parse does safely.
 */
export function changesFor(
  members: ReadonlyMap<string, Member>,
  open: number,
  edits: readonly FieldEdit[],
): readonly Change[] | null {
  const changes: Change[] = [];
  for (const { fields, value, ifAbsent } of edits) {
    const present = fields.map((field) => members.get(field)).filter((member) => member !== undefined);
    const [first, second] = present;
    if (ifAbsent && first !== undefined) continue;
    if (second !== undefined) return null;
    const text = `${JSON.stringify(fields[0])}:${JSON.stringify(value)}`;
    if (first === undefined) changes.push({ start: open + 1, end: open + 1, text: `${text},` });
    else changes.push({ start: first.keyStart, end: first.valueEnd, text });
  }
  return changes;
}

/** The bytes with the changes made, in pieces that share memory with them. */
export function splice(bytes: Buffer, changes: readonly Change[]): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, text } of [...changes].sort((a, b) => a.start - b.start)) {
    pieces.push(bytes.subarray(from, start), Buffer.from(text));
    from = end;
  }
  pieces.push(bytes.subarray(from));
  return pieces;
}
