import { flatten } from "../wire/payload.ts";
import { fieldsIn } from "./fields-in.ts";
import type { Body, SplicedBody, WholeScan } from "./read-model.ts";
import { findName } from "./scan/find-name.ts";
import { placeMember } from "./scan/large.ts";
import type { Member } from "./scan/tokens.ts";
import { scanTopLevel } from "./scan/top-level.ts";
import { restored } from "./whole/long-texts.ts";
import { readPart } from "./whole/read-whole.ts";

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
  if (body.kind === "parsed") {
    return Object.hasOwn(body.fields, name) ? restored(body.fields[name], body.long) : undefined;
  }
  if (body.scan === null && SEARCHABLE.test(name)) {
    const [at, second] = findName(body.payload, Buffer.from(`"${name}"`));
    if (at === undefined) return undefined;
    const placed = second === undefined ? placeMember(body.payload, at) : null;
    const piece = placed === null ? undefined : body.payload.pieces[placed.piece];
    if (placed !== null && piece !== undefined) {
      return parsed(body, piece, placed.member);
    }
  }
  const { bytes, top } = scanned(body);
  if (top.kind !== "object") return fieldOfOdd(body, name);
  const member = top.members.get(name);
  return member === undefined ? undefined : parsed(body, bytes, member);
}

/** The body's members, scanned at most once. */
export function scanned(body: SplicedBody): WholeScan {
  if (body.scan === null) {
    const bytes = flatten(body.payload);
    body.scan = { bytes, top: scanTopLevel(bytes) };
  }
  return body.scan;
}

/** A key with an escape, for example: nothing less than a full parse tells. */
function fieldOfOdd(body: SplicedBody, name: string): unknown {
  const fields = fieldsIn(body);
  return fields !== null && Object.hasOwn(fields, name) ? restored(fields[name], body.long) : undefined;
}

function parsed({ limits }: SplicedBody, bytes: Buffer, { valueStart, valueEnd }: Member): unknown {
  return readPart(bytes, valueStart, valueEnd, limits);
}
