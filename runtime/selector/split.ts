import type { Range } from "./characters.ts";
import { isSpace } from "./characters.ts";
import type { Failure } from "./failure.ts";
import { failure } from "./failure.ts";
import type { Selector } from "./selector.ts";

function kindOf(code: number): Exclude<Selector["kind"], "single"> | null {
  if (code === 0x7c) return "failover";
  if (code === 0x5e) return "weighted";
  return code === 0x21 ? "parallel" : null;
}

export interface Split {
  readonly ok: true;
  readonly kind: Selector["kind"];
  /** Not trimmed; at least one. */
  readonly branches: readonly Range[];
}

/** Each is a request to an upstream, and one client's string should not cause hundreds. */
const MOST_LEGS = 16;

/**
 * Splits a model string at its operators, in one pass. Operators are ignored only within the annotations at the start of a
 * branch.
 */
export function splitBranches(text: string): Split | Failure {
  const branches: Range[] = [];
  let kind: Selector["kind"] = "single";
  let start = 0;
  for (let i = skipAnnotations(text, 0); i < text.length; i++) {
    const found = kindOf(text.charCodeAt(i));
    if (found === null) continue;
    if (kind !== "single" && found !== kind) {
      const operator = text.charAt(start - 1);
      const message = `One model string cannot mix "${operator}" and "${text.charAt(i)}".`;
      return failure("unsupported_construct", message, { start: i, end: i + 1 });
    }
    kind = found;
    branches.push({ start, end: i });
    start = i + 1;
    i = skipAnnotations(text, start) - 1;
  }
  branches.push({ start, end: text.length });
  const beyond = kind === "parallel" ? branches[MOST_LEGS] : undefined;
  if (beyond !== undefined) {
    const message = `A group joined by "!" has at most ${MOST_LEGS} branches, for all of them are asked.`;
    return failure("unsupported_construct", message, beyond);
  }
  return { ok: true, kind, branches };
}

function skipAnnotations(text: string, from: number): number {
  let i = from;
  while (i < text.length && isSpace(text, i)) i++;
  while (text.charAt(i) === "[") {
    const close = text.indexOf("]", i);
    if (close === -1) return i;
    i = close + 1;
  }
  return i;
}
