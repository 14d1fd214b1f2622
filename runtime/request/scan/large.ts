import type { Payload } from "../../upstream/upstream.ts";
import { firstTwo, hasEscapedLetter } from "./pieces.ts";
import { BACKSLASH, CLOSE_BRACE, COMMA, isEnd, type Member, OPEN_BRACE, readMember, skipSpace } from "./tokens.ts";

/**
 * Finds `model` in a body too long to read byte by byte (1 MB: 1.3 ms in a loop, 0.3 ms by native search).
 * Clients write it among the first members or among the last; there it is found by reading a few bytes, and the rest
 * is only searched for a second one. Whatever is not certain is null, and the caller reads everything.
 */
export interface PlacedMember {
  readonly piece: number;
  readonly member: Member;
}

const NEEDLE = '"model"';
/** `"extra_body"` from its rarest letter on. */
const EXTRA_BODY = 'xtra_body"';
const WINDOW = 4096;

export function locateModel(payload: Payload): PlacedMember | null {
  const { pieces } = payload;
  const last = pieces.length - 1;
  const head = pieces[0];
  const tail = pieces[last];
  if (head === undefined || tail === undefined) return null;
  if (pieces.some((piece, index) => index < last && piece.length < EXTRA_BODY.length)) return null;
  const [hit, second] = firstTwo(payload, NEEDLE);
  if (hit === undefined || second !== undefined) return null;
  if (hasEscapedLetter(payload) || firstTwo(payload, EXTRA_BODY).length > 0) return null;
  if (hit.piece === 0 && hit.at < WINDOW) return inHead(head, hit.at, tail);
  if (hit.piece === last && tail.length - hit.at < WINDOW) return inTail(tail, hit.at, last);
  return null;
}

function inHead(head: Buffer, at: number, tail: Buffer): PlacedMember | null {
  const open = skipSpace(head, 0);
  if (head[open] !== OPEN_BRACE || tail[lastByte(tail)] !== CLOSE_BRACE) return null;
  for (let next = skipSpace(head, open + 1); next <= at; ) {
    const member = readMember(head, next);
    if (member === null) return null;
    if (next === at) return { piece: 0, member };
    next = skipSpace(head, member.valueEnd);
    if (head[next] !== COMMA) return null;
    next = skipSpace(head, next + 1);
  }
  return null;
}

/**
 * In a valid text an unescaped `"model"` followed by a colon is a key: were its first quote the end of a string, a
 * bare word would follow. And where the object that it stands in ends with the text, that object is the outermost.
 */
function inTail(tail: Buffer, at: number, piece: number): PlacedMember | null {
  if (tail[at - 1] === BACKSLASH || at === 0) return null;
  const member = readMember(tail, at);
  for (let each = member; each !== null; ) {
    const next = skipSpace(tail, each.valueEnd);
    if (tail[next] === CLOSE_BRACE) return isEnd(tail, next + 1) && member !== null ? { piece, member } : null;
    if (tail[next] !== COMMA) return null;
    each = readMember(tail, skipSpace(tail, next + 1));
  }
  return null;
}

function lastByte(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at > 0 && skipSpace(bytes, at) > at) at--;
  return at;
}
