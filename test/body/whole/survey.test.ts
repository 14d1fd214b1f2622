import { describe, expect, test } from "vitest";
import { DEEPEST, type WholeLimits } from "../../../runtime/body/whole/limits.ts";
import { type Survey, survey } from "../../../runtime/body/whole/survey.ts";

const LIMITS: WholeLimits = { bytes: 10_000, values: 20 };
const LONG = "x".repeat(3000);

function of(text: string, limits: Partial<WholeLimits> = {}): Survey["kind"] {
  return survey(Buffer.from(text), { ...LIMITS, ...limits }).kind;
}

/** What would be left out of the parse. */
function leftOut(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const found = survey(bytes, { bytes: 1e9, values: 1e9 });
  return found.kind === "fits" ? found.texts.map(({ from, to }) => bytes.toString("utf8", from, to)) : [];
}

const keys = (count: number) => Array.from({ length: count }, (_, at) => `"k${at}":1`).join();
const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

describe("a body is counted before it is parsed", () => {
  test.each<readonly [what: string, text: string, kind: Survey["kind"]]>([
    ["at the limit of values", `[${"1,".repeat(19)}1]`, "fits"],
    ["one above it, and above what its 45 bytes add", `[${"1,".repeat(21)}1]`, "crowded"],
    ["empty lists, which count as well", `[${"[],".repeat(9)}[]]`, "fits"],
    ["one empty list more", `[${"[],".repeat(10)}[]]`, "crowded"],
    ["objects, which count three times", `[${"{},".repeat(4)}{}]`, "fits"],
    ["one object more", `[${"{},".repeat(5)}{}]`, "crowded"],
    ["keys and values of an object", `[[{${keys(7)}}]]`, "fits"],
    ["two keys more", `[[{${keys(10)}}]]`, "crowded"],
    ["items of a member, which count three times", '{"a":[1,1,1,1,1]}', "fits"],
    ["two of these more", '{"a":[1,1,1,1,1,1,1]}', "crowded"],
    ["members of the outermost object, which count eleven times", '{"a":1,"b":1}', "fits"],
    ["one more of these", '{"a":1,"b":1,"c":1}', "crowded"],
    ["at the limit of a body of 400 bytes", `[${"1,".repeat(29)}1${" ".repeat(400)}]`, "fits"],
    ["one above that", `[${"1,".repeat(31)}1${" ".repeat(400)}]`, "crowded"],
    ["spaces beyond the bytes that a body may have", `[${"1,".repeat(271)}1${" ".repeat(20_000)}]`, "crowded"],
    ["commas and brackets in texts, which do not count", `["${",[{".repeat(100)}"]`, "fits"],
    ["behind an escaped quote", `["\\"${",".repeat(100)}"]`, "fits"],
    ["behind an escaped backslash", `["\\\\",${"1,".repeat(30)}1]`, "crowded"],
    ["not JSON", "]]]]{{{{", "fits"],
    ["a text that does not end", `["${",".repeat(100)}`, "fits"],
    ["nothing", "", "fits"],
  ])("%s", (_, text, kind) => {
    expect(of(text)).toBe(kind);
  });

  test.each<readonly [what: string, text: string, kind: Survey["kind"]]>([
    ["lists at the limit of depth", nested(DEEPEST, "[", "]"), "fits"],
    ["lists one deeper", nested(DEEPEST + 1, "[", "]"), "deep"],
    ["objects at the limit", nested(DEEPEST, '{"a":', "}"), "fits"],
    ["objects one deeper", nested(DEEPEST + 1, '{"a":', "}"), "deep"],
    ["brackets that are never closed", "[".repeat(DEEPEST + 1), "deep"],
    ["one after the other", "[]".repeat(DEEPEST * 2), "fits"],
  ])("%s", (_, text, kind) => {
    expect(of(text, { values: 1e6 })).toBe(kind);
  });

  test("its long texts are not part of its size", () => {
    const text = `{"messages":[{"content":"${"x".repeat(50_000)}"}]}`;
    expect([of(text), of(text.replace("messages", "instructions"))]).toEqual(["fits", "long"]);
    expect(of(`{"messages":[${Array.from({ length: 15 }, () => `"${"x".repeat(1000)}"`).join()}]}`)).toBe("long");
  });
});

describe("a long text is left out of the parse, all but its start", () => {
  test.each<readonly [where: string, text: string]>([
    ["of a message", `{"messages":[{"content":"${LONG}"}]}`],
    ["directly in a member", `{"input":"${LONG}"}`],
    ["in an unknown member", `{"image":{"data":["${LONG}"]}}`],
  ])("%s", (_, text) => {
    expect(leftOut(text)).toEqual(["x".repeat(3000 - 256)]);
  });

  test.each<readonly [what: string, text: string]>([
    ["a shorter one", `{"messages":["${"x".repeat(2047)}"]}`],
    ["a key", `{"messages":[],"${LONG}":1}`],
    ["the instructions, which are part of the answer", `{"instructions":"${LONG}"}`],
    ["the tools, likewise", `{"tools":[{"function":{"description":"${LONG}"}}]}`],
    ["the session", `{"user":"${LONG}"}`],
    ["what stands in no member", `["${LONG}"]`],
    ["one that does not end", `{"messages":["${LONG}`],
    ["one with a line end in it, which no JSON has", `{"messages":["${LONG}\n"]}`],
    ["one with a wrong escape", `{"messages":["${LONG}\\x"]}`],
    ["one with a cut escape", `{"messages":["${LONG}\\u12"]}`],
  ])("not %s", (_, text) => {
    expect(leftOut(text)).toEqual([]);
  });

  test.each<readonly [what: string, unit: string]>([
    ["an escape", "\\n"],
    ["a Unicode escape", "\\u00e9"],
    ["two surrogates", "\\ud83d\\ude00"],
    ["a character of two bytes", "é"],
    ["a character of four bytes", "😀"],
    ["escaped backslashes", "\\\\"],
  ])("it is never cut within %s", (_, unit) => {
    for (const before of ["", "a", "aa", "aaa"]) {
      const text = before + unit.repeat(2000);
      const [rest = ""] = leftOut(`{"messages":["${text}"]}`);
      expect(rest.length).toBeGreaterThan(1000);
      const start = text.slice(0, text.length - rest.length);
      expect(JSON.parse(`"${start}"`) + JSON.parse(`"${rest}"`)).toBe(JSON.parse(`"${text}"`));
    }
  });
});
