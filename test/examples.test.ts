import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compile } from "../generator/compile.ts";
import { readerIn } from "../generator/files/read-beside.ts";

const FOLDER = fileURLToPath(new URL("../examples/", import.meta.url));
const EXAMPLES = readdirSync(FOLDER);

test("there are examples", () => {
  expect(EXAMPLES).toContain("quickstart");
});

// That each routes.ts type-checks in a project as strict as this one is `npm run typecheck`: they are part of it.
test.each(EXAMPLES)("examples/%s compiles without diagnostics to the routes.ts beside it", async (name) => {
  const text = readFileSync(`${FOLDER}${name}/config.yaml`, "utf8");
  const { files, diagnostics } = await compile({
    file: "config.yaml",
    text,
    bundle: false,
    readBeside: readerIn(FOLDER + name),
  });
  expect(diagnostics).toEqual([]);
  const [routes] = files;
  const golden = `${FOLDER}${name}/routes.ts`;
  if (process.env.UPDATE === "1") writeFileSync(golden, routes?.text ?? "");
  expect(routes?.text).toBe(readFileSync(golden, "utf8"));
});

test.each(EXAMPLES)("the schema comment in examples/%s leads to the schema", (name) => {
  const [first = ""] = readFileSync(`${FOLDER}${name}/config.yaml`, "utf8").split("\n");
  const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? "";
  const schema = JSON.parse(readFileSync(`${FOLDER}${name}/${path}`, "utf8"));
  expect(Object.keys(schema.properties)).toContain("model_aliases");
});

test.each(EXAMPLES)("examples/%s has a README", (name) => {
  expect(readFileSync(`${FOLDER}${name}/README.md`, "utf8")).toMatch(/^# .+\n\n[^\n]{20}/);
});
