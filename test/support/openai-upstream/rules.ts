/** What a request may look like, said in rules that fail with the words and codes of the API. */
import { invalid } from "./fault.ts";

export type Json = Readonly<Record<string, unknown>>;
/** Fails with an ApiFault unless `value`, which stands at `param`, is right. */
export type Rule = (value: unknown, param: string) => void;
type Rules = Readonly<Record<string, Rule>>;

export const anything: Rule = () => {};

export const string: Rule = (value, param) => {
  if (typeof value !== "string") throw wrongType(value, param, "a string");
};

export const boolean: Rule = (value, param) => {
  if (typeof value !== "boolean") throw wrongType(value, param, "a boolean");
};

export function number(min: number, max: number): Rule {
  return (value, param) => {
    if (typeof value !== "number") throw wrongType(value, param, "a decimal");
    bounds("decimal", value, param, min, max);
  };
}

export function integer(min: number, max = Number.MAX_SAFE_INTEGER): Rule {
  return (value, param) => {
    if (!Number.isInteger(value)) throw wrongType(value, param, "an integer");
    bounds("integer", value as number, param, min, max);
  };
}

export function words(...allowed: readonly string[]): Rule {
  return (value, param) => {
    string(value, param);
    if (!allowed.includes(value as string)) throw unsupported(value, param, allowed);
  };
}

export function matching(pattern: RegExp): Rule {
  return (value, param) => {
    string(value, param);
    if (pattern.test(value as string)) return;
    throw invalid(
      `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${pattern.source}'.`,
      param,
      "invalid_value",
    );
  };
}

export function optional(rule: Rule): Rule {
  return (value, param) => {
    if (value !== null) rule(value, param);
  };
}

export function list(rule: Rule, shortest = 0): Rule {
  return (value, param) => {
    if (!Array.isArray(value)) throw wrongType(value, param, "an array of objects");
    if (value.length < shortest)
      throw invalid(
        `Invalid '${param}': empty array. Expected an array with minimum length ${shortest}, but got an empty array instead.`,
        param,
        "empty_array",
      );
    value.forEach((each, i) => void rule(each, `${param}[${i}]`));
  };
}

/** A string, or what `rule` says. */
export function textOr(rule: Rule): Rule {
  return (value, param) => {
    if (typeof value !== "string") rule(value, param);
  };
}

export function object(required: Rules, more: Rules = {}): Rule {
  return (value, param) => {
    if (!isObject(value)) throw wrongType(value, param, "an object");
    const at = (name: string) => (param === "" ? name : `${param}.${name}`);
    for (const name of Object.keys(required))
      if (value[name] === undefined)
        throw invalid(`Missing required parameter: '${at(name)}'.`, at(name), "missing_required_parameter");
    for (const [name, member] of Object.entries(value)) {
      const rule = own(required, name) ?? own(more, name);
      if (rule === undefined) throw invalid(`Unknown parameter: '${at(name)}'.`, at(name), "unknown_parameter");
      rule(member, at(name));
    }
  };
}

/** Objects told apart by a member; one without it is of the kind `usual`, if there is such. */
export function tagged(tag: string, kinds: Rules, usual?: string): Rule {
  return (value, param) => {
    if (!isObject(value)) throw wrongType(value, param, "an object");
    const kind = value[tag] ?? usual;
    const place = `${param}.${tag}`;
    if (kind === undefined)
      throw invalid(`Missing required parameter: '${place}'.`, place, "missing_required_parameter");
    const rule = typeof kind === "string" ? own(kinds, kind) : undefined;
    if (rule === undefined) throw unsupported(kind, place, Object.keys(kinds));
    rule(value, param);
  };
}

/** Names and texts; the API takes sixteen. */
export const metadata: Rule = (value, param) => {
  if (!isObject(value)) throw wrongType(value, param, "an object");
  for (const [name, text] of Object.entries(value)) string(text, `${param}.${name}`);
};

export const jsonObject: Rule = (value, param) => {
  if (!isObject(value)) throw wrongType(value, param, "an object");
};

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(rules: Rules, name: string): Rule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

function bounds(kind: string, value: number, param: string, min: number, max: number): void {
  if (value < min)
    throw invalid(
      `Invalid '${param}': ${kind} below minimum value. Expected a value >= ${min}, but got ${value} instead.`,
      param,
      `${kind}_below_min_value`,
    );
  if (value > max)
    throw invalid(
      `Invalid '${param}': ${kind} above maximum value. Expected a value <= ${max}, but got ${value} instead.`,
      param,
      `${kind}_above_max_value`,
    );
}

function unsupported(value: unknown, param: string, allowed: readonly string[]) {
  const names = allowed.map((word) => `'${word}'`).join(", ");
  return invalid(`Invalid value: '${String(value)}'. Supported values are: ${names}.`, param, "invalid_value");
}

function wrongType(value: unknown, param: string, wanted: string) {
  const got = value === null ? "null" : Array.isArray(value) ? "an array" : `a ${typeof value}`;
  return invalid(
    `Invalid type for '${param}': expected ${wanted}, but got ${got} instead.`,
    param || null,
    "invalid_type",
  );
}
