import { describe, expect, test } from "vitest";
import { writeBody } from "../../runtime/body/write-body.ts";
import type { FieldEdit } from "../../runtime/protocols/endpoints/field-edit.ts";
import { flatten, payloadOf } from "../../runtime/wire/payload.ts";
import { bodyOf, bodyOfText, written } from "../support/bodies.ts";
import { cutAt } from "../support/json-text.ts";

const PAD = "lorem ipsum ".repeat(1_000);

/** What the field may stand beside: each spelling of it, at each place. */
const OWN_FIELD: Readonly<Record<string, (own: string, x: string) => string>> = {
  first: (own, x) => `{${own},"model":"a","x":${x}}`,
  "in the middle": (own, x) => `{"model":"a",${own},"x":${x}}`,
  last: (own, x) => `{"model":"a","x":${x},${own}}`,
  twice: (own, x) => `{${own},"model":"a","x":${x},${own}}`,
  "beside its like in a nested object": (own, x) => `{"model":"a","x":${x},"m":{},${own}}`,
  "beside a model that stands twice": (own, x) => `{"model":"b","x":${x},${own},"model":"a"}`,
  "in an extra_body": (own, x) => `{"model":"a","x":${x},"extra_body":{${own}}}`,
};
const SPELLINGS: Readonly<Record<string, string>> = {
  plainly: '"request_context_tokens":5',
  "with white space": '\n"request_context_tokens" :\t"5" ',
  "with an escaped letter": '"\\u0072equest_context_tokens":5',
  "with another": '"request_conte\\u0078t_tokens":5',
  "with an escaped underscore": '"request\\u005Fcontext_tokens":5',
  "as an object": '"request_context_tokens":{"request_context_tokens":[1,2,{"model":"c"}]}',
};

describe.each([
  ["small", ""],
  ["large", PAD],
])("%s: request_context_tokens is never sent upstream", (_, pad) => {
  const x = JSON.stringify(pad);
  const cases = Object.entries(OWN_FIELD).flatMap(([place, document]) =>
    Object.entries(SPELLINGS).map(([spelling, own]) => [place, spelling, document(own, x)] as const),
  );

  test.each(cases)("%s, %s", (_place, _spelling, document) => {
    const expected: Record<string, unknown> = { ...(JSON.parse(document) as object), model: "m" };
    delete expected.request_context_tokens;
    delete expected.extra_body;
    for (const pieces of [[Buffer.from(document)], cutAt(Buffer.from(document), [3, document.length - 9])]) {
      expect(written(bodyOf(payloadOf(pieces)), "m", [])).toEqual(expected);
      expect(written(bodyOf(payloadOf(pieces)), "a", [])).toEqual({ ...expected, model: "a" });
      const seeded: FieldEdit = { fields: ["seed"], member: null, value: 1, ifAbsent: false };
      expect(written(bodyOf(payloadOf(pieces)), "m", [seeded])).toEqual({ ...expected, seed: 1 });
    }
  });

  test("nested, as a value and in text it is somebody else's", () => {
    const document = `{"model":"a","x":${x},"s":{"request_context_tokens":1},"t":["request_context_tokens","\\"request_context_tokens\\":2"]}`;
    expect(written(bodyOfText(document), "m", [])).toEqual({ ...(JSON.parse(document) as object), model: "m" });
  });

  test("numbers that parsing would change are kept", () => {
    const document = `{"model":"a","seed":12345678901234567890,"x":${x},"request_context_tokens":5}`;
    const payload = writeBody(bodyOfText(document), "a", []);
    expect(flatten(payload ?? payloadOf([])).toString()).toBe(document.replace(',"request_context_tokens":5', ""));
  });

  test("found across a boundary at every position", () => {
    const document = `{"model":"a","x":${x},"request_context_tokens":5}`;
    const bytes = Buffer.from(document);
    for (let place = bytes.length - 40; place < bytes.length; place++) {
      const payload = writeBody(bodyOf(payloadOf(cutAt(bytes, [place]))), "a", []);
      expect(flatten(payload ?? payloadOf([])).toString()).toBe(`{"model":"a","x":${x}}`);
    }
  });
});

test("request_context_tokens across each window of the search", () => {
  for (let shift = 0; shift < 40; shift++) {
    const pad = "x".repeat(65_536 - 24 - shift);
    const document = `{"model":"a","x":"${pad}","request_context_tokens":5,"y":"${" ".repeat(70_000)}"}`;
    expect(written(bodyOfText(document), "m", [])).toEqual({ model: "m", x: pad, y: " ".repeat(70_000) });
  }
});
