import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../generator/compile.ts";

/** Bytes of a minified artifact. A limit is what was measured and an eighth; raise it only with a reason written here. */
const BUDGETS = [
  // h3 and srvx 50 KB, the mock 14 KB, a decoder for zstd 8 KB; of the rest of the runtime, what happens when an upstream
  // fails is 50 KB, translating between chat and Responses 50 KB, conversations 15 KB, other endpoints and WebSockets 21 KB:
  // any client may ask any backend, so every artifact has both translations.
  { name: "quickstart", limit: 310_000, why: "only the mock" },
  // The same without the mock, but with the HTTP client of 10 KB.
  { name: "openai", limit: 305_000, why: "one HTTP backend" },
  { name: "failover", limit: 305_000, why: "two HTTP backends: the second one is only a table" },
] as const;

test.each(BUDGETS)("the artifact of examples/$name stays under $limit bytes ($why)", async ({ name, limit }) => {
  const server = await serverOf(readFileSync(new URL(`../examples/${name}/config.yaml`, import.meta.url), "utf8"));
  expect(Buffer.byteLength(server)).toBeLessThan(limit);
});

test("a thousand aliases cost less than 150 bytes each", async () => {
  const config = (count: number) =>
    JSON.stringify({
      backends: { offline: { type: "mock" } },
      model_aliases: Array.from({ length: count }, (_, i) => ({
        pattern: `^team-${i}-(.*)$`,
        replacement: "offline:\\1",
      })),
    });
  const [none = "", many = ""] = await Promise.all([serverOf(config(0)), serverOf(config(1000))]);
  expect((many.length - none.length) / 1000).toBeLessThan(150);
});

async function serverOf(text: string): Promise<string> {
  const { files, diagnostics } = await compile({ file: "config.yaml", text });
  const server = files.find(({ path }) => path === "server.mjs");
  if (server === undefined) throw new Error(JSON.stringify(diagnostics));
  return server.text;
}
