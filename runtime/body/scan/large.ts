import type { Payload } from "../../wire/upstream.ts";
import { findNeedles } from "./needles.ts";
import { BACKSLASH, CLOSE_BRACE, COMMA, isEnd, type Member, OPEN_BRACE, readMember, skipSpace } from "./tokens.ts";

/**
 * Finds `model` in a body too long to read byte by byte, which takes twelve times as long as a search. Clients write it
 * among the first or the last members: there it is found by reading a few bytes, and the rest is only searched for a second
 * one. The result is null whenever it is not certain, and then the caller reads everything.
 */
export interface PlacedMember {
  readonly piece: number;
  readonly member: Member;
}

export interface PlacedModel {
  readonly placed: PlacedMember;
  /** Where `"stream"` is, counted from the start of the payload; at most the first two places. */
  readonly streams: readonly number[];
}

/** How many bytes are read at either end. */
const REACH = 4096;

export function locateModel(payload: Payload): PlacedModel | null {
  const { models, odd, streams } = findNeedles(payload);
  const [at] = models;
  const placed = at === undefined || models.length > 1 || odd ? null : placeMember(payload, at);
  return placed === null ? null : { placed, streams };
}

/** The top-level member whose key starts at `at`, counted from the start of the payload; null if that is not certain. */
export function placeMember(payload: Payload, at: number): PlacedMember | null {
  const last = payload.pieces.length - 1;
  const head = payload.pieces[0];
  const tail = payload.pieces[last];
  if (head === undefined || tail === undefined) return null;
  if (at < Math.min(head.length, REACH)) return inHead(head, at, tail);
  const fromTail = at - (payload.length - tail.length);
  return fromTail > 0 && payload.length - at < REACH ? inTail(tail, fromTail, last) : null;
}

function inHead(head: Buffer, at: number, tail: Buffer): PlacedMember | null {
  const open = skipSpace(head, 0);
  if (head[open] !== OPEN_BRACE || !endsWithBrace(tail)) return null;
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
 * In valid JSON, an unescaped `"model"` followed by a colon is a key: if its first quote were the end of a string, a bare
 * word would follow. And if the object that contains it ends where the text ends, that object is the outermost.
 */
function inTail(tail: Buffer, at: number, piece: number): PlacedMember | null {
  if (tail[at - 1] === BACKSLASH) return null;
  const member = readMember(tail, at);
  for (let each = member; member !== null && each !== null; ) {
    const next = skipSpace(tail, each.valueEnd);
    if (tail[next] === CLOSE_BRACE) return isEnd(tail, next + 1) ? { piece, member } : null;
    if (tail[next] !== COMMA) return null;
    each = readMember(tail, skipSpace(tail, next + 1));
  }
  return null;
}

function endsWithBrace(tail: Buffer): boolean {
  const end = tail.lastIndexOf(CLOSE_BRACE);
  return end >= 0 && isEnd(tail, end + 1);
}
