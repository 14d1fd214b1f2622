/** What Python's `re` makes of a pattern and a name, as `python/record.py` recorded it, is what Turnout makes of them. */
import { readFileSync } from "node:fs";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { createEmission } from "../../generator/5-emit/emission.ts";
import { MACHINE } from "../../generator/5-emit/helpers/machine.ts";
import { patternCode } from "../../generator/5-emit/pattern-code.ts";
import { buildMachine } from "../../generator/regexp/build-machine.ts";
import { createMatcher } from "../../generator/regexp/matching.ts";
import { readPattern } from "../../generator/regexp/read-pattern.ts";
import { createRun } from "../../generator/regexp/run-machine.ts";
import { irOf } from "../resolve/compile-config.ts";

interface Case {
  readonly pattern: string;
  /** What Python says if it refuses the pattern. */
  readonly error?: string;
  /** The whole match and its groups, "" for a group that took no part; null for a name that does not match. */
  readonly names?: Readonly<Record<string, readonly string[] | null>>;
}

const cases: readonly Case[] = JSON.parse(readFileSync(new URL("python/results.json", import.meta.url), "utf8"));
const taken = cases.flatMap(({ pattern, names = null }) => {
  const read = readPattern(pattern);
  return read.ok && names !== null ? [{ pattern, read, names: Object.entries(names) }] : [];
});

test("what Python refuses is refused, and what Turnout cannot do is an error that says so", () => {
  const kinds = cases.map(({ pattern, error }) => {
    const read = readPattern(pattern);
    const kind = read.ok ? "taken" : read.error.kind;
    return { pattern, python: error === undefined ? "takes" : "refuses", kind };
  });
  const wrong = kinds.filter(({ python, kind }) => kind === (python === "takes" ? "invalid" : "taken"));
  expect(wrong).toEqual([]);
  const unsupported = kinds.filter(({ python, kind }) => python === "takes" && kind === "unsupported");
  expect(unsupported.length).toBeLessThan(20);
  expect(taken.length).toBeGreaterThan(350);
});

describe("the same names match, with the same groups", () => {
  test("in the interpreter", () => {
    const found = taken.map(({ pattern, read, names }) => {
      const match = createMatcher(read.matching);
      return [pattern, names.map(([name]) => [name, match(name)])];
    });
    expect(found).toEqual(taken.map(({ pattern, names }) => [pattern, names]));
  });

  test("in a machine, whatever the pattern", () => {
    let built = 0;
    for (const { pattern, read, names } of taken) {
      const machine = buildMachine(read.tree, read.groups.count);
      if (machine.kind !== "machine") continue;
      built += 1;
      const run = createRun(machine.machine);
      expect([pattern, names.map(([name]) => [name, run(name)])]).toEqual([pattern, names]);
    }
    expect(built).toBeGreaterThan(350);
  });

  test("in emitted code", async () => {
    const emission = createEmission(irOf("backends: { a: { type: mock } }\n"));
    const codes = taken.map(({ read }) => patternCode(emission, read.matching).text);
    expect(codes.filter((code) => code.startsWith("inSteps(")).length).toBeGreaterThan(50);
    const patterns = await evaluated(`export const patterns = [\n${codes.join(",\n")}];\n\n${MACHINE.text}`);
    const found = taken.map(({ pattern, names }, index) => [
      pattern,
      names.map(([name]) => [name, groupsOf(patterns[index]?.exec(name) ?? null)]),
    ]);
    expect(found).toEqual(taken.map(({ pattern, names }) => [pattern, names]));
    const tested = taken.map(({ names }, index) => names.map(([name]) => patterns[index]?.test(name)));
    expect(tested).toEqual(taken.map(({ names }) => names.map(([, match]) => match !== null)));
  });
});

function groupsOf(match: RegExpExecArray | null): readonly string[] | null {
  return match === null ? null : Array.from(match, (text: string | undefined) => text ?? "");
}

async function evaluated(source: string): Promise<readonly Pick<RegExp, "exec" | "test">[]> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const { patterns } = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`);
  return patterns;
}
