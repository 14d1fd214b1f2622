import { SCHEMA } from "../../schema/schema.ts";
import type { SchemaNode } from "../../schema/schema-node.ts";
import type { Path } from "../1-load/find.ts";

/** The schema of the value at a path; undefined if there is no such key. */
export function schemaAt(path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = SCHEMA;
  for (const step of path) node = node && childSchema(node, step);
  return node;
}

/** The schema of one key or item of a value. */
export function childSchema(node: SchemaNode, step: string | number): SchemaNode | undefined {
  if (typeof step === "number") return resolve(node.items);
  const own = Object.hasOwn(node.properties ?? {}, step) ? node.properties?.[step] : undefined;
  return resolve(own ?? node.additionalProperties);
}

function resolve(node: SchemaNode | false | undefined): SchemaNode | undefined {
  if (node === undefined || node === false) return undefined;
  if (node.$ref === undefined) return node;
  return SCHEMA.$defs?.[node.$ref.slice("#/$defs/".length)];
}

/** Every path of keys in the config language that ends in `name`; `<name>` stands for a name that users choose. */
export function placesOf(name: string): string[] {
  const found: string[] = [];
  const visit = (node: SchemaNode | undefined, path: readonly string[]): void => {
    if (node === undefined) return;
    for (const key of Object.keys(node.properties ?? {})) {
      if (key === name) found.push([...path, key].join("."));
      visit(childSchema(node, key), [...path, key]);
    }
    if (node.additionalProperties) visit(resolve(node.additionalProperties), [...path, "<name>"]);
    visit(resolve(node.items), path);
  };
  visit(SCHEMA, []);
  return found;
}
