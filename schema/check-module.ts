import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { rolldown } from "rolldown";

const ENTRY = "check.js";

/** What ajv makes of the schema, as a module: no command of the compiler has to make it anew. */
export async function checkModule(schema: object): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    // The compiler has words of its own.
    messages: false,
    code: { source: true, esm: true },
  });
  ajv.addKeyword({ keyword: "x-secret", schemaType: "boolean" });
  const check = ajv.compile(withoutTexts(schema));
  const code = await bundled(standalone.default(ajv, check));
  return [
    "// Made by `npm run generate` from schema/config.schema.json. Change that instead.\n",
    "// @ts-nocheck: it is ajv's own code, without types.\n",
    'import type { SchemaCheck } from "./schema-check.ts";\n\n',
    code.replace(/export\s*\{\s*(\w+) as validate\s*\};?/, "export const validate: SchemaCheck = $1;"),
  ].join("");
}

const TEXTS = new Set(["title", "description", "examples", "x-examples", "defaultSnippets", "default"]);

/** A schema without what says nothing about validity. A key of the config may have such a name. */
function withoutTexts(node: unknown, isKeys = false): object {
  const clean = (value: unknown, key: string): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => clean(item, ""));
    return withoutTexts(value, !isKeys && (key === "properties" || key === "$defs" || key === "dependentRequired"));
  };
  const entries = Object.entries(node ?? {}).filter(([key]) => isKeys || !TEXTS.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, clean(value, key)]));
}

/** With the functions of ajv's that it needs, and short. */
async function bundled(source: string): Promise<string> {
  const build = await rolldown({
    input: ENTRY,
    platform: "node",
    logLevel: "silent",
    plugins: [
      {
        name: "check",
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? source.replace(/export default \w+;/, "") : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true, comments: false });
  await build.close();
  return output[0].code;
}
