/** docs/configuration.md: every key of the schema, with its type, its default and an example. */
import { stringify } from "yaml";
import { examplesOf, type SchemaNode } from "./schema-node.ts";
import { typeText } from "./type-text.ts";

interface Section {
  readonly path: string;
  readonly node: SchemaNode;
}

/** The page: its beginning, which is written by hand, and all keys. */
export function referencePage(beginning: string, schema: SchemaNode): string {
  const find = (node: SchemaNode): SchemaNode => schema.$defs?.[(node.$ref ?? "").replace("#/$defs/", "")] ?? node;
  const top = sectionText({ path: "", node: schema }, find).replace("## \n", "## At the top\n");
  return `${[beginning, top, ...sectionsBelow({ path: "", node: schema }, find).map((one) => sectionText(one, find))].join("\n").trimEnd()}\n`;
}

type Find = (node: SchemaNode) => SchemaNode;

/** The objects below a section that have keys of their own, in the schema's order; each shared one only once. */
function sectionsBelow(parent: Section, find: Find, seen = new Set<SchemaNode>()): readonly Section[] {
  return [...childrenOf(parent, find)].flatMap((child) => {
    if (!hasKeys(child.node)) return sectionsBelow(child, find, seen);
    if (child.node.properties && seen.has(child.node)) return [];
    seen.add(child.node);
    return [child, ...sectionsBelow(child, find, seen)];
  });
}

function* childrenOf({ path, node }: Section, find: Find): Generator<Section> {
  for (const [key, value] of Object.entries(node.properties ?? {})) {
    if (value) yield { path: join(path, key), node: find(value) };
  }
  if (node.additionalProperties) yield { path: join(path, "NAME"), node: find(node.additionalProperties) };
  if (node.items) yield { path: `${path}[]`, node: find(node.items) };
}

function hasKeys(node: SchemaNode): boolean {
  return node.properties !== undefined && Object.keys(node.properties).length > 0;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function sectionText({ path, node }: Section, find: Find): string {
  const required = new Set(node.required ?? []);
  const keys = Object.entries(node.properties ?? {}).flatMap(([key, value]) =>
    value ? [keyText(join(path, key), find(value), required.has(key), find)] : [],
  );
  const name = path === "" ? "" : `\`${path}\``;
  return [`## ${name}`, [node.description, defaultOf(node)].filter(Boolean).join(" "), keys.join("\n")]
    .join("\n\n")
    .concat("\n");
}

function keyText(path: string, node: SchemaNode, required: boolean, find: Find): string {
  const key = path.slice(path.lastIndexOf(".") + 1);
  const facts = [typeText(node), required ? "required" : defaultOf(node)].filter(Boolean).join(", ");
  return `- \`${key}\` (${facts}): ${node.description ?? ""}${exampleOf(key, node)}${linkOf(path, node, find)}`;
}

/** Where the keys of a map, or of a list's entries, are. */
function linkOf(path: string, node: SchemaNode, find: Find): string {
  const [first] = hasKeys(node) ? [{ path }] : [...childrenOf({ path, node }, find)].filter((one) => hasKeys(one.node));
  return first === undefined
    ? ""
    : ` Keys: [\`${first.path}\`](#${first.path.toLowerCase().replace(/[^a-z0-9_-]/g, "")}).`;
}

function defaultOf(node: SchemaNode): string {
  if (!("default" in node) || hasKeys(node)) return "";
  return `default \`${typeof node.default === "string" ? node.default : JSON.stringify(node.default)}\``;
}

/** An example that fits on a line. */
function exampleOf(key: string, node: SchemaNode): string {
  const [example] = examplesOf(node);
  if (example === undefined || hasKeys(node)) return "";
  const text = stringify({ [key]: example }, { lineWidth: 0, collectionStyle: "flow" })
    .trim()
    .replace(/^\{ (.*) \}$/s, "$1");
  return text.includes("\n") || text.includes("`") ? "" : ` Example: \`${text}\`.`;
}
