import { afterEach, describe, expect, test } from "vitest";
import { fieldOf } from "../../../runtime/body/field-of.ts";
import { fieldsIn } from "../../../runtime/body/fields-in.ts";
import { type Body, readModel } from "../../../runtime/body/read-model.ts";
import { DEEPEST, type WholeLimits } from "../../../runtime/body/whole/limits.ts";
import { writeBody } from "../../../runtime/body/write-body.ts";
import type { GatewayError } from "../../../runtime/errors.ts";
import { json } from "../../../runtime/protocols/json/exact.ts";
import { isObject, parseJson } from "../../../runtime/protocols/json/json-object.ts";
import { payloadOf } from "../../../runtime/wire/payload.ts";

const LIMITS: WholeLimits = { bytes: 5000, values: 100 };
const parse = json.parse;
let parsed = 0;

/** From here on, each parse counts. */
function counting(): void {
  parsed = 0;
  json.parse = (text) => {
    parsed++;
    return parse(text);
  };
}

afterEach(() => {
  json.parse = parse;
});

function bodyOf(text: string): Body | GatewayError {
  const read = readModel(payloadOf([Buffer.from(text)]), null, LIMITS);
  return read.ok ? read.body : read.error;
}

const SHAPES: readonly (readonly [what: string, member: string, code: string, says: string])[] = [
  [
    "too many values",
    `"x":[${"{},".repeat(500)}{}]`,
    "body_too_complex",
    "100 keys and values, and one for each 40 bytes, that server.max_parsed_values",
  ],
  [
    "too many members",
    `"x":{${Array.from({ length: 500 }, (_, at) => `"${at}":1`).join()}}`,
    "body_too_complex",
    "server.max_parsed_values",
  ],
  [
    "too many levels",
    `"x":${'{"a":'.repeat(DEEPEST + 1)}1${"}".repeat(DEEPEST + 1)}`,
    "body_too_complex",
    `${DEEPEST} levels`,
  ],
  [
    "too many bytes",
    `"x":[${Array.from({ length: 50 }, () => `"${"x".repeat(200)}"`).join()}]`,
    "body_too_large",
    "5000 bytes, long texts not counted, that server.max_parsed_body_bytes",
  ],
];

describe.each(SHAPES)("a body with %s", (_, member, code, says) => {
  const limits =
    code === "body_too_complex" && says.includes("levels") ? { ...LIMITS, values: 1e6, bytes: 1e6 } : LIMITS;
  const read = (text: string) => readModel(payloadOf([Buffer.from(text)]), null, limits);

  test("is refused without a parse, if its model stands in it twice", () => {
    counting();
    expect(read(`{"model":"a","model":"b",${member}}`)).toMatchObject({
      ok: false,
      error: { code, status: code === "body_too_large" ? 413 : 400, message: expect.stringContaining(says) },
    });
    expect(parsed).toBe(0);
  });

  test("passes as it came, if only its model is needed", () => {
    counting();
    const found = read(`{"model":"a",${member}}`);
    expect(found.ok && writeBody(found.body, "b", [])?.length).toBe(`{"model":"a",${member}}`.length);
    expect(parsed).toBe(0);
  });

  test("is not parsed for a translation, nor looked at twice", () => {
    counting();
    const found = read(`{"model":"a",${member}}`);
    if (!found.ok) throw new Error(found.error.message);
    expect([fieldsIn(found.body), fieldsIn(found.body)]).toEqual([null, null]);
    expect(found.body.refusal).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(parsed).toBe(0);
  });

  test("is not parsed for one of its members", () => {
    counting();
    const found = read(`{"model":"a",${member}}`);
    expect(found.ok && fieldOf(found.body, "x")).toBe(undefined);
    expect(parsed).toBe(0);
  });
});

test("a body at its limits is parsed", () => {
  const body = bodyOf(`{"model":"a","x":[${"1,".repeat(28)}1]}`);
  expect("kind" in body && isObject(fieldsIn(body))).toBe(true);
});

test("a member of a body that was parsed has its long texts", () => {
  const long = "x".repeat(4000);
  const body = bodyOf(`{"model":"a","model":"b","note":{"is":"${long}"}}`);
  expect("kind" in body && fieldOf(body, "note")).toEqual({ is: long });
});

test("more top-level members than any request has are left to a full parse, and refused by its limits", () => {
  const members = Array.from({ length: 2000 }, (_, at) => `"${at}":1`).join();
  expect(bodyOf(`{${members},"model":"a",${members}}`)).toMatchObject({ code: "body_too_complex" });
});

describe("JSON of an upstream", () => {
  test.each<readonly [what: string, text: string, isParsed: boolean]>([
    ["with a million objects", `[${"{},".repeat(1_000_000)}{}]`, false],
    ["that nests deep", `${"[".repeat(600_000)}${"]".repeat(600_000)}`, false],
    ["with one long text, commas included", `["${",".repeat(2_000_000)}"]`, true],
    ["short, with as many values as fit", `[${"1,".repeat(400_000)}1]`, true],
  ])("%s", (_, text, isParsed) => {
    expect(parseJson(text) !== undefined).toBe(isParsed);
  });
});
