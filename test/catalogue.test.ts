/** The catalogue's own examples: the bad config gets the diagnostic, and the good one gets none. */
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { CATALOGUE, type DiagnosticCode } from "../generator/diagnostics/catalogue.ts";
import { catalogueModule, readEntry } from "../schema/catalogue.ts";
import { compiled } from "./support/compiled.ts";

const folder = new URL("../schema/diagnostics/", import.meta.url);
const entries = await Promise.all(
  (await readdir(folder)).map(async (name) =>
    readEntry(name.replace(/\.md$/, ""), await readFile(new URL(name, folder), "utf8")),
  ),
);

/** What no text of a config can show, and why. */
const WITHOUT_CONFIG: Readonly<Partial<Record<DiagnosticCode, string>>> = {
  "missing-file": "there is no text",
  "bad-encoding": "the bytes of the file are no text",
  "too-large": "16 MB do not belong on a page; the golden cases have the deep one",
  "emitted-code-invalid": "no config should cause it",
};

describe("the catalogue", () => {
  it("holds the codes of its files", () => {
    expect(Object.keys(CATALOGUE)).toEqual(entries.map(({ code }) => code).sort());
  });

  it.each(entries.filter(({ code }) => !(code in WITHOUT_CONFIG)))(
    "$code: bad and good",
    async ({ code, bad, good }) => {
      const { diagnostics } = await compiled(bad ?? "");
      expect(diagnostics.map((found) => found.code)).toEqual([code]);
      expect((await compiled(good ?? "")).diagnostics).toEqual([]);
    },
  );

  it.each(Object.keys(WITHOUT_CONFIG))("%s: has no config of its own", (code) => {
    expect(entries.find((entry) => entry.code === code)).toMatchObject({ bad: null, good: null });
  });
});

describe("a malformed entry", () => {
  const whole =
    "# a-code\n\nerror\n\n## Message\n\nm {x}\n\n## Why\n\nw\n\n## Fix\n\nf\n\n## Bad\n\nb\n\n## Good\n\ng\n";

  it("is read if it is complete", () => {
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

  it("fails if a code appears twice", () => {
    const entry = readEntry("a-code", whole);
    expect(() => catalogueModule([entry, entry])).toThrow('"a-code" is there twice');
  });
});
