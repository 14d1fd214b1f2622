/** Every folder of test/golden is a case: its config.yaml compiles to exactly what expected/ says. UPDATE=1 rewrites. */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Compiled, compiled } from "./support/compiled.ts";

const FOLDER = new URL("./golden/", import.meta.url).pathname;
const cases = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory());

describe("golden files", () => {
  it.each(cases.map(({ name }) => name))("%s", async (name) => {
    const text = await readFile(join(FOLDER, name, "config.yaml"), "utf8");
    const actual = outputs(await compiled(text, "config.yaml", join(FOLDER, name)));
    const folder = join(FOLDER, name, "expected");
    if (process.env.UPDATE === "1") await rewrite(folder, actual);
    const expected = existsSync(folder) ? (await readdir(folder)).sort() : [];
    expect([...actual.keys()].sort()).toEqual(expected);
    expect(actual.size).toBeGreaterThan(0);
    for (const [file, content] of actual) {
      expect(content).toBe(await readFile(join(folder, file), "utf8"));
    }
  });
});

/** A config with an error has no module, and one without findings nothing to say. */
function outputs({ pretty, routes }: Compiled): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (pretty !== "") files.set("diagnostics.txt", pretty);
  if (routes !== null) files.set("routes.ts", routes);
  return files;
}

async function rewrite(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [file, content] of files) await writeFile(join(folder, file), content);
}
