import type { SchemaNode } from "../../schema/schema-node.ts";
import type { Node } from "../document.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "`true` or `false`",
  object: "a mapping of keys",
  array: "a list",
  null: "`null`",
};

/** What a schema requires, range included: "a whole number from 0 to 65535 or `null`". */
export function expectation(schema: SchemaNode): string {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const words = types.map((type) => {
    const range = type === "number" || type === "integer" ? rangeOf(schema) : "";
    if (type === "string" && schema.pattern !== undefined && types.includes("integer")) return wordOf(schema.pattern);
    return `${TYPES[type] ?? type}${range}`;
  });
  return words.join(words.some((word) => word.includes("from") || word.includes("above")) ? ", or " : " or ");
}

/** What may stand in the place of a number: one word, or a variable. */
function wordOf(pattern: string): string {
  const word = /^\^([a-z]+)\$$/.exec(pattern)?.[1];
  return word === undefined ? "`$" + "{NAME}`" : `\`${word}\``;
}

function rangeOf({ minimum, maximum, exclusiveMinimum }: SchemaNode): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (exclusiveMinimum !== undefined && maximum !== undefined) return ` above ${exclusiveMinimum} and up to ${maximum}`;
  return minimum === undefined ? "" : `, ${minimum} or more`;
}

/** What is in the file instead: "the text `120`", "a list". A secret is never quoted. */
export function described(node: Node, secret: boolean): string {
  if (node.kind === "mapping") return "a mapping of keys";
  if (node.kind === "sequence") return "a list";
  const { value } = node;
  if (value === null) return "empty";
  if (typeof value === "string") return secret || value.length > 40 ? "text" : `the text ${JSON.stringify(value)}`;
  if (typeof value === "boolean") return `\`${value}\``;
  return secret ? "a number" : `the number ${value}`;
}
