import type { ParamName, Params } from "../contract/params.ts";
import type { ParamIssue } from "./selector.ts";

type ParamValues = { -readonly [K in ParamName]-?: NonNullable<Params[K]> };
type Values = { [K in keyof ParamValues]?: ParamValues[K] };
type Definitions = { readonly [K in keyof ParamValues]: ParamDefinition<ParamValues[K]> };

interface ParamDefinition<Value> {
  /** Describes a valid value, for messages: `a number from 0 to 2`. */
  readonly expected: string;
  readonly parse: (text: string) => Value | undefined;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
/** Only visible ASCII: the value is written into request bodies, log lines and printed selectors. */
const TIER = /^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/;

function number(min: number, max: number): ParamDefinition<number> {
  return {
    expected: `a number from ${min} to ${max}`,
    parse(text) {
      const trimmed = text.trim();
      if (!NUMBER.test(trimmed)) return undefined;
      // Adding zero turns −0, which JSON cannot represent, into 0.
      const value = Number(trimmed) + 0;
      return value >= min && value <= max ? value : undefined;
    },
  };
}

function integer(expected: string, min: number): ParamDefinition<number> {
  return {
    expected,
    parse(text) {
      const trimmed = text.trim();
      if (!INTEGER.test(trimmed)) return undefined;
      const value = Number(trimmed) + 0;
      return Number.isSafeInteger(value) && value >= min ? value : undefined;
    },
  };
}

function word<const Word extends string>(words: readonly Word[]): ParamDefinition<Word> {
  return { expected: `one of ${words.join(", ")}`, parse: (text) => words.find((known) => known === text) };
}

/** All URI parameters. */
const DEFINITIONS: Definitions = {
  temperature: number(0, 2),
  top_p: number(0, 1),
  top_k: integer("a whole number of at least 1", 1),
  max_tokens: integer("a whole number of at least 1", 1),
  reasoning_effort: word(["none", "minimal", "low", "medium", "high", "xhigh", "max"]),
  verbosity: word(["low", "medium", "high"]),
  seed: integer("a whole number", Number.MIN_SAFE_INTEGER),
  service_tier: {
    expected: "a service tier such as auto, default, flex or priority",
    parse: (text) => (TIER.test(text) ? text : undefined),
  },
  presence_penalty: number(-2, 2),
  frequency_penalty: number(-2, 2),
};

/** The names of the URI parameters, in the order of the documentation and of printed selectors. */
export const PARAM_NAMES = Object.keys(DEFINITIONS) as readonly ParamName[];

const KNOWN: ReadonlySet<string> = new Set(PARAM_NAMES);

export function isParamName(name: string): name is ParamName {
  return KNOWN.has(name);
}

export interface ParsedQuery {
  readonly params: Params;
  readonly issues: readonly ParamIssue[];
}

const NO_ISSUES: readonly ParamIssue[] = [];

/**
 * Reads the form-encoded query after the first `?` of a branch. The last value that is not blank applies, as in Python's
 * parse_qs, which earlier proxies used.
 * @param offset the query's position in the whole model string; positions in issues refer to that
 */
export function parseQuery(query: string, offset: number): ParsedQuery {
  const params: Values = {};
  if (query === "") return { params, issues: NO_ISSUES };
  let issues: ParamIssue[] | null = null;
  for (const [name, { value, start, length }] of lastValues(query)) {
    const problem = readParam(params, name, value);
    if (problem === null) continue;
    issues ??= [];
    issues.push({ ...problem, name, value, offset: offset + start, length });
  }
  return { params, issues: issues ?? NO_ISSUES };
}

interface QueryValue {
  readonly value: string;
  readonly start: number;
  readonly length: number;
}

function lastValues(query: string): Map<string, QueryValue> {
  const found = new Map<string, QueryValue>();
  for (let start = 0; start <= query.length; ) {
    const ampersand = query.indexOf("&", start);
    const end = ampersand === -1 ? query.length : ampersand;
    if (end > start) {
      const equals = query.indexOf("=", start);
      const nameEnd = equals === -1 || equals > end ? end : equals;
      const name = decodeForm(query.slice(start, nameEnd));
      const value = decodeForm(query.slice(nameEnd + 1, end));
      if (!found.has(name) || value.trim() !== "") found.set(name, { value, start, length: end - start });
    }
    start = end + 1;
  }
  return found;
}

function readParam(params: Values, name: string, value: string): Pick<ParamIssue, "kind" | "expected"> | null {
  if (!isParamName(name)) return { kind: "unknown", expected: `one of ${PARAM_NAMES.join(", ")}` };
  return assign(params, name, value) ? null : { kind: "invalid", expected: DEFINITIONS[name].expected };
}

function assign<K extends ParamName>(params: Values, name: K, text: string): boolean {
  const definition: Definitions[K] = DEFINITIONS[name];
  const value = definition.parse(text);
  if (value === undefined) return false;
  params[name] = value;
  return true;
}

const ESCAPES = /(?:%[0-9a-fA-F]{2})+/g;

/** `+` is a space and `%41` an `A`; an invalid escape stays as it is, broken UTF-8 becomes U+FFFD. */
function decodeForm(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  return spaced.includes("%") ? spaced.replace(ESCAPES, decodeEscapes) : spaced;
}

function decodeEscapes(escapes: string): string {
  return Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8");
}
