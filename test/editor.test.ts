/** The schema in an editor: YAML's language server is driven over its protocol. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SCHEMA } from "../schema/schema.ts";
import type { SchemaNode } from "../schema/schema-node.ts";
import { CURSOR, type LanguageServer, startLanguageServer } from "./support/language-server.ts";

const BACKENDS = "backends:\n  openai:\n    type: openai\n";

let server: LanguageServer;
beforeAll(async () => {
  server = await startLanguageServer(new URL("../schema/config.schema.json", import.meta.url).href);
});
afterAll(() => server.stop());

const labels = async (text: string) => (await server.complete(text)).map(({ label }) => label);
const keysOf = (node: SchemaNode | undefined) => Object.keys(node?.properties ?? {});

describe("at the top", () => {
  it("offers every key in an empty file, each with its description", async () => {
    const offered = await server.complete(CURSOR);
    expect(offered.map(({ label }) => label)).toEqual(expect.arrayContaining(keysOf(SCHEMA)));
    const affinity = offered.find(({ label }) => label === "affinity");
    expect(affinity?.documentation).toContain("keeps a session with the target");
  });

  it("offers the keys that are not there yet, below the others and for the first letters of one", async () => {
    for (const text of [`${BACKENDS}${CURSOR}`, `${BACKENDS}def${CURSOR}`]) {
      const offered = await labels(text);
      expect(offered).toEqual(expect.arrayContaining(keysOf(SCHEMA).filter((key) => key !== "backends")));
      expect(offered).not.toContain("backends");
    }
  });

  it("explains a key", async () => {
    const shown = await server.hover(`${BACKENDS}default${CURSOR}_backend: openai\n`);
    expect(shown).toContain("serves model names without a backend that nothing else matches");
  });

  it("marks an unknown key, and a missing one", async () => {
    expect(await server.diagnose(`${BACKENDS}foo: 1\n`)).toEqual([
      { line: 4, column: 1, message: expect.stringContaining("foo is not allowed") },
    ]);
    expect(await server.diagnose("default_backend: openai\n")).toEqual([
      { line: 1, column: 1, message: expect.stringContaining('Missing property "backends"') },
    ]);
  });
});

describe("in a backend", () => {
  it("offers a whole backend, its keys and its types", async () => {
    const backend = SCHEMA.$defs?.backend;
    expect(await labels(`backends:\n  ${CURSOR}`)).toContain("openai");
    const rest = keysOf(backend).filter((key) => key !== "type" && key !== "mock");
    expect(await labels(`${BACKENDS}    ${CURSOR}`)).toEqual(expect.arrayContaining(rest));
    const type = backend?.properties?.type;
    expect(await labels(`backends:\n  openai:\n    type: ${CURSOR}`)).toEqual(type === false ? [] : type?.enum);
  });

  it("explains a key, and the value of one", async () => {
    for (const text of [
      `backends:\n  o:\n    ty${CURSOR}pe: openai\n`,
      `backends:\n  o:\n    type: op${CURSOR}enai\n`,
    ]) {
      expect(await server.hover(text)).toContain("The kind of upstream.");
    }
  });

  it("marks an unknown key, a type that there is not and a key in plain text", async () => {
    const found = await server.diagnose("backends:\n  a:\n    type: opnai\n    typ: b\n    api_key: secret\n");
    expect(found.map(({ line }) => line).sort()).toEqual([3, 4, 5]);
  });
});

describe("in an alias", () => {
  const aliases = `${BACKENDS}model_aliases:\n`;

  it("offers the rule, and what is missing of it", async () => {
    expect(await labels(`${aliases}  - ${CURSOR}`)).toEqual(expect.arrayContaining(["pattern", "replacement"]));
    expect(await labels(`${aliases}  - pattern: a\n    ${CURSOR}`)).toContain("replacement");
  });

  it("explains the replacement", async () => {
    const shown = await server.hover(`${aliases}  - pattern: a\n    repl${CURSOR}acement: openai:b\n`);
    expect(shown).toContain("stand for groups of the pattern");
  });

  it("marks a rule without a replacement", async () => {
    expect(await server.diagnose(`${aliases}  - pattern: a\n`)).toEqual([
      { line: 5, column: 5, message: 'Missing property "replacement".' },
    ]);
  });
});

describe("in the place of a model string", () => {
  it.each([
    ["a forced model", `${BACKENDS}force_model: ${CURSOR}`, "openai:gpt-4o-mini"],
    ["a static route", `${BACKENDS}static_route: ${CURSOR}`, "openrouter:openai/gpt-4o"],
    [
      "a replacement",
      `${BACKENDS}model_aliases:\n  - pattern: a\n    replacement: ${CURSOR}`,
      '"openrouter:openai/gpt-\\\\1"',
    ],
    ["an element", `${BACKENDS}failover_routes:\n  fast:\n    elements:\n      - ${CURSOR}`, "openai:gpt-4o"],
    ["a target of a short route", `${BACKENDS}failover_routes:\n  fast:\n    - ${CURSOR}`, "openai:gpt-4o"],
    ["a test's model", `${BACKENDS}tests:\n  - model: ${CURSOR}`, "gpt-4o"],
    ["a test's target", `${BACKENDS}tests:\n  - model: a\n    expect: ${CURSOR}`, "openai:gpt-4o"],
  ])("offers an example of %s", async (_, text, example) => {
    expect(await labels(text)).toContain(example);
  });

  it("explains it", async () => {
    const text = `${BACKENDS}failover_routes:\n  fast:\n    elements:\n      - ope${CURSOR}nai:gpt-4o\n`;
    expect(await server.hover(text)).toContain("max\\_context=N");
  });

  it("marks what is no text", async () => {
    const found = await server.diagnose(`${BACKENDS}failover_routes:\n  fast:\n    elements: [7]\n`);
    expect(found).toEqual([{ line: 6, column: 16, message: expect.stringContaining("string") }]);
  });
});

/** Where the editor offers an item of a list as if it were the list; `check` then says that it belongs in a list. */
const KNOWN = new Set(["auth.api_keys"]);

describe("what is offered as the value of a key", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const check = ajv.compile(SCHEMA);

  it.each(places())("can be accepted as it is: %s", async (name, path, node) => {
    if (KNOWN.has(name)) return;
    const text = written(path);
    const offered = await server.complete(`${text}: ${CURSOR}`);
    // A list or a mapping is begun on the next line.
    if (!/object|array/.test(String(node.type))) expect(offered.length).toBeGreaterThan(0);
    const indent = " ".repeat(text.length - text.lastIndexOf("\n") - 1 - String(path.at(-1)).length);
    const pointer = path.map((step) => `/${step}`).join("");
    for (const { label, newText } of offered) {
      expect(label).not.toContain("[object");
      check(parse(`${text}: ${filledIn(newText).replaceAll("\n", `\n${indent}`)}\n`));
      const wrong = (check.errors ?? []).filter(({ instancePath }) => instancePath.startsWith(pointer));
      expect(wrong, label).toEqual([]);
    }
  });
});

type Path = readonly (string | 0)[];

/** Every key of the language, by name. */
function places(): [name: string, path: Path, node: SchemaNode][] {
  const found: [string, Path, SchemaNode][] = [];
  const resolved = (node: SchemaNode) => (node.$ref === undefined ? node : SCHEMA.$defs?.[node.$ref.slice(8)]);
  const visit = (given: SchemaNode | false | undefined, path: Path): void => {
    const node = given ? resolved(given) : undefined;
    if (node === undefined) return;
    if (typeof path.at(-1) === "string") found.push([path.join("."), path, node]);
    for (const [key, child] of Object.entries(node.properties ?? {})) visit(child, [...path, key]);
    visit(node.additionalProperties, [...path, "name"]);
    visit(node.items, [...path, 0]);
  };
  visit(SCHEMA, []);
  return found;
}

/** `a:\n  - b` for the path a, 0, b. */
function written(path: Path): string {
  let text = "";
  let indent = "";
  for (const [index, step] of path.entries()) {
    if (step === 0) text += `:\n${indent}- `;
    else text += index === 0 || path[index - 1] === 0 ? step : `:\n${indent}${step}`;
    indent += "  ";
  }
  return text;
}

/** A snippet after Tab was pressed through it. A name in braces is a variable to the editor, which has none of that name. */
function filledIn(snippet: string): string {
  const kept = snippet.replace(/\\([\\$}])/g, (_, character: string) => `\u0001${character.charCodeAt(0)};`);
  let text = kept;
  for (let before = ""; before !== text; ) {
    before = text;
    text = text
      .replace(/\$\{\d+:([^${}]*)\}/g, "$1")
      .replace(/\$\{(\w+)\}/g, (_, name) => (/\d/.test(name[0]) ? "" : name));
  }
  return text.replace(/\$\d+/g, "").replace(/\u0001(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
