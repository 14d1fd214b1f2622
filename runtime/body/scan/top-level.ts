import { CLOSE_BRACE, COMMA, isEnd, type Member, OPEN_BRACE, readMember, skipSpace } from "./tokens.ts";

/**
 * Finds the members of the top-level object of a JSON text without building anything. Whatever two parsers could read
 * differently is "odd" and left to a full parse, so that Turnout and the upstream always read the same request.
 */
export type TopLevel =
  | TopLevelObject
  /** An escape in a key, or more members than any request has. */
  | { readonly kind: "odd" }
  | { readonly kind: "malformed" };

export interface TopLevelObject {
  readonly kind: "object";
  /** By key, in the order of the text; the last one of a repeated key. */
  readonly members: ReadonlyMap<string, Member>;
  /** Keys that occur more than once: parsers differ in which one they use. */
  readonly repeated: ReadonlySet<string>;
  /** Position of the opening brace. */
  readonly open: number;
}

const ODD: TopLevel = { kind: "odd" };
const MALFORMED: TopLevel = { kind: "malformed" };
const NONE: ReadonlySet<string> = new Set();
/** Each takes more memory than its bytes. */
const MOST_MEMBERS = 1000;

export function scanTopLevel(bytes: Buffer): TopLevel {
  const members = new Map<string, Member>();
  let repeated: Set<string> | null = null;
  const open = skipSpace(bytes, 0);
  if (bytes[open] !== OPEN_BRACE) return MALFORMED;
  let at = skipSpace(bytes, open + 1);
  if (bytes[at] === CLOSE_BRACE) {
    return isEnd(bytes, at + 1) ? { kind: "object", members, repeated: NONE, open } : MALFORMED;
  }
  for (;;) {
    const member = readMember(bytes, at);
    if (member === null) return MALFORMED;
    if (member.key.includes("\\")) return ODD;
    if (members.has(member.key)) {
      repeated ??= new Set();
      repeated.add(member.key);
    }
    members.set(member.key, member);
    if (members.size > MOST_MEMBERS) return ODD;
    at = skipSpace(bytes, member.valueEnd);
    if (bytes[at] === CLOSE_BRACE) {
      return isEnd(bytes, at + 1) ? { kind: "object", members, repeated: repeated ?? NONE, open } : MALFORMED;
    }
    if (bytes[at] !== COMMA) return MALFORMED;
    at = skipSpace(bytes, at + 1);
  }
}
