/** The catalogue's own examples: the bad config gets the diagnostic, and the good one gets none. */
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { CATALOGUE, type DiagnosticCode } from "../generator/diagnostics/catalogue.ts";
import { catalogueModule, readEntry } from "../schema/catalogue.ts";
import { validated } from "./support/compiled.ts";

const folder = new URL("../schema/diagnostics/", import.meta.url);
const entries = await Promise.all(
  (await readdir(folder)).map(async (name) =>
    readEntry(name.replace(/\.md$/, ""), await readFile(new URL(name, folder), "utf8")),
  ),
);

/** Found before any name is looked up. */
const EARLY: ReadonlySet<string> = new Set<DiagnosticCode>([
  "yaml-syntax",
  "duplicate-key",
  "unsupported-yaml",
  "empty-file",
  "unknown-key",
  "wrong-type",
  "out-of-range",
  "invalid-value",
  "missing-key",
  "no-backends",
  "conflicting-keys",
  "bad-name",
  "literal-secret",
  "foreign-key",
  "no-effect-yet",
  "no-effect-here",
]);

describe("the catalogue", () => {
  it("holds the codes of its files", () => {
    expect(Object.keys(CATALOGUE)).toEqual(entries.map(({ code }) => code).sort());
  });

  it.each(entries.filter(({ code }) => EARLY.has(code)))("$code: bad and good", ({ code, bad, good }) => {
    expect(validated(bad ?? "").diagnostics.map((found) => found.code)).toEqual([code]);
    expect(validated(good ?? "").diagnostics).toEqual([]);
  });

  it.each(entries.filter(({ code, bad }) => bad !== null && !EARLY.has(code)))(
    "$code: a config that gets past the schema",
    ({ bad, good }) => {
      expect(validated(bad ?? "").diagnostics).toEqual([]);
      expect(validated(good ?? "").diagnostics).toEqual([]);
    },
  );
});

describe("an entry that is not as it should be", () => {
  const whole =
    "# a-code\n\nerror\n\n## Message\n\nm {x}\n\n## Why\n\nw\n\n## Fix\n\nf\n\n## Bad\n\nb\n\n## Good\n\ng\n";

  it("is read when whole", () => {
    expect(readEntry("a-code", whole)).toMatchObject({
      code: "a-code",
      severity: "error",
      message: "m {x}",
      args: ["x"],
    });
  });

  it.each([
    ["another name", "b-code", whole],
    ["no severity", "a-code", whole.replace("error", "fatal")],
    ["a missing section", "a-code", whole.replace("## Why\n\nw\n\n", "")],
    ["an empty section", "a-code", whole.replace("\nw\n", "\n")],
    [
      "sections in another order",
      "a-code",
      whole.replace("## Bad", "## Tmp").replace("## Good", "## Bad").replace("## Tmp", "## Good"),
    ],
  ])("fails for %s", (_, name, text) => {
    expect(() => readEntry(name, text)).toThrow(`schema/diagnostics/${name}.md`);
  });

  it("fails when it is there twice", () => {
    const entry = readEntry("a-code", whole);
    expect(() => catalogueModule([entry, entry])).toThrow('"a-code" is there twice');
  });
});
