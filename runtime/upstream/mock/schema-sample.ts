import { isObject, type JsonObject } from "../../protocols/json/json-object.ts";
import { integerIn, listIn, objectIn, textIn } from "../../protocols/json/read.ts";
import { numberSample } from "./number-sample.ts";
import { stringSample } from "./string-sample.ts";

/** Below this depth, only what a schema requires is filled in, so that recursive schemas come to an end. */
const GENEROUS_DEPTH = 5;
/** A schema that requires itself without end has no value at all. */
const DEEPEST = 64;

/**
 * The limit of values, properties and characters in one sample: a few lines of schema can ask for more than fits into
 * memory.
 */
const MOST = 200_000;

/** The state of one sample. */
interface Room {
  /** The document that a `$ref` refers to. */
  readonly root: JsonObject;
  /** What is left of `MOST`; when nothing is left, values become null. */
  left: number;
}

/** A value that satisfies a JSON schema, always the same one. Keywords that the mock does not know are ignored. */
export function sampleOf(schema: unknown): unknown {
  return sample(schema, { root: objectIn(schema), left: MOST }, 0);
}

function sample(schema: unknown, room: Room, depth: number): unknown {
  room.left--;
  if (!isObject(schema) || depth > DEEPEST || room.left < 0) return schema === true ? "text" : null;
  const whole = flatten(schema, room);
  if ("const" in whole) return whole.const;
  const choices = listIn(whole.enum);
  if (choices.length > 0) return choices[0];
  const variants = [...listIn(whole.anyOf), ...listIn(whole.oneOf)];
  if (variants.length > 0) return sample({ ...omit(whole), ...objectIn(pick(variants, depth)) }, room, depth + 1);

  switch (typeOf(whole, depth)) {
    case "object":
      return objectSample(whole, room, depth);
    case "array":
      return arraySample(whole, room, depth);
    case "number":
      return numberSample(whole, false);
    case "integer":
      return numberSample(whole, true);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return text(whole, room);
  }
}

/** Resolves `$ref` and merges the parts of `allOf`; a schema's own keywords take precedence. */
function flatten(schema: JsonObject, room: Room, depth = 0): JsonObject {
  if (depth > DEEPEST || room.left < 0) return {};
  room.left -= 1 + Object.keys(objectIn(schema.properties)).length;
  const { $ref, allOf, ...own } = schema;
  const parts = [...listIn(allOf), ...(typeof $ref === "string" ? [resolve($ref, room)] : [])];
  const all = [...parts.map((part) => flatten(objectIn(part), room, depth + 1)), own];
  const whole: Record<string, unknown> = Object.assign({}, ...all);
  if ("properties" in whole) whole.properties = Object.assign({}, ...all.map((part) => part.properties));
  if ("required" in whole) whole.required = all.flatMap((part) => listIn(part.required));
  return whole;
}

/** A JSON pointer into the same document: `#/$defs/step`. */
function resolve(ref: string, room: Room): unknown {
  if (!ref.startsWith("#")) return {};
  return ref
    .slice(1)
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((value, key) => (Array.isArray(value) ? value[Number(key)] : objectIn(value)[key]), room.root);
}

function omit({ anyOf: _any, oneOf: _one, ...rest }: JsonObject): JsonObject {
  return rest;
}

/** The first variant; at depth the last, which in most recursive schemas ends the recursion. */
function pick(variants: readonly unknown[], depth: number): unknown {
  return depth < GENEROUS_DEPTH ? variants[0] : variants.at(-1);
}

function typeOf(schema: JsonObject, depth: number): string | null {
  if (Array.isArray(schema.type)) return textIn(pick(schema.type, depth));
  if (typeof schema.type === "string") return schema.type;
  if (schema.properties !== undefined || schema.required !== undefined) return "object";
  return schema.items !== undefined || schema.prefixItems !== undefined ? "array" : null;
}

function text(schema: JsonObject, room: Room): string {
  const sampled = stringSample(schema, Math.max(0, room.left));
  room.left -= sampled.length;
  return sampled;
}

function objectSample(schema: JsonObject, room: Room, depth: number): JsonObject {
  const properties = objectIn(schema.properties);
  const required = listIn(schema.required).filter((name) => typeof name === "string");
  const names = depth < GENEROUS_DEPTH ? [...new Set([...Object.keys(properties), ...required])] : required;
  return Object.fromEntries(names.map((name) => [name, sample(properties[name] ?? true, room, depth + 1)]));
}

function arraySample(schema: JsonObject, room: Room, depth: number): readonly unknown[] {
  const tuple = listIn(schema.prefixItems);
  const least = Math.max(integerIn(schema.minItems) ?? 0, depth < GENEROUS_DEPTH ? Math.max(1, tuple.length) : 0);
  const count = Math.min(least, integerIn(schema.maxItems) ?? least);
  return Array.from({ length: Math.min(count, Math.max(0, room.left)) }, (_, index) =>
    sample(tuple[index] ?? schema.items ?? true, room, depth + 1),
  );
}
