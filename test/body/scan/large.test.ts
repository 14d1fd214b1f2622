import { describe, expect, test } from "vitest";
import { locateModel, placeMember } from "../../../runtime/body/scan/large.ts";
import { payloadOf } from "../../../runtime/wire/payload.ts";

const REACH = 4096;
const payload = (pieces: readonly string[]) => payloadOf(pieces.map((piece) => Buffer.from(piece)));
/** A member of so many bytes. */
const filler = (length: number, key = "f") => `"${key}":"${"x".repeat(length - key.length - 5)}"`;

/** The model's value as written, and the piece that it is in; null if the caller has to read everything. */
function located(...pieces: string[]) {
  const found = locateModel(payload(pieces));
  if (found === null) return null;
  const { piece, member } = found.placed;
  const text = pieces[piece] ?? "";
  expect(text.slice(member.keyStart, member.keyStart + 7)).toBe('"model"');
  return [piece, text.slice(member.valueStart, member.valueEnd)];
}

const long = filler(9000);

describe("near the start", () => {
  test.each<[what: string, text: string]>([
    ["first", `{"model":"m",${long}}`],
    ["after others", `{"a":[1],"b":{"c":"}"},"model":"m",${long}}`],
    ["with white space everywhere", ` \n{ "a" : 1 ,\t"model" : "m" , ${long} } \r\n`],
    ["as the only member", '{"model":"m"}'],
    ["as far as is read", `{${filler(REACH - 3)},"model":"m",${long}}`],
  ])("%s", (_, text) => {
    expect(located(text)).toEqual([0, '"m"']);
  });

  test("with the end in another piece", () => {
    expect(located('{"model":"m",', `${long}}`)).toEqual([0, '"m"']);
  });

  test.each<[what: string, text: string]>([
    ["inside another member", `{"a":{"model":"m"},"b":1,${long}}`],
    ["in a list", `["model","m",${long}]`],
    ["behind something else than a brace", `x{"model":"m",${long}}`],
    ["and no brace at the end", `{"model":"m",${long}`],
    ["and something behind the brace", `{"model":"m",${long}}]`],
    ["behind what is no member", `{"a" 1,"model":"m",${long}}`],
    ["behind what is no comma", `{"a":1;"model":"m",${long}}`],
    ["behind no comma", `{"a":"b""model":"m",${long}}`],
    ["further than is read, from either end", `{${filler(REACH - 2)},"model":"m",${long}}`],
  ])("not %s", (_, text) => {
    expect(located(text)).toBeNull();
  });
});

describe("near the end", () => {
  test.each<[what: string, text: string]>([
    ["last", `{${long},"model":"m"}`],
    ["before others", `{${long},"model":"m","a":[1],"b":{"c":"}"}}`],
    ["with white space everywhere", `{${long} , "model" : "m" , "a" : 1 } \n`],
    ["as far as is read", `{${long},"model":"m",${filler(REACH - 1 - '"model":"m",}'.length)}}`],
  ])("%s", (_, text) => {
    expect(located(text)).toEqual([0, '"m"']);
  });

  test("in the last piece", () => {
    expect(located(`{${long}`, ',"a":1', ',"model":"m"}')).toEqual([2, '"m"']);
  });

  test.each<[what: string, pieces: string[]]>([
    ["inside another member", [`{${long},"a":{"model":"m"}}`]],
    ["in a string", [`{${long},"a":"\\"model":"m"}`]],
    ["and the end is missing", [`{${long},"model":"m"`]],
    ["and a second object follows", [`{${long},"model":"m"}{}`]],
    ["before what is no comma", [`{${long},"model":"m";"a":1}`]],
    ["before what is no member", [`{${long},"model":"m","a" 1}`]],
    ["before what ends with a comma", [`{${long},"model":"m",}`]],
    ["at the very start of the last piece, whose byte before is not seen", [`{${long},`, '"model":"m"}']],
    ["in a piece before the last", [`{${long}`, ',"model":"m"', ',"a":1}']],
    ["further than is read", [`{${long},"model":"m",${filler(REACH - '"model":"m",}'.length)}}`]],
  ])("not %s", (_, pieces) => {
    expect(located(...pieces)).toBeNull();
  });
});

test.each<[what: string, text: string]>([
  ["there are two", `{"model":"m",${long},"model":"n"}`],
  ["there is none", `{"a":1,${long}}`],
  ["there is an extra_body", `{"model":"m","extra_body":{},${long}}`],
  ["a key may be written with escapes", `{"model":"m","mod\\u0065l":"n",${long}}`],
])("nothing is certain where %s", (_, text) => {
  expect(located(text)).toBeNull();
});

test("a payload without bytes has no member", () => {
  expect(placeMember(payload([]), 0)).toBeNull();
  expect(placeMember(payload([""]), 0)).toBeNull();
});
