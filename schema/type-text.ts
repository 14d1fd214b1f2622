import type { SchemaNode } from "./schema-node.ts";

/** What a key takes, in words: `integer from 0 to 20`, `string or null`, `"none" or "session"`. */
export function typeText(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return either(node.enum.map((value) => `\`${String(value)}\``));
  const types = typesOf(node);
  return either(types.map((type) => (type === "null" ? "null" : `${wordFor(type, node)}${rangeOf(type, node)}`)));
}

function typesOf(node: SchemaNode): readonly string[] {
  if (node.type !== undefined) return typeof node.type === "string" ? [node.type] : node.type;
  return [...new Set([...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(typesOf))];
}

function wordFor(type: string, { items, "x-secret": secret }: SchemaNode): string {
  if (type === "array" && items?.enum) return `list of ${items.enum.map((value) => `\`${String(value)}\``).join(", ")}`;
  if (type === "array") return items?.type === "string" ? "list of strings" : "list";
  if (type === "string" && secret) return "reference to an environment variable";
  return type === "object" ? "map" : type;
}

function rangeOf(type: string, { minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  if (type !== "integer" && type !== "number") return "";
  const from = exclusiveMinimum === undefined ? minimum : undefined;
  if (exclusiveMinimum !== undefined && maximum !== undefined) return ` over ${exclusiveMinimum} and up to ${maximum}`;
  if (from !== undefined && maximum !== undefined) return ` from ${from} to ${maximum}`;
  if (from !== undefined) return ` of at least ${from}`;
  return exclusiveMinimum === undefined ? "" : ` over ${exclusiveMinimum}`;
}

function either(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
