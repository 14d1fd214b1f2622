/** What hostile clients and upstreams get of a built server. `UPDATE=1` puts the results in SECURITY.md; read the diff. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HostileCase } from "./case.ts";
import { type Stage, setStage } from "./stage.ts";
import { GROUPS, withResults } from "./table.ts";

const PAGE = fileURLToPath(new URL("../../SECURITY.md", import.meta.url));
const page = readFileSync(PAGE, "utf8");
/** Node reads what the fast reader leaves to it, and everything with the flag: the results are the same. */
describe.each(["fast", "node"])("a hostile input, with the %s parser", (parser) => {
  const results = new Map<HostileCase, string>();
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(["--http-parser", parser]);
  });
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  describe.each(GROUPS)("$title", ({ cases }) => {
    test.each(cases)("$input", async (one) => {
      const result = await one.play(stage);
      results.set(one, result);
      expect(await stage.ask(), "a good request after it").toBe("200");
      if (process.env.UPDATE === undefined) expect(page).toContain(`| ${result.replaceAll("|", "\\|")} |`);
    });
  });

  test("has its result in SECURITY.md", () => {
    const all = GROUPS.flatMap(({ cases }) => cases);
    expect(all.length).toBeGreaterThan(60);
    expect(results.size).toBe(all.length);
    if (process.env.UPDATE !== undefined) writeFileSync(PAGE, withResults(page, results));
    else expect(withResults(page, results)).toBe(page);
  });

  test("shows no key and no stack in the log, and no error of the server's own", () => {
    const log = stage.artifact.stderr();
    expect(log).not.toMatch(/sk-upstream|client-key-1|internal_error|\bat .*server\.mjs/);
  });
});
