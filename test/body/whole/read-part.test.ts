import { describe, expect, test } from "vitest";
import { DEEPEST } from "../../../runtime/body/whole/limits.ts";
import type { LongTexts } from "../../../runtime/body/whole/long-texts.ts";
import { readPart, readWhole } from "../../../runtime/body/whole/read-whole.ts";

const LIMITS = { bytes: 1e9, values: 1e9 };
const whole = (text: string, limits: object = {}, known: LongTexts | null = null) =>
  readWhole(Buffer.from(text), { ...LIMITS, ...limits }, known);
const part = (text: string, limits: object = {}) =>
  readPart(Buffer.from(`{"a":${text}}`), 5, 5 + Buffer.byteLength(text), { ...LIMITS, ...limits });

describe("a body", () => {
  test("that is short is read, and keeps what is known of its request", () => {
    const known: LongTexts = { bytes: [Buffer.from("x")] };
    expect(whole('{"a":"é"}')).toEqual({ kind: "read", value: { a: "é" }, long: null });
    expect(whole("1", {}, known)).toEqual({ kind: "read", value: 1, long: known });
  });

  test("that is no JSON is malformed, in the parser's words alone", () => {
    for (const text of ["{", `{"a":"${"x".repeat(3000)}`]) {
      const read = whole(text);
      expect(read).toEqual({ kind: "malformed", reason: expect.stringMatching(/JSON|string/) });
      expect(JSON.stringify(read)).not.toContain("SyntaxError");
    }
  });

  test("with a text that looks like a sign is read if all of it fits", () => {
    // The word of a sign differs in each process.
    const shown = JSON.stringify(whole(`{"input":["${"x".repeat(3000)}"]}`, {}));
    const [sign = ""] = /turnout-long-text-\w+-0;/.exec(shown) ?? [];
    expect(sign).not.toBe("");
    const text = `{"input":["${"x".repeat(3000)}","${sign}"]}`;
    expect(whole(text, { bytes: text.length })).toMatchObject({ kind: "read", long: null });
    expect(whole(text, { bytes: text.length - 1 })).toMatchObject({
      kind: "refused",
      error: { code: "body_too_large" },
    });
  });
});

describe("a member", () => {
  const list = `[${"1,".repeat(600)}1]`;

  test.each<[what: string, text: string, value: unknown]>([
    ["short", '{"b":["é"]}', { b: ["é"] }],
    ["long", list, JSON.parse(list)],
    ["a text", `"${"é".repeat(3000)}"`, "é".repeat(3000)],
    ["no JSON", "[1", undefined],
    ["too deep", `${"[".repeat(DEEPEST + 1)}${"]".repeat(DEEPEST + 1)}`, undefined],
  ])("that is %s", (_, text, value) => {
    expect(part(text)).toEqual(value);
  });

  test("within its limits is read, and beyond them is not", () => {
    expect(part(list, { bytes: list.length })).toHaveLength(601);
    expect(part(list, { bytes: list.length - 1 })).toBeUndefined();
    // One more for each 40 of its bytes.
    const allowed = 601 - Math.floor(list.length / 40);
    expect(part(list, { values: allowed })).toHaveLength(601);
    expect(part(list, { values: allowed - 1 })).toBeUndefined();
  });
});
