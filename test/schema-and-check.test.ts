/** What the schema refuses in an editor, `check` refuses too; what only `check` finds is listed in docs/editors.md. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { load } from "../generator/1-load/load.ts";
import { validate } from "../generator/2-validate/validate.ts";
import { SCHEMA } from "../schema/schema.ts";
import { examplesOf, type SchemaNode } from "../schema/schema-node.ts";

const check = new Ajv2020({ strict: false }).compile(SCHEMA);
const page = readFileSync("docs/editors.md", "utf8");
const listed = new Set([...page.matchAll(/^(?:\| |- )`([a-z-]+)`/gm)].map(([, code]) => code));

const VALUES = [
  null,
  true,
  false,
  7,
  -1,
  1.5,
  1e9,
  "",
  "text",
  "${NAME}",
  [],
  ["text"],
  [7],
  ["text", "text"],
  {},
  { text: 1 },
];

type Path = readonly (string | 0)[];

function resolved(node: SchemaNode): SchemaNode {
  return node.$ref === undefined ? node : (SCHEMA.$defs?.[node.$ref.slice("#/$defs/".length)] ?? {});
}

function places(given: SchemaNode | false | undefined, path: Path): Path[] {
  if (!given) return [];
  const node = resolved(given);
  return [
    path,
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => places(child, [...path, key])),
    ...places(node.additionalProperties, [...path, "name"]),
    ...places(node.items, [...path, 0]),
  ];
}

/** A config with this value at this place, and all that is required beside it. */
function configWith(given: SchemaNode, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const node = resolved(given);
  if (step === 0) return [configWith(node.items ?? {}, rest, value)];
  const child = node.properties?.[step] || node.additionalProperties || {};
  const required = (node.required ?? []).map((key) => {
    const of = node.properties?.[key];
    return [key, of ? examplesOf(resolved(of))[0] : null];
  });
  return { ...Object.fromEntries(required), [step]: configWith(child, rest, value) };
}

it.each(places(SCHEMA, []).map((path) => [path.join(".") || "the whole", path] as const))(
  "the schema and check agree on %s",
  (_, path) => {
    for (const value of VALUES) {
      const text = JSON.stringify(configWith(SCHEMA, path, value));
      const document = load({ file: "config.yaml", text }).value;
      const found = document === null ? null : validate(document).diagnostics;
      const errors = found?.filter(({ severity }) => severity === "error").map(({ code }) => code);
      if (!check(JSON.parse(text))) expect(errors, text).not.toEqual([]);
      else
        expect(
          errors?.filter((code) => !listed.has(code)),
          text,
        ).toEqual([]);
    }
  },
);
