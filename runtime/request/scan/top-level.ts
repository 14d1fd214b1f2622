import { CLOSE_BRACE, COMMA, isEnd, type Member, OPEN_BRACE, readMember, skipSpace } from "./tokens.ts";

/**
 * Members of the top-level object of a JSON text, found without building anything. Whatever two parsers could read
 * differently is "odd" and left to a full parse, so that Turnout and the upstream never read two different requests.
 */
export type TopLevel =
  | {
      readonly kind: "object";
      readonly members: ReadonlyMap<string, Member>;
      readonly open: number;
      readonly empty: boolean;
    }
  /** A wanted key twice, or an escape in any key. */
  | { readonly kind: "odd" }
  | { readonly kind: "malformed" };

const ODD: TopLevel = { kind: "odd" };
const MALFORMED: TopLevel = { kind: "malformed" };

export function scanTopLevel(bytes: Buffer, wanted: ReadonlySet<string>): TopLevel {
  const members = new Map<string, Member>();
  const open = skipSpace(bytes, 0);
  if (bytes[open] !== OPEN_BRACE) return MALFORMED;
  let at = skipSpace(bytes, open + 1);
  if (bytes[at] === CLOSE_BRACE)
    return isEnd(bytes, at + 1) ? { kind: "object", members, open, empty: true } : MALFORMED;
  for (;;) {
    const member = readMember(bytes, at);
    if (member === null) return MALFORMED;
    if (member.key.includes("\\")) return ODD;
    if (wanted.has(member.key)) {
      if (members.has(member.key)) return ODD;
      members.set(member.key, member);
    }
    at = skipSpace(bytes, member.valueEnd);
    if (bytes[at] === CLOSE_BRACE)
      return isEnd(bytes, at + 1) ? { kind: "object", members, open, empty: false } : MALFORMED;
    if (bytes[at] !== COMMA) return MALFORMED;
    at = skipSpace(bytes, at + 1);
  }
}
