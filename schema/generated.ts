import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { catalogueModule, readEntry } from "./catalogue.ts";

/**
 * Every file that is made from the schema folder: path from the repository's root → text.
 * @throws Error for a schema or a catalogue entry that is malformed
 */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["generator/diagnostics/catalogue.ts", await catalogue(root)],
    ["schema/config.ts", await configTypes(root)],
  ]);
}

async function catalogue(root: string): Promise<string> {
  const folder = join(root, "schema/diagnostics");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return catalogueModule(names.map((name, index) => readEntry(name.slice(0, -".md".length), texts[index] ?? "")));
}

async function configTypes(root: string): Promise<string> {
  const schema: JSONSchema = JSON.parse(await readFile(join(root, "schema/config.schema.json"), "utf8"));
  return compile(schema, "Config", {
    bannerComment: "// Made by `npm run generate` from schema/config.schema.json. Change that instead.",
    additionalProperties: false,
    format: true,
    style: { printWidth: 120 },
  });
}
