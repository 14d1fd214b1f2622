import { describe, expect, test } from "vitest";
import { fieldOf } from "../../runtime/request/field-of.ts";
import { bodyOfText } from "../support/bodies.ts";

const PAD = "lorem ipsum ".repeat(1_000);

describe.each([
  ["small", ""],
  ["large", PAD],
])("%s: a field of the request", (_, pad) => {
  const x = JSON.stringify(pad);
  test.each([
    ["a string", `{"model":"a","user":"u\\n","x":${x}}`, "user", "u\n"],
    ["an object", `{"model":"a","x":${x},"o":{"a":[1]}}`, "o", { a: [1] }],
    ["a boolean", `{"stream":true,"model":"a","x":${x}}`, "stream", true],
    ["null", `{"stream":null,"model":"a","x":${x}}`, "stream", null],
    ["absent", `{"model":"a","x":${x}}`, "stream", undefined],
    ["nested only", `{"model":"a","x":${x},"m":{"stream":true}}`, "stream", undefined],
    ["of a body that had to be parsed", `{"model":"b","x":${x},"stream":true,"model":"a"}`, "stream", true],
    ["twice: the last", `{"stream":false,"model":"a","x":${x},"stream":true}`, "stream", true],
    ["beside a key of other scripts, escaped", `{"model":"a","x":${x},"\\u4f60":1,"stream":true}`, "stream", true],
    ["with an escape in its name", `{"model":"a","x":${x},"\\u0073tream":true}`, "stream", true],
    ["of all objects, in none", `{"model":"a","x":${x}}`, "toString", undefined],
    ["of all objects, in none that was parsed", `{"model":"b","model":"a","x":${x}}`, "toString", undefined],
    ["unreadable", `{"model":"a","x":${x},"stream":tru}`, "stream", undefined],
  ])("%s", (_what, document, name, value) => {
    const body = bodyOfText(document);
    expect(fieldOf(body, name)).toEqual(value);
    expect(fieldOf(body, name)).toEqual(value);
    expect(fieldOf(body, "model")).toBe("a");
  });
});

test("a field of a large body that is damaged is absent, and asking throws nothing", () => {
  const body = bodyOfText(`{"model":"a","x":${JSON.stringify(PAD)},,"stream":true}`);
  expect(fieldOf(body, "stream")).toBeUndefined();
});
