import fc from "fast-check";
import { expect, it } from "vitest";
import { isMap, isScalar, parseDocument } from "yaml";
import { writtenOffsets } from "../../generator/3-resolve/written.ts";

/** What is written for the one value of a YAML text, and what it says. */
function scalarOf(yaml: string): { readonly written: string; readonly text: string } {
  const { contents, errors } = parseDocument(yaml);
  const value = isMap(contents) ? contents.items[0]?.value : null;
  if (!isScalar(value) || typeof value.value !== "string" || !value.range || errors.length > 0) {
    throw new Error(`no text: ${yaml}`);
  }
  return { written: yaml.slice(value.range[0], value.range[1]), text: value.value };
}

it.each([
  ["plain", "k: a:x^^b:y"],
  ["plain over two lines", "k: a:x\n  |\n  ^^b"],
  ["single quotes", "k: 'it''s^^b'"],
  ["double quotes", 'k: "\\x61\\u0062\\U0001F600\\t\\"^^b"'],
  ["double quotes over two lines", 'k: "a:x^\\\n   b ^^c"'],
  ["double quotes that are folded", 'k: "a:x\r\n   b ^^c"'],
  ["a literal block", "k: |-\n  a:x\n  ^^b"],
  ["a literal block with a comment", "k: | # why\n    ^^b\n"],
  ["a folded block", "k: >-\n  a:x\n  b^^\n  c"],
  ["no white space at a line's end", "k: >-\n  a:x   \n  b^^c"],
])("finds a place in %s", (_, yaml) => {
  const { written, text } = scalarOf(yaml);
  const offsets = writtenOffsets(written, text);
  const at = text.indexOf("^^");
  expect(offsets).toHaveLength(text.length + 1);
  expect(written.slice(offsets?.[at], offsets?.[at + 2])).toBe("^^");
  expect(offsets?.[at]).toBe(written.indexOf("^^"));
});

it("returns null if the two cannot be aligned", () => {
  expect(writtenOffsets('"a"', "b")).toBeNull();
  expect(writtenOffsets("abc", "abcd")).toBeNull();
  const indented = scalarOf("k: |2-\n    a\n    b^^");
  expect(writtenOffsets(indented.written, indented.text)).toBeNull();
});

it("finds every character of a text in double quotes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
      const written = JSON.stringify(text);
      const offsets = writtenOffsets(written, text) ?? [];
      const back = [...text].map((character, index) => {
        const start = [...text].slice(0, index).join("").length;
        return JSON.parse(`"${written.slice(offsets[start], offsets[start + character.length])}"`);
      });
      expect(back.join("")).toBe(text);
    }),
  );
});

it("never throws, and stays inside the written text", () => {
  const unit = fc.constantFrom(...`\\"'|>\n\r\t xu06^a`);
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), fc.string({ unit, maxLength: 10 }), (written, text) => {
      const offsets = writtenOffsets(written, text) ?? [0];
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      expect(offsets.at(-1)).toBeLessThanOrEqual(written.length + 1);
    }),
    { numRuns: 1000 },
  );
});
