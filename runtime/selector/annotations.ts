import type { Range } from "./characters.ts";
import { isSpace, trimRange } from "./characters.ts";
import type { Failure } from "./failure.ts";
import { failure } from "./failure.ts";
import { FAILURE_KINDS, readFailureKinds } from "./failure-kinds.ts";
import type { Branch, Selector, SelectorErrorCode } from "./selector.ts";

export type Annotations = Pick<Branch, AnnotationName>;
type AnnotationName = "weight" | "first" | "backup" | "max_context" | "handicap" | "ttft_timeout" | "on";
type Found = { -readonly [Name in AnnotationName]?: NonNullable<Branch[Name]> };

interface Definition {
  readonly code: SelectorErrorCode;
  /** The only kind of group that allows it; null: allowed everywhere. */
  readonly group: Exclude<Selector["kind"], "single"> | null;
  /** Other kinds that allow it. */
  readonly also?: readonly Selector["kind"][];
  readonly expected: string;
  /** `value` is null for a bare key. Returns false for an invalid value. */
  readonly read: (found: Found, value: string | null) => boolean;
}

const POSITIVE = /^\+?\d+$/;
const DECIMAL = /^\+?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

function readWeight(found: Found, value: string | null): boolean {
  const number = value !== null && DECIMAL.test(value) ? Number(value) : 0;
  if (number <= 0 || number > Number.MAX_SAFE_INTEGER) return false;
  found.weight = number;
  return true;
}

function readMaxContext(found: Found, value: string | null): boolean {
  const number = value !== null && POSITIVE.test(value) ? Number(value) : 0;
  if (number < 1 || !Number.isSafeInteger(number)) return false;
  found.max_context = number;
  return true;
}

function seconds(name: "handicap" | "ttft_timeout"): Definition["read"] {
  return (found, value) => {
    const number = value !== null && DECIMAL.test(value) ? Number(value) : Number.NaN;
    if (!Number.isFinite(number)) return false;
    found[name] = number;
    return true;
  };
}

function flag(name: "first" | "backup"): Definition {
  return {
    code: "unsupported_construct",
    group: "weighted",
    expected: `[${name}], without a value`,
    read(found, value) {
      if (value !== null && !["true", "yes", "1"].includes(value.toLowerCase())) return false;
      found[name] = true;
      return true;
    },
  };
}

const DEFINITIONS: Readonly<Record<AnnotationName, Definition>> = {
  weight: {
    code: "invalid_weight",
    group: "weighted",
    expected: "[weight=N] with a number above 0",
    read: readWeight,
  },
  first: flag("first"),
  backup: flag("backup"),
  max_context: {
    code: "invalid_max_context",
    group: null,
    expected: "[max_context=N] with a whole number of tokens above 0",
    read: readMaxContext,
  },
  handicap: {
    code: "invalid_handicap",
    group: "parallel",
    expected: "[handicap=S] with a number of seconds from 0",
    read: seconds("handicap"),
  },
  ttft_timeout: {
    code: "invalid_ttft_timeout",
    group: "parallel",
    expected: "[ttft_timeout=S] with a number of seconds from 0",
    read: seconds("ttft_timeout"),
  },
  on: {
    code: "invalid_on",
    group: "failover",
    // An element of a failover route is a model string of its own; of a weighted group, a backup follows the others.
    also: ["single", "weighted"],
    expected: `[on=A+B] with kinds of failure: ${FAILURE_KINDS.join(", ")}`,
    read(found, value) {
      const kinds = value === null ? null : readFailureKinds(value);
      if (kinds === null) return false;
      found.on = kinds;
      return true;
    },
  },
};

const OPERATORS = { failover: "|", weighted: "^", parallel: "!" } as const;
export const ANNOTATION_NAMES: readonly string[] = Object.keys(DEFINITIONS);

function isAnnotationName(key: string): key is AnnotationName {
  return Object.hasOwn(DEFINITIONS, key);
}

export interface ReadAnnotations {
  readonly ok: true;
  readonly annotations: Annotations;
  /** The position at which the route begins. */
  readonly next: number;
}

/** Reads the `[…]` blocks at the start of a trimmed branch. */
export function readAnnotations(text: string, branch: Range, kind: Selector["kind"]): ReadAnnotations | Failure {
  const found: Found = {};
  let next = branch.start;
  while (next < branch.end && text.charAt(next) === "[") {
    const close = text.indexOf("]", next);
    if (close === -1 || close >= branch.end) {
      return failure("syntax_error", 'An annotation is opened with "[" and never closed.', { ...branch, start: next });
    }
    const problem = readBlock(text, { start: next + 1, end: close }, kind, found);
    if (problem !== null) return problem;
    next = close + 1;
  }
  if (next > branch.start && next === branch.end) {
    return failure("unsupported_construct", "There is no model behind the annotations.", branch);
  }
  if (next > branch.start && isSpace(text, next)) {
    const message = "The model must follow its annotations directly, without white space.";
    return failure("unsupported_construct", message, { start: next, end: next + 1 });
  }
  return { ok: true, annotations: found, next };
}

const MISPLACED = new RegExp(`\\[\\s*(?:${Object.keys(DEFINITIONS).join("|")})\\s*(?:[=,][^\\]]*)?\\]`, "i");

/**
 * Finds an annotation that is not at the start of its branch and would otherwise be taken as part of a name:
 * `a:x[weight=2]^b:y`.
 */
export function misplacedAnnotation(text: string, route: Range): Failure | null {
  const written = text.slice(route.start, route.end);
  const found = written.includes("[") ? MISPLACED.exec(written) : null;
  if (found === null) return null;
  const start = route.start + found.index;
  const message = `The annotation "${found[0]}" must stand at the start of its branch, before backend and model.`;
  return failure("unsupported_construct", message, { start, end: start + found[0].length });
}

function readBlock(text: string, block: Range, kind: Selector["kind"], found: Found): Failure | null {
  for (let start = block.start; start <= block.end; ) {
    const comma = text.indexOf(",", start);
    const end = comma === -1 || comma > block.end ? block.end : comma;
    const problem = readEntry(text, trimRange(text, { start, end }), kind, found);
    if (problem !== null) return problem;
    start = end + 1;
  }
  return null;
}

function readEntry(text: string, entry: Range, kind: Selector["kind"], found: Found): Failure | null {
  const written = text.slice(entry.start, entry.end);
  if (written === "") {
    const around = { start: entry.start - 1, end: entry.end + 1 };
    return failure("unsupported_construct", "An annotation is empty.", around);
  }
  const equals = written.indexOf("=");
  const key = (equals === -1 ? written : written.slice(0, equals)).trim().toLowerCase();
  const value = equals === -1 ? null : written.slice(equals + 1).trim();
  if (!isAnnotationName(key)) {
    return failure(
      "unsupported_construct",
      `There is no annotation "${key}"; there are ${ANNOTATION_NAMES.join(", ")}.`,
      entry,
    );
  }
  const definition = DEFINITIONS[key];
  if (Object.hasOwn(found, key)) {
    return failure("unsupported_construct", `The annotation "${key}" stands twice before one model.`, entry);
  }
  if (!definition.read(found, value)) {
    return failure(definition.code, `"${written}" is not right: write ${definition.expected}.`, entry);
  }
  if (definition.group !== null && definition.group !== kind && !definition.also?.includes(kind)) {
    const message = `The annotation "${key}" belongs only into a group joined by "${OPERATORS[definition.group]}".`;
    return failure("unsupported_construct", message, entry);
  }
  return null;
}
