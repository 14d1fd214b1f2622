import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readModel } from "../../runtime/body/read-model.ts";
import { writeBody } from "../../runtime/body/write-body.ts";
import type { FieldEdit } from "../../runtime/protocols/endpoints/field-edit.ts";
import { flatten, payloadOf } from "../../runtime/wire/payload.ts";
import { bodyOf, bodyOfText, written } from "../support/bodies.ts";
import { cutAt, oddDocuments } from "../support/json-text.ts";

/** The plain meaning of the edits. */
function edited(fields: Record<string, unknown>, model: string, edits: readonly FieldEdit[]): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...fields, model };
  for (const edit of edits) {
    if (edit.ifAbsent && edit.fields.some((name) => Object.hasOwn(copy, name))) continue;
    for (const name of edit.fields) delete copy[name];
    if (edit.value !== undefined) copy[edit.fields[0] ?? ""] = edit.value;
  }
  delete copy.request_context_tokens;
  return copy;
}

const models = fc.constantFrom("gpt-4o", "openai:a/b:c?x=1", 'q"uo\\te', "модель-😀", " ", "a|b");
/** Half a surrogate pair beside an escaped other half becomes U+FFFD in the bytes: they are what counts. */
const documents = oddDocuments(models).map(({ pieces }) => ({ pieces, text: Buffer.concat(pieces).toString("utf8") }));
const edits = fc
  .uniqueArray(
    fc.constantFrom<FieldEdit>(
      { fields: ["temperature"], member: null, value: 0, ifAbsent: false },
      { fields: ["max_completion_tokens", "max_tokens"], member: null, value: 5, ifAbsent: false },
      { fields: ["metadata"], member: null, value: 'x"y', ifAbsent: true },
      { fields: ["seed"], member: null, value: -1, ifAbsent: true },
      { fields: ["padding"], member: null, value: 1.5, ifAbsent: false },
      { fields: ["stream_options"], member: null, value: { include_usage: true, é: [null] }, ifAbsent: false },
      { fields: ["tools", "stream"], member: null, value: undefined, ifAbsent: false },
      { fields: ["messages"], member: null, value: undefined, ifAbsent: false },
    ),
    { maxLength: 4, selector: ({ fields }) => fields[0] ?? "" },
  )
  .map((all) => all as readonly FieldEdit[]);

describe("any document, in any spelling, cut anywhere", () => {
  test("its model is the one that JSON.parse reads", () => {
    fc.assert(
      fc.property(documents, ({ text, pieces }) => {
        const read = JSON.parse(text) as { model: string };
        expect(bodyOf(payloadOf(pieces)).model).toBe(read.model);
      }),
      { numRuns: 500 },
    );
  });

  test("what is sent differs only in the model and the edits", () => {
    fc.assert(
      fc.property(documents, models, edits, ({ text, pieces }, model, changes) => {
        const fields = JSON.parse(text) as Record<string, unknown>;
        expect(written(bodyOf(payloadOf(pieces)), model, changes)).toEqual(edited(fields, model, changes));
      }),
      { numRuns: 500 },
    );
  });

  test("writing leaves the body unchanged: the next target gets the same", () => {
    fc.assert(
      fc.property(documents, edits, ({ text, pieces }, changes) => {
        const body = bodyOf(payloadOf(pieces));
        const first = written(body, "first", changes);
        written(body, "second", []);
        expect(written(body, "first", changes)).toEqual(first);
        expect(Buffer.concat(pieces).toString()).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

const PAD = "lorem ipsum ".repeat(1_000);

describe("pieces", () => {
  const text = `{"model" : "gpt-4o","a":"é😀","x":${JSON.stringify(PAD)},"b":"\\"model\\"","z":[{"Model":1}]}`;
  const last = `{"x":${JSON.stringify(PAD)},"z":["😀"],"model":"gpt-4o","stream":true}`;

  test.each([
    ["the model first", text],
    ["the model last", last],
  ])("%s: a boundary at every position", (_, document) => {
    const bytes = Buffer.from(document);
    const places = [...Array(100).keys(), ...Array.from({ length: 120 }, (_each, i) => bytes.length - 1 - i)];
    for (const place of places) {
      for (const other of [place + 1, place + 3, 6_000]) {
        const body = bodyOf(payloadOf(cutAt(bytes, [place, other])));
        expect(body.model).toBe("gpt-4o");
        expect(flatten(writeBody(body, "m", []) ?? payloadOf([])).toString()).toBe(document.replace('"gpt-4o"', '"m"'));
      }
    }
  });

  const second: Readonly<Record<string, string>> = {
    "a second model": '"model":"b"',
    "an escaped model": '"\\u006dodel":"b"',
    "a model escaped in capitals": '"mode\\u006C":"b"',
    extra_body: '"extra_body":{"temperature":1}',
  };
  test.each(Object.entries(second))("%s, found across a boundary at every position", (_, member) => {
    const document = `{"model":"a","x":${JSON.stringify(PAD)},${member}}`;
    const bytes = Buffer.from(document);
    for (let place = bytes.length - member.length - 4; place < bytes.length; place++) {
      const body = bodyOf(payloadOf(cutAt(bytes, [place])));
      expect(body.kind).toBe("parsed");
      expect(body.model).toBe((JSON.parse(document) as { model: string }).model);
    }
    expect(bodyOf(payloadOf(Array.from(bytes, (byte) => Buffer.of(byte)))).kind).toBe("parsed");
  });

  test("a second model across each window of the search", () => {
    for (let shift = 0; shift < 24; shift++) {
      const pad = "x".repeat(65_536 - 24 - shift);
      const document = `{"model":"a","x":"${pad}","model":"b"}${" ".repeat(70_000)}`;
      expect(bodyOfText(document).model).toBe("b");
    }
  });

  test("what an earlier body left in the search memory does not show in a later one", () => {
    bodyOfText(`{"model":"a","x":"${"y".repeat(60_000)}","model":"b"}`);
    const body = bodyOfText(`{"model":"a","x":"${"y".repeat(9_000)}"}`);
    expect(body).toMatchObject({ kind: "spliced", model: "a" });
  });

  test("a character across three and four pieces, and empty pieces", () => {
    const document = '{"model":"модель-😀","x":"é😀"}';
    const bytes = Buffer.from(document);
    const pieces = Array.from(bytes, (byte) => Buffer.of(byte)).flatMap((piece) => [piece, Buffer.alloc(0)]);
    expect(bodyOf(payloadOf(pieces)).model).toBe("модель-😀");
    expect(bodyOf(payloadOf(cutAt(bytes, [20, 21, 22, 23, 24, 25, 26]))).model).toBe("модель-😀");
  });

  test("an incomplete character is not UTF-8", () => {
    const bytes = Buffer.from('{"model":"a","x":"😀');
    for (const cuts of [[], [bytes.length - 1], [bytes.length - 2, bytes.length - 1]]) {
      const read = readModel(payloadOf(cutAt(bytes.subarray(0, -1), cuts)), null);
      expect(read).toMatchObject({ ok: false, error: { code: "invalid_json" } });
    }
  });
});

describe.each([
  ["small", ""],
  ["large", PAD],
])("%s: the model", (_, pad) => {
  const x = JSON.stringify(pad);
  const table: readonly (readonly [what: string, text: string, model: string])[] = [
    ["first", `{"model":"a","x":${x}}`, "a"],
    ["last", `{"x":${x},"model":"a"}`, "a"],
    ["in the middle", `{"x":${x},"model":"a","y":${x}}`, "a"],
    ["twice: the last, as JSON.parse has it", `{"model":"a","x":${x},"model":"b"}`, "b"],
    ["escaped", `{"\\u006dodel":"a","x":${x}}`, "a"],
    ["plain and escaped: the last", `{"model":"a","x":${x},"\\u006dodel":"b"}`, "b"],
    ["in a string behind escaped quotes", `{"s":"\\"model\\":\\"b\\"","x":${x},"model":"a"}`, "a"],
    ["in a string behind a backslash that is escaped", `{"s":"\\\\","model":"a","x":${x}}`, "a"],
    ["as a value", `{"s":"model","x":${x},"model":"a"}`, "a"],
    ["nested before", `{"s":{"model":"b"},"x":${x},"model":"a"}`, "a"],
    ["nested behind", `{"model":"a","x":${x},"s":[{"model":"b"}]}`, "a"],
    ["nested last, with the outer one escaped", `{"\\u006dodel":"a","x":${x},"s":{"model":"b"}}`, "a"],
    ["in extra_body only", `{"x":${x},"extra_body":{"model":"a"}}`, "a"],
    ["in extra_body too: its own wins", `{"model":"a","x":${x},"extra_body":{"model":"b"}}`, "a"],
    ["an escape in the value", `{"model":"\\u0061","x":${x}}`, "a"],
    ["with white space", `\n{ "x" :\t${x} ,\r\n "model"\n: "a" }\n`, "a"],
  ];
  test.each(table)("%s", (_what, text, model) => {
    expect(bodyOfText(text).model).toBe(model);
  });

  const refused: readonly (readonly [what: string, text: string, code: string])[] = [
    ["none", `{"x":${x}}`, "missing_model"],
    ["nested only", `{"x":${x},"s":{"model":"b"}}`, "missing_model"],
    ["nested only, at the end of a list", `[{"x":${x},"model":"b"}]`, "invalid_json"],
    ["nested only, last in its object", `{"s":{"x":${x},"model":"b"}}`, "missing_model"],
    ["as a value only", `{"x":${x},"s":"model"}`, "missing_model"],
    ["as a value before a colon that is none", `{"x":${x},"s":["model",":"]}`, "missing_model"],
    ["a number", `{"model":1,"x":${x}}`, "missing_model"],
    ["empty", `{"model":"","x":${x}}`, "missing_model"],
    ["null", `{"model":null,"x":${x}}`, "missing_model"],
    ["an object", `{"x":${x},"model":{"model":"a"}}`, "missing_model"],
    ["a bad escape in it", `{"model":"\\q","x":${x}}`, "invalid_json"],
    ["an unclosed string", `{"x":${x},"model":"a`, "invalid_json"],
    ["no closing brace", `{"x":${x},"model":"a"`, "invalid_json"],
    ["two objects", `{"x":${x},"model":"a"}{}`, "invalid_json"],
  ];
  test.each(refused)("%s is rejected", (_what, text, code) => {
    expect(readModel(payloadOf([Buffer.from(text)]), null)).toMatchObject({ ok: false, error: { code } });
  });

  test("extra_body ranks below the client's own fields and is not sent upstream", () => {
    const body = bodyOfText(`{"model":"a","seed":1,"x":${x},"extra_body":{"seed":2,"top_k":3}}`);
    expect(written(body, "m", [])).toEqual({ model: "m", seed: 1, x: pad, top_k: 3 });
  });

  test("an extra_body that is not an object stays", () => {
    const body = bodyOfText(`{"model":"a","x":${x},"extra_body":[1]}`);
    expect(written(body, "m", [])).toEqual({ model: "m", x: pad, extra_body: [1] });
  });
});

test("a missing model is replaced by the fallback", () => {
  const read = readModel(payloadOf([Buffer.from('{"seed":1}')]), "forced");
  expect(read).toMatchObject({ ok: true, body: { model: "forced" } });
  const nul = readModel(payloadOf([Buffer.from('{"model":null}')]), "forced");
  expect(nul).toMatchObject({ ok: true, body: { model: "forced" } });
});

test("a key like __proto__ is a key like any other", () => {
  const body = bodyOfText('{"__proto__":{"x":1},"model":"a","model":"b"}');
  const payload = writeBody(body, "m", []);
  expect(flatten(payload ?? payloadOf([])).toString()).toBe('{"__proto__":{"x":1},"model":"m"}');
});

/** The scan reads only what routing needs; damage elsewhere is found when an edit needs the whole body. */
const damaged: readonly (readonly [what: string, text: string])[] = [
  ["a bad literal", '{"model":"a","max_tokens":1,"max_completion_tokens":2,"x":tru}'],
  ["a bracket too few", '{"model":"a","max_tokens":1,"max_completion_tokens":2,"x":[}}'],
  ["large, a comma too many", `{"model":"a","x":${JSON.stringify(PAD)},,"y":1}`],
  [
    "100,000 levels",
    `{"model":"a","max_tokens":1,"max_completion_tokens":2,"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
  ],
];
test.each(damaged)("%s: an edit that is impossible throws nothing", (_, text) => {
  const edit: FieldEdit = { fields: ["max_completion_tokens", "max_tokens"], member: null, value: 5, ifAbsent: false };
  expect(writeBody(bodyOfText(text), "m", [edit])).toBeNull();
});
