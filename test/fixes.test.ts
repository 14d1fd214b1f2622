/**
 * Every fix that a diagnostic suggests is put into the config, as a reader would who takes it by its word: afterwards the
 * finding is gone, and there is no new error. What stands in backticks replaces what the finding points at, or a value
 * around it, or is written where it says.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { load } from "../generator/1-load/load.ts";
import { validate } from "../generator/2-validate/validate.ts";
import { lookAhead } from "../generator/3-resolve/look-ahead.ts";
import { resolve } from "../generator/3-resolve/resolve.ts";
import { analyze } from "../generator/4-analyze/analyze.ts";
import type { Diagnostic } from "../generator/diagnostics/diagnostic.ts";
import { prose } from "../generator/diagnostics/prose.ts";
import { readerIn } from "../generator/files/read-beside.ts";
import { readEntry } from "../schema/catalogue.ts";
import { candidatesOf } from "./support/apply-fix.ts";

const ROOT = new URL("../", import.meta.url).pathname;

/** Findings that no text of the fix alone can put right, and why. */
const BY_HAND: Readonly<Record<string, string>> = {
  "bad-encoding": "the bytes of the file are no text",
  "too-large": "the file is not what was meant",
  "empty-file": "the whole config is missing",
  "unreadable-file": "a file beside the config has to be written",
  "literal-secret": "the name of the variable is the reader's",
  "yaml-syntax": "nothing else can be read before it is put right",
  "unsupported-yaml": "what was meant is not known",
  "foreign-key": "the config of another product is written anew",
  "wrong-type": "the example is one of several values that fit",
  "routing-test-failed": "either the rule or the test is right",
  "missing-key": "the value is the reader's",
};

/** Fixes that tell what to do without saying the words, because what was meant is not known. */
const TOLD = new RegExp(
  [
    "Keep one of the(?:m| two)",
    "Correct the pattern",
    "Rename one",
    "Refer to a group",
    "Make each branch an element",
    "Write the (?:value|URL) out",
    "Start with a letter",
    "It belongs",
    "`mock` belongs to",
    "Add one with its type",
    // What the pattern is meant to match is the reader's to say.
    "if the pattern may then match more names",
    "Write one alias for names",
    "Write several aliases",
    "Serve the page",
    "Write each address out",
    // Where a variable may lead is the reader's to say.
    "Write `origins` beside it",
  ].join("|"),
);

function findingsOf(text: string, folder: string): readonly Diagnostic[] {
  const loaded = load({ file: "config.yaml", text });
  if (loaded.value === null) return loaded.diagnostics;
  const valid = validate(loaded.value);
  const first = [...loaded.diagnostics, ...valid.diagnostics];
  if (valid.value === null) return [...first, ...lookAhead(loaded.value, first, readerIn(folder))];
  const resolved = resolve(valid.value, readerIn(folder));
  const later = resolved.value === null ? [] : analyze(resolved.value);
  return [...first, ...resolved.diagnostics, ...later];
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly folder: string;
}

const pages: readonly Case[] = readdirSync(`${ROOT}schema/diagnostics`).flatMap((file) => {
  const name = file.replace(/\.md$/, "");
  const { bad } = readEntry(name, readFileSync(`${ROOT}schema/diagnostics/${file}`, "utf8"));
  return bad === null ? [] : [{ name, text: bad, folder: "." }];
});

const golden: readonly Case[] = readdirSync(`${ROOT}test/golden`).map((name) => {
  const path = `${ROOT}test/golden/${name}/config.yaml`;
  return { name, text: readFileSync(path, "utf8"), folder: dirname(path) };
});

/** What stays wrong whatever is applied. */
function unfixed({ text, folder }: Case): readonly string[] {
  const before = findingsOf(text, folder);
  return before.flatMap((finding) => {
    if (finding.code in BY_HAND || finding.span === null) return [];
    const count = (found: readonly Diagnostic[], code?: string) =>
      found.filter((one) => (code === undefined ? one.severity === "error" : one.code === code)).length;
    const { fix } = prose(finding);
    if (TOLD.test(fix)) return [];
    const works = candidatesOf(text, finding.span, fix).some((candidate) => {
      const after = findingsOf(candidate, folder);
      const errors = count(before) - (finding.severity === "error" ? 1 : 0);
      return count(after, finding.code) < count(before, finding.code) && count(after) <= errors;
    });
    return works ? [] : [`${finding.code}@${finding.span.line}: ${fix}`];
  });
}

describe("the fix on each page of the catalogue", () => {
  it.each(pages)("$name", (one) => {
    expect(unfixed(one)).toEqual([]);
  });
});

describe("the fixes of each golden config", () => {
  it.each(golden)("$name", (one) => {
    expect(unfixed(one)).toEqual([]);
  });
});
