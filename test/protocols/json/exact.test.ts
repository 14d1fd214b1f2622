import fc from "fast-check";
import { expect, test } from "vitest";
import { exactText, parseExact } from "../../../runtime/protocols/json/exact.ts";
import { jsonText } from "../../../runtime/protocols/json/json-text.ts";
import { keepIntegers } from "../../../runtime/protocols/json/keep-integers.ts";

keepIntegers();
const rewritten = (text: string) => exactText(JSON.stringify(parseExact(text)));

test.each([
  '{"a":12345678901234567890,"b":-9007199254740993,"c":[9007199254740993,1],"d":9007199254740991}',
  '{"a":"12345678901234567890","b":"\\"12345678901234567890","c":"x\\\\","d":12345678901234567891}',
  "[0.1234567890123456,1.5,-1,0,12345678901234567890123456789012345678901234567890]",
  '{"12345678901234567890":12345678901234567890}',
  "12345678901234567890",
])("%s survives", (text) => {
  expect(rewritten(text)).toBe(text);
});

test("the shortest that is rounded survives wherever it stands", () => {
  for (let at = 0; at < 40; at++) {
    const text = `["${"x".repeat(at)}",9007199254740993]`;
    expect(rewritten(text)).toBe(text);
  }
});

test("so do those in the JSON text of a text, and beside other text nothing is left of the mark", () => {
  const value = parseExact('{"id":12345678901234567890}') as { readonly id: unknown };
  expect(jsonText({ arguments: jsonText(value) })).toBe('{"arguments":"{\\"id\\":12345678901234567890}"}');
  expect(jsonText({ deep: JSON.stringify({ deeper: JSON.stringify(value) }) })).toBe(
    JSON.stringify({ deep: JSON.stringify({ deeper: '{"id":12345678901234567890}' }) }),
  );
  expect(jsonText({ text: `the id ${value.id}.` })).toBe('{"text":"the id 12345678901234567890."}');
});

test("all else is read as JSON.parse reads it", () => {
  const spaced = fc.json().map((text) => text.replace(/[,:]/g, (sign) => `${sign} `));
  fc.assert(
    fc.property(fc.oneof(fc.json(), spaced, fc.string()), (text) => {
      const read = (parse: (text: string) => unknown) => {
        try {
          return { value: parse(text) };
        } catch {
          return "an error";
        }
      };
      expect(read(parseExact)).toEqual(read(JSON.parse));
    }),
  );
  expect(() => parseExact('{"a":12345678901234567890')).toThrow(SyntaxError);
});

test("integers of any size come back as they were", () => {
  const integer = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
  const text = fc
    .array(
      fc.oneof(
        integer,
        fc.string().map((each) => JSON.stringify(each)),
      ),
    )
    .map((all) => `[${all}]`);
  fc.assert(
    fc.property(text, (each) => {
      expect(rewritten(each)).toBe(each);
    }),
  );
});
