import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withEdits } from "../../runtime/body/edits.ts";
import { scanTopLevel, type TopLevelObject } from "../../runtime/body/scan/top-level.ts";
import { changesFor, splice } from "../../runtime/body/splice.ts";
import { USUAL_LIMITS } from "../../runtime/body/whole/limits.ts";
import type { Json } from "../../runtime/contract/fields.ts";
import type { FieldEdit } from "../../runtime/protocols/endpoints/field-edit.ts";

function topOf(text: string): TopLevelObject {
  const top = scanTopLevel(Buffer.from(text));
  if (top.kind !== "object") throw new Error(`${text} is ${top.kind}`);
  return top;
}

/** The text with the edits made; null where a full parse is needed. */
function edited(text: string, edits: readonly FieldEdit[]): string | null {
  const changes = changesFor(Buffer.from(text), topOf(text), edits, USUAL_LIMITS);
  return changes === null ? null : Buffer.concat(splice(Buffer.from(text), changes)).toString();
}

const set = (value: Json, ...fields: string[]): FieldEdit => ({ fields, member: null, value, ifAbsent: false });
const remove = (...fields: string[]): FieldEdit => ({ fields, member: null, value: undefined, ifAbsent: false });
const setDefault = (value: string | number, ...fields: string[]): FieldEdit => ({
  fields,
  member: null,
  value,
  ifAbsent: true,
});

const inside = (value: Json, field: string, member: string, ifAbsent = false): FieldEdit => ({
  fields: [field],
  member,
  value,
  ifAbsent,
});

const table: readonly (readonly [what: string, text: string, edits: readonly FieldEdit[], expected: string | null])[] =
  [
    ["a new field goes to the front", '{"model":"a"}', [set(1, "t")], '{"t":1,"model":"a"}'],
    ["white space stays", ' { "model":"a" } ', [set(1, "t")], ' {"t":1, "model":"a" } '],
    ["several new fields in their order", '{"model":"a"}', [set(1, "t"), set("x", "u")], '{"t":1,"u":"x","model":"a"}'],
    ["a field that is there", '{"model":"a","t" : [1, 2] ,"z":0}', [set(1, "t")], '{"model":"a","t":1 ,"z":0}'],
    ["a member of a new object", '{"model":"a"}', [inside("low", "r", "e")], '{"r":{"e":"low"},"model":"a"}'],
    [
      "a member of an object",
      '{"r":{"s":1,"e":2} ,"z":0}',
      [inside("low", "r", "e")],
      '{"r":{"s":1,"e":"low"} ,"z":0}',
    ],
    ["a new member", '{"r":{"s":1}}', [inside("low", "r", "e")], '{"r":{"s":1,"e":"low"}}'],
    ["a default for a member that is there", '{"r":{"e":2}}', [inside("low", "r", "e", true)], '{"r":{"e":2}}'],
    ["a default for a member that is not", '{"r":{}}', [inside("low", "r", "e", true)], '{"r":{"e":"low"}}'],
    ["a member where there is no object", '{"r":null}', [inside("low", "r", "e")], null],
    ["a member where there is a list: a full parse", '{"r":[1]}', [inside("low", "r", "e")], null],
    ["a member where there is text: a full parse", '{"r":"x"}', [inside("low", "r", "e")], null],
    ["the only field goes: a full parse", '{"t":1}', [remove("t")], null],
    ["the first field", '{"t":2,"model":"a"}', [set(1, "t")], '{"t":1,"model":"a"}'],
    ["the first field and a new one", '{"t":2,"model":"a"}', [set(1, "t"), set(3, "u")], '{"u":3,"t":1,"model":"a"}'],
    ["a new one and the first field", '{"t":2,"model":"a"}', [set(3, "u"), set(1, "t")], '{"u":3,"t":1,"model":"a"}'],
    ["the last field", '{"model":"a","t":2}', [set(1, "t")], '{"model":"a","t":1}'],
    [
      "two fields, the later one first",
      '{"t":1,"u":2,"model":"a"}',
      [set(9, "u"), set(8, "t")],
      '{"t":8,"u":9,"model":"a"}',
    ],
    ["another name of the field gives way", '{"b":2,"model":"a"}', [set(1, "a", "b")], '{"a":1,"model":"a"}'],
    ["both names: a full parse", '{"a":1,"b":2,"model":"a"}', [set(1, "a", "b")], null],
    ["the field twice: a full parse", '{"t":1,"model":"a","t":2}', [set(1, "t")], null],
    [
      "another field twice is none of its business",
      '{"u":1,"model":"a","u":2}',
      [set(1, "t")],
      '{"t":1,"u":1,"model":"a","u":2}',
    ],
    ["a default where the field is missing", '{"model":"a"}', [setDefault(1, "t")], '{"t":1,"model":"a"}'],
    ["a default where it is there", '{"t":0,"model":"a"}', [setDefault(1, "t")], '{"t":0,"model":"a"}'],
    ["a default where it is null", '{"t":null,"model":"a"}', [setDefault(1, "t")], '{"t":null,"model":"a"}'],
    ["a default where it has another name", '{"b":0,"model":"a"}', [setDefault(1, "a", "b")], '{"b":0,"model":"a"}'],
    ["text is quoted", '{"model":"a"}', [set('"\\\n', "t")], '{"t":"\\"\\\\\\n","model":"a"}'],
    ["a nested field is not it", '{"m":{"t":1},"model":"a"}', [set(2, "t")], '{"t":2,"m":{"t":1},"model":"a"}'],
    ["no edit", '{"model":"a"}', [], '{"model":"a"}'],
    ["a boolean", '{"stream":false,"model":"a"}', [set(true, "stream")], '{"stream":true,"model":"a"}'],
    ["an object", '{"model":"a"}', [set({ a: [1, null] }, "o")], '{"o":{"a":[1,null]},"model":"a"}'],
    ["null", '{"model":"a"}', [set(null, "n")], '{"n":null,"model":"a"}'],
    ["the first taken out", '{ "t" : {"t":1} , "model":"a"}', [remove("t")], '{ "model":"a"}'],
    ["one in the middle taken out", '{"a":1,"t":2,"model":"a"}', [remove("t")], '{"a":1,"model":"a"}'],
    ["the last taken out", '{"a":1,"model":"a" , "t":2 }', [remove("t")], '{"a":1,"model":"a" }'],
    ["taken out where it is not", '{"model":"a","m":{"t":1}}', [remove("t")], '{"model":"a","m":{"t":1}}'],
    ["taken out under its other name", '{"model":"a","u":1}', [remove("t", "u")], '{"model":"a"}'],
    [
      "the first taken out, beside a new one and a changed one",
      '{"t":1,"u":2,"model":"a"}',
      [remove("t"), set(3, "n"), set(4, "u")],
      '{"n":3,"u":4,"model":"a"}',
    ],
    [
      "the last taken out behind a changed one",
      '{"model":"a","u":2 , "t":1}',
      [set(4, "u"), remove("t")],
      '{"model":"a","u":4}',
    ],
    ["two taken out: a full parse", '{"model":"a","t":1,"u":2}', [remove("t"), remove("u")], null],
    [
      "two members of a new object",
      '{"model":"a"}',
      [inside("low", "r", "e"), inside("x", "r", "f")],
      '{"r":{"e":"low","f":"x"},"model":"a"}',
    ],
    [
      "two members of an object, with a new field between them",
      '{"model":"a","r":{"s":1}}',
      [inside("low", "r", "e"), set(1, "t"), inside("x", "r", "f")],
      '{"t":1,"model":"a","r":{"s":1,"e":"low","f":"x"}}',
    ],
    [
      "a member of an object that is a default",
      '{"model":"a"}',
      [{ ...set({ s: 1 }, "r"), ifAbsent: true }, inside("low", "r", "e")],
      '{"r":{"s":1,"e":"low"},"model":"a"}',
    ],
    [
      "a member beside a default that is not needed",
      '{"model":"a","r":{}}',
      [{ ...set({ s: 1 }, "r"), ifAbsent: true }, inside("low", "r", "e")],
      '{"model":"a","r":{"e":"low"}}',
    ],
    [
      "a default for a member that was just set",
      '{"r":{}}',
      [inside(1, "r", "e"), inside(2, "r", "e", true)],
      '{"r":{"e":1}}',
    ],
    ["a member of what was just set to text: a full parse", '{"r":1}', [set("x", "r"), inside(1, "r", "e")], null],
    ["a member of what was just taken out: a full parse", '{"r":1,"a":1}', [remove("r"), inside(1, "r", "e")], null],
    ["a field twice: a full parse", '{"r":1}', [set(1, "r"), set(2, "r")], null],
    ["a field behind its member: a full parse", '{"a":1}', [inside(1, "r", "e"), set(2, "r")], null],
    ["taken out where it stands twice: a full parse", '{"t":1,"model":"a","t":2}', [remove("t")], null],
    ["taken out where another stands twice: a full parse", '{"u":1,"t":1,"u":2,"model":"a"}', [remove("t")], null],
  ];

test.each(table)("%s", (_, text, edits, expected) => {
  expect(edited(text, edits)).toBe(expected);
});

test("an edit of the bytes gives the same request as one of the parsed body, whatever the edits", () => {
  const value = fc.constantFrom<Json>(1, "x", null, { e: 1 }, { s: 2, e: null }, [1]);
  const edit = fc.record({
    fields: fc.constantFrom(["r"], ["t"], ["t", "u"]),
    member: fc.constantFrom(null, "e", "s"),
    value: fc.option(value, { nil: undefined }),
    ifAbsent: fc.boolean(),
  });
  // No edit takes a single member out, and no object has two names.
  const edits = fc.array(
    edit.filter(({ member, value, fields }) => member === null || (value !== undefined && fields.length === 1)),
    { maxLength: 4 },
  );
  const body = fc.dictionary(fc.constantFrom("r", "t", "u", "z"), value).map((rest) => ({ model: "a", ...rest }));
  let spliced = 0;
  fc.assert(
    fc.property(body, edits, (fields, all) => {
      const text = edited(JSON.stringify(fields), all);
      if (text === null) return;
      spliced += 1;
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(withEdits(fields, all))));
      expect(topOf(text).repeated.size).toBe(0);
    }),
    { numRuns: 2000 },
  );
  expect(spliced).toBeGreaterThan(500);
});

test("a member of an object that nests deeper than is parsed", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  expect(edited(`{"r":{"s":${deep}}}`, [inside("low", "r", "e")])).toBeNull();
});

describe("the scan of the top level", () => {
  test("finds the positions, the repeated keys and the opening brace", () => {
    const text = ' {"a":1, "b" : {"a":2},"a":[3]}';
    const top = topOf(text);
    expect(top.open).toBe(1);
    expect([...top.members.keys()]).toEqual(["a", "b"]);
    expect([...top.repeated]).toEqual(["a"]);
    const b = top.members.get("b");
    expect(text.slice(b?.keyStart, b?.valueEnd)).toBe('"b" : {"a":2}');
    expect(text.slice(b?.valueStart, b?.valueEnd)).toBe('{"a":2}');
  });

  test.each([
    ['{"a":1,"\\u0062":2}', "odd"],
    ["{}", "object"],
    [" { } ", "object"],
    ["", "malformed"],
    ["[]", "malformed"],
    ["{", "malformed"],
    ['{"a"', "malformed"],
    ['{"a":', "malformed"],
    ['{"a":1', "malformed"],
    ['{"a":1,', "malformed"],
    ['{"a":1,}', "malformed"],
    ['{"a":1}x', "malformed"],
    ['{"a" 1}', "malformed"],
    ["{a:1}", "malformed"],
    ['{"a":"b', "malformed"],
    ['{"a":"\\"}', "malformed"],
    ['{"a":[1}', "malformed"],
    ['{"a":[1}}', "object"],
  ])("%s is %s", (text, kind) => {
    expect(scanTopLevel(Buffer.from(text)).kind).toBe(kind);
  });
});
