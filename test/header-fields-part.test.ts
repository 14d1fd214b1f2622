import { expect, test } from "vitest";
import { compile } from "../generator/compile.ts";

const FIELDS = "backends: { a: { type: ollama, body: { num_ctx: 1 }, drop: [user] } }\ndefault_backend: a\n";

/** Whether the artifact of a config can fill body fields with headers. */
async function readsHeaders(text: string): Promise<boolean> {
  const { files, diagnostics } = await compile({ file: "config.yaml", text });
  const map = files.find(({ path }) => path === "server.mjs.map");
  if (map === undefined) throw new Error(JSON.stringify(diagnostics));
  return map.text.includes("runtime/body/header-fields");
}

test("an artifact can fill body fields with headers only if its config does, at any of its places", async () => {
  expect(await readsHeaders(FIELDS)).toBe(false);
  for (const place of [
    "model_defaults: { m: { body_from_headers: { user: X-User } } }",
    'failover_routes: { r: { elements: ["a:m"], body_from_headers: { user: X-User } } }',
    'model_aliases: [{ pattern: "^a$", replacement: "a:m", body_from_headers: { user: X-User } }]',
  ]) {
    expect(await readsHeaders(`${FIELDS}${place}\n`)).toBe(true);
  }
});
