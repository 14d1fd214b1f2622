import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldOf } from "../../runtime/body/field-of.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";
import { bodyOf, bodyOfText } from "../support/bodies.ts";
import { cutAt, oddDocuments } from "../support/json-text.ts";

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
    ["first", `{"stream":true,"model":"a","x":${x}}`, "stream", true],
    ["last", `{"model":"a","x":${x},"stream":true}`, "stream", true],
    ["in the middle", `{"model":"a","x":${x},"stream":true,"y":${x}}`, "stream", true],
    ["beside its like in an object", `{"model":"a","m":{"stream":1},"x":${x},"stream":true}`, "stream", true],
    ["beside its name as a value", `{"model":"a","x":${x},"m":"stream","stream":true}`, "stream", true],
    ["its name as a value only", `{"model":"a","x":${x},"m":["stream"]}`, "stream", undefined],
    ["in text only", `{"model":"a","x":${x},"m":"\\"stream\\":true"}`, "stream", undefined],
    ["nested only, last", `{"x":${x},"model":"a","m":[{"stream":true}]}`, "stream", undefined],
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

test("a field of an invalid large body is absent, and looking for it throws nothing", () => {
  const body = bodyOfText(`{"model":"a",,"stream":true,"x":${JSON.stringify(PAD)}}`);
  expect(fieldOf(body, "stream")).toBeUndefined();
});

describe("a large body in pieces", () => {
  const document = `{"model":"a","m":{},"x":${JSON.stringify(PAD)},"stream":true,"user":"u"}`;
  const bytes = Buffer.from(document);

  test("cut at every position around the field", () => {
    const from = document.indexOf('"stream"') - 3;
    for (let place = from; place < bytes.length; place++) {
      for (const width of [1, 4, 100]) {
        const body = bodyOf(payloadOf(cutAt(bytes, [5, place, place + width])));
        expect([fieldOf(body, "stream"), fieldOf(body, "user"), fieldOf(body, "seed")]).toEqual([true, "u", undefined]);
      }
    }
  });

  test("byte by byte", () => {
    const body = bodyOf(payloadOf(Array.from(bytes, (byte) => Buffer.of(byte))));
    expect([fieldOf(body, "stream"), fieldOf(body, "user"), fieldOf(body, "m")]).toEqual([true, "u", {}]);
  });

  test("any field: JSON.parse reads the same", () => {
    fc.assert(
      fc.property(oddDocuments(fc.constant("a")), ({ pieces }) => {
        const padded = [
          Buffer.from(`{"pad":${JSON.stringify(PAD)},"o":`),
          ...pieces,
          Buffer.from(',"model":"a","seed":1}'),
        ];
        const large = [Buffer.from(`${" ".repeat(9_000)}`), ...pieces];
        for (const whole of [padded, large]) {
          const fields = JSON.parse(Buffer.concat(whole).toString()) as Record<string, unknown>;
          const body = bodyOf(payloadOf(whole));
          for (const name of [
            "model",
            "seed",
            "messages",
            "stream",
            "metadata",
            ...Object.keys(fields).filter((key) => /^[ -~]*$/.test(key)),
          ]) {
            expect(fieldOf(body, name)).toEqual(Object.hasOwn(fields, name) ? fields[name] : undefined);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
