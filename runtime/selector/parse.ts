import { misplacedAnnotation, readAnnotations } from "./annotations.ts";
import type { Range } from "./characters.ts";
import { indexOfControl, MAX_MODEL_STRING, trimRange } from "./characters.ts";
import type { Failure } from "./failure.ts";
import { failure } from "./failure.ts";
import { parseQuery } from "./params.ts";
import { splitRoute } from "./route.ts";
import type { Branch, ParsedSelector, Selector } from "./selector.ts";
import { splitBranches } from "./split.ts";

/**
 * Parses a model string by its syntax alone, without checking whether a backend exists. Never throws, and takes one pass, so
 * that no client can make it slow. Only the first mistake is reported.
 */
export function parseSelector(text: string): ParsedSelector {
  const whole = { start: 0, end: text.length };
  if (text.length > MAX_MODEL_STRING) {
    return failure("syntax_error", `A model string has at most ${MAX_MODEL_STRING} characters.`, whole);
  }
  const control = indexOfControl(text);
  if (control !== -1) {
    const message = "A model string has no control characters and no line breaks in it.";
    return failure("syntax_error", message, { start: control, end: control + 1 });
  }
  if (text.trim() === "") return failure("syntax_error", "The model string is empty.", whole);

  const split = splitBranches(text);
  if (!split.ok) return split;
  const branches: Branch[] = [];
  for (const range of split.branches) {
    const parsed = parseBranch(text, range, split.kind);
    if (!parsed.ok) return parsed;
    branches.push(parsed.branch);
  }
  return checkTogether({ kind: split.kind, branches });
}

function parseBranch(
  text: string,
  untrimmed: Range,
  kind: Selector["kind"],
): { readonly ok: true; readonly branch: Branch } | Failure {
  const range = trimRange(text, untrimmed);
  if (range.start === range.end) {
    // An empty range has nothing to underline, so the operator next to it is included.
    const around = { start: Math.max(0, untrimmed.start - 1), end: Math.min(text.length, untrimmed.end + 1) };
    return failure("syntax_error", "There is an operator with no model beside it.", around);
  }
  const annotated = readAnnotations(text, range, kind);
  if (!annotated.ok) return annotated;

  const written = text.slice(annotated.next, range.end);
  const question = written.indexOf("?");
  const route = (question === -1 ? written : written.slice(0, question)).trim();
  const place = { start: annotated.next, end: question === -1 ? range.end : annotated.next + question + 1 };
  const misplaced = misplacedAnnotation(text, { start: annotated.next, end: place.end });
  if (misplaced !== null) return misplaced;
  const parts = splitRoute(route);
  if (parts.backend?.trim() === "") return failure("invalid_leaf", "The backend before the colon is empty.", place);
  if (parts.instance?.trim() === "") return failure("invalid_leaf", "The instance behind the dot is empty.", place);
  if (parts.model.trim() === "") return failure("invalid_leaf", "The model is empty.", place);

  const queryStart = question === -1 ? range.end : annotated.next + question + 1;
  const { params, issues } = parseQuery(text.slice(queryStart, range.end), queryStart);
  const { start, end } = range;
  const branch = { route, ...parts, params, issues, ...annotated.annotations, offset: start, length: end - start };
  return { ok: true, branch };
}

/** What no branch shows by itself. */
function checkTogether(selector: Selector): ParsedSelector {
  const { kind, branches } = selector;
  const [front, next] = branches;
  if (kind === "failover" && front?.on !== undefined && next !== undefined) {
    return refused(front, 'The annotation "on" needs a model before its own, which fails.');
  }
  const second = branches.filter((branch) => branch.first)[1];
  if (second !== undefined) return refused(second, "Only one branch of a group can be the first.");
  return kind === "weighted" ? checkBackups(selector) : { ok: true, selector };
}

function checkBackups(selector: Selector): ParsedSelector {
  const { branches } = selector;
  for (const branch of branches) {
    const { backup, weight, first, on } = branch;
    if (backup && (weight !== undefined || first)) {
      return refused(branch, 'A branch with "backup" has neither "weight" nor "first", because it is not drawn.');
    }
    if (!backup && on !== undefined) {
      return refused(branch, 'The annotation "on" needs "backup" beside it in a group joined by "^".');
    }
  }
  const [front] = branches;
  if (front === undefined || branches.some(({ backup }) => !backup)) return { ok: true, selector };
  return refused(front, 'A group joined by "^" needs a branch without "backup".');
}

function refused({ offset, length }: Branch, message: string): Failure {
  return failure("unsupported_construct", message, { start: offset, end: offset + length });
}
