import { parseExact } from "../protocols/json/exact.ts";
import { flatten } from "../wire/payload.ts";
import type { Body, SplicedBody, WholeScan } from "./read-model.ts";
import { findName } from "./scan/find-name.ts";
import { placeMember } from "./scan/large.ts";
import { scanTopLevel } from "./scan/top-level.ts";

/**
 * A search of a large body finds every key of these characters: if one were written with an escape, the search for `model`
 * would have found the escape.
 */
const SEARCHABLE = /^[a-z_]+$/;

/**
 * One top-level member of the request, parsed; undefined if it is absent or cannot be read. `name` is ASCII. In a large body
 * it is searched for; only if the result is uncertain are all members read, once, which takes four times as long.
 */
export function fieldOf(body: Body, name: string): unknown {
  if (body.kind === "parsed") return Object.hasOwn(body.fields, name) ? body.fields[name] : undefined;
  if (body.scan === null && SEARCHABLE.test(name)) {
    const [at, second] = findName(body.payload, Buffer.from(`"${name}"`));
    if (at === undefined) return undefined;
    const placed = second === undefined ? placeMember(body.payload, at) : null;
    const piece = placed === null ? undefined : body.payload.pieces[placed.piece];
    if (placed !== null && piece !== undefined) {
      return parsed(piece.toString("utf8", placed.member.valueStart, placed.member.valueEnd));
    }
  }
  const { bytes, top } = scanned(body);
  if (top.kind !== "object") return fieldOfOdd(bytes, name);
  const member = top.members.get(name);
  return member === undefined ? undefined : parsed(bytes.toString("utf8", member.valueStart, member.valueEnd));
}

/** The body's members, scanned at most once. */
export function scanned(body: SplicedBody): WholeScan {
  if (body.scan === null) {
    const bytes = flatten(body.payload);
    body.scan = { bytes, top: scanTopLevel(bytes) };
  }
  return body.scan;
}

/** Keys with escapes are rare enough for a full parse each time. */
function fieldOfOdd(bytes: Buffer, name: string): unknown {
  const fields = parsed(bytes.toString("utf8"));
  if (typeof fields !== "object" || fields === null || !Object.hasOwn(fields, name)) return undefined;
  return (fields as Readonly<Record<string, unknown>>)[name];
}

function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}
