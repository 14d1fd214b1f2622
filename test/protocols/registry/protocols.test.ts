import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { exportsOf, PROTOCOLS as IN_SCHEMA } from "../../../generator/7-bundle/protocols.ts";
import { PROTOCOL_NAMES, PROTOCOLS } from "../../../runtime/protocols/registry/protocols.ts";
import { SCHEMA } from "../../../schema/schema.ts";

test("a config can name each protocol wherever it can name one", () => {
  expect([...IN_SCHEMA].sort()).toEqual([...PROTOCOL_NAMES].sort());
  const lists = enumsIn(SCHEMA).filter((words) => words.includes("chat"));
  expect(lists).toHaveLength(3);
  for (const words of lists) expect(words).toEqual(expect.arrayContaining([...PROTOCOL_NAMES]));
});

test.each(PROTOCOL_NAMES)("the parts of %s are where the bundler looks for them", async (name) => {
  const { endpoint, client, upstream } = exportsOf(name);
  const found = [endpoint, client, upstream].map(async ({ name: word, file }) => {
    const path = fileURLToPath(new URL(`../../../runtime/${file}.ts`, import.meta.url));
    const module: Record<string, unknown> = await import(path);
    return module[word];
  });
  const registered = PROTOCOLS[name];
  expect(await Promise.all(found)).toEqual([registered.endpoint, registered.client, registered.upstream]);
  expect(registered.endpoint.protocol).toBe(name);
});

function enumsIn(node: unknown): readonly (readonly unknown[])[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "enum" in node && Array.isArray(node.enum) ? [node.enum] : [];
  return [...own, ...Object.values(node).flatMap(enumsIn)];
}
