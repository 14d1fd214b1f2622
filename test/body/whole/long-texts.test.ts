import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { restored, written } from "../../../runtime/body/whole/long-texts.ts";
import { readWhole } from "../../../runtime/body/whole/read-whole.ts";
import { isObject, type JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import { flatten } from "../../../runtime/wire/payload.ts";

const LIMITS = { bytes: 1e9, values: 1e9 };

function read(text: string) {
  const found = readWhole(Buffer.from(text), LIMITS);
  if (found.kind !== "read" || !isObject(found.value)) throw new Error(found.kind);
  return { fields: found.value, long: found.long };
}

/** What is written of a body after a change of its fields. */
function changed(text: string, change: (fields: JsonObject) => JsonObject): string {
  const { fields, long } = read(text);
  const payload = written(change(fields), long);
  return payload === null ? "" : flatten(payload).toString("utf8");
}

/** Its start has no escape that could be written in another way. */
const LONG = "x".repeat(300) + String.raw`Ein Text, mit \"Zeichen\" und \u00fc. `.repeat(100);

/** What stands for the first long text of a request. */
const SIGN = String(read(JSON.stringify({ x: ["x".repeat(5000)] })).fields.x).slice(256);

describe("long texts", () => {
  test("are written as they came, whatever stands around them", () => {
    const text = `{"a":1,"messages":[{"content":"${LONG}"},{"content":"short"},{"content":["${LONG}!"]}]}`;
    expect(changed(text, (fields) => fields)).toBe(text);
    expect(changed(text, ({ messages }) => ({ other: messages }))).toBe(text.replace('"a":1,"messages"', '"other"'));
  });

  test("are not among the values that are parsed", () => {
    const { fields, long } = read(`{"messages":["${"x".repeat(100_000)}"]}`);
    expect(JSON.stringify(fields).length).toBeLessThan(400);
    expect(long?.bytes.map(({ length }) => length)).toEqual([100_000 - 256]);
  });

  test("can be joined and repeated", () => {
    const joined = changed(`{"messages":["${LONG}","${LONG}"]}`, ({ messages }) => {
      const [first, second] = messages as readonly string[];
      return { text: `${first}\n\n${second}`, again: first };
    });
    const plain = JSON.parse(`"${LONG}"`);
    expect(JSON.parse(joined)).toEqual({ text: `${plain}\n\n${plain}`, again: plain });
  });

  test.each([1, 2, 3])("can stand in a text that is JSON itself, %d times", (times) => {
    const plain: string = JSON.parse(`"${LONG}"`);
    const wrap = (text: unknown) => {
      let value = text;
      for (let time = 0; time < times; time++) value = JSON.stringify({ input: value, behind: "\\" });
      return { arguments: value };
    };
    const text = changed(`{"messages":["${LONG}"]}`, ({ messages }) => wrap((messages as readonly string[])[0]));
    let value: unknown = JSON.parse(text).arguments;
    for (let time = 0; time < times; time++) {
      const inner = JSON.parse(String(value));
      expect(inner.behind).toBe("\\");
      value = inner.input;
    }
    expect(value).toBe(plain);
  });

  test("are all parsed if a client's text could be taken for a reference to one", () => {
    const text = JSON.stringify({ messages: ["x".repeat(5000), SIGN] });
    expect(read(text).long).toBeNull();
    expect(changed(text, (fields) => fields)).toBe(text);
    expect(readWhole(Buffer.from(text), { bytes: 4000, values: 100 }).kind).toBe("refused");
  });

  test("are restored in a value", () => {
    const { fields, long } = read(`{"messages":[{"content":"${LONG}"}]}`);
    expect(restored(fields.messages, long)).toEqual([{ content: JSON.parse(`"${LONG}"`) }]);
    expect(restored(undefined, long)).toBeUndefined();
  });

  test("of any kind: what is written is what JSON.parse reads", () => {
    const texts = fc.string({ unit: "binary" }).map((text) => text.repeat(1 + Math.ceil(2500 / (text.length + 1))));
    fc.assert(
      fc.property(fc.array(fc.record({ content: fc.oneof(texts, fc.json()) }), { maxLength: 4 }), (messages) => {
        const text = JSON.stringify({ messages });
        expect(JSON.parse(changed(text, (fields) => fields))).toEqual(JSON.parse(text));
      }),
    );
  });
});
