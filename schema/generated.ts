import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import wabt from "wabt";
import { type CatalogueEntry, catalogueModule, readEntry } from "./catalogue.ts";
import { checkModule } from "./check-module.ts";
import { editorsPage } from "./editors-page.ts";
import { referencePage } from "./reference.ts";
import type { SchemaNode } from "./schema-node.ts";

const SCHEMA = "schema/config.schema.json";

/**
 * Every file that is made from another one of the repository: path from the repository's root → text.
 * @throws Error for a schema or a catalogue entry that is malformed
 */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["generator/diagnostics/catalogue.ts", await catalogue(root)],
    ["schema/config.ts", await configTypes(root)],
    ["schema/schema.ts", await schemaModule(root)],
    ["generator/2-validate/check-schema.ts", await checkModule(JSON.parse(await readFile(join(root, SCHEMA), "utf8")))],
    ["runtime/body/scan/needles-wasm.ts", await needlesModule(root)],
    ["docs/configuration.md", await reference(root)],
    ["docs/editors.md", await editors(root)],
  ]);
}

async function catalogue(root: string): Promise<string> {
  return catalogueModule(await catalogueEntries(root));
}

async function catalogueEntries(root: string): Promise<CatalogueEntry[]> {
  const folder = join(root, "schema/diagnostics");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return names.map((name, index) => readEntry(name.slice(0, -".md".length), texts[index] ?? ""));
}

/** The schema as a module: the compiler finds it wherever it is installed, and without reading a file. */
async function schemaModule(root: string): Promise<string> {
  const schema: unknown = JSON.parse(await readFile(join(root, "schema/config.schema.json"), "utf8"));
  return [
    "// Made by `npm run generate` from schema/config.schema.json. Change that instead.\n",
    'import type { SchemaNode } from "./schema-node.ts";\n\n',
    `export const SCHEMA: SchemaNode = ${JSON.stringify(schema, null, 2)};\n`,
  ].join("");
}

async function reference(root: string): Promise<string> {
  const schema: SchemaNode = JSON.parse(await readFile(join(root, "schema/config.schema.json"), "utf8"));
  return referencePage(await readFile(join(root, "schema/configuration.md"), "utf8"), schema);
}

async function editors(root: string): Promise<string> {
  const schema: object = JSON.parse(await readFile(join(root, "schema/config.schema.json"), "utf8"));
  return editorsPage(await readFile(join(root, "schema/editors.md"), "utf8"), schema, await catalogueEntries(root));
}

async function configTypes(root: string): Promise<string> {
  const text = await readFile(join(root, "schema/config.schema.json"), "utf8");
  const schema: JSONSchema = JSON.parse(text, (_, value: unknown) => forTypes(value));
  return compile(schema, "Config", {
    bannerComment: "// Made by `npm run generate` from schema/config.schema.json. Change that instead.",
    additionalProperties: false,
    format: true,
    style: { printWidth: 120 },
  });
}

/** Conditions say nothing in a type but noise; and only what has keys of its own deserves a type of its own name. */
function forTypes(node: unknown): unknown {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return node;
  const dropped = new Set(["allOf", "oneOf", "dependentRequired", "propertyNames"]);
  if ("type" in node && (typeof node.type !== "string" || node.type !== "object")) dropped.add("title");
  return Object.fromEntries(Object.entries(node).filter(([key]) => !dropped.has(key)));
}

/** The scanner's WebAssembly, as text in a module: the artifact is one file. */
async function needlesModule(root: string): Promise<string> {
  const source = "runtime/body/scan/needles.wat";
  const { parseWat } = await wabt();
  const parsed = parseWat(source, await readFile(join(root, source), "utf8"), { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return [
    `// Made by \`npm run generate\` from ${source}. Change that instead.\n`,
    `export const NEEDLES_WASM =\n  "${Buffer.from(buffer).toString("base64")}";\n`,
  ].join("");
}
