import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { says } from "../support/completions.ts";
import { crewServer } from "../support/crew.ts";
import { backend } from "../support/gateway.ts";

const folder = mkdtempSync(join(tmpdir(), "turnout-capture-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const server = crewServer(
  (url) => `backends:
${backend("one", url)}
server: { workers: 2 }
logging: { capture_file: "${join(folder, "traffic.jsonl")}", capture_max_bytes: 40000, capture_max_files: 50, capture_total_max_bytes: 4000000 }
`,
);

test("one file has the whole records of all workers, and is rotated by its size", async () => {
  server.upstream.always("/one/", says("x".repeat(5000)));
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => server.ask("one:m", { user: `user-${i}-${"y".repeat(3000)}` })),
  );
  server.artifact.signal("SIGTERM");
  expect(await server.artifact.exit).toEqual({ code: 0, signal: null });
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(3);
  const texts = names.map((name) => readFileSync(join(folder, name), "utf8"));
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(40_000);
  const entries = texts.flatMap((text) =>
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
  );
  const asked = entries.filter(({ direction }) => direction === "client_to_turnout");
  expect(asked).toHaveLength(40);
  expect(new Set(entries.map(({ worker }) => worker))).toEqual(new Set([1, 2]));
  for (const worker of [1, 2]) {
    const numbers = entries.filter((entry) => entry.worker === worker).map(({ sequence }) => Number(sequence));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  }
  expect(server.artifact.stderr()).not.toContain("capture_");
});
