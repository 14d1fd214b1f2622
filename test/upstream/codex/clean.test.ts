import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenFilter, withoutTokens } from "../../../runtime/upstream/codex/clean.ts";
import { jwt } from "./support/login-file.ts";

function filtered(text: string, token: string, cuts: readonly number[]): string {
  const filter = new TokenFilter(Buffer.from(token));
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const pieces = places.slice(1).map((end, index) => filter.push(bytes.subarray(places[index], end)));
  return Buffer.concat([...pieces, filter.rest()]).toString();
}

test("a token is removed from a stream wherever it is cut, and nothing else is", () => {
  const token = "abcabd";
  const text = fc.array(fc.oneof(fc.constantFrom(token, "abc", "ab", "a", "\n", "é"), fc.string()));
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (parts, cuts) => {
      const whole = parts.join("");
      expect(filtered(whole, token, cuts)).toBe(whole.replaceAll(token, "***"));
    }),
    { numRuns: 2000 },
  );
});

test("complete events are not held", () => {
  const token = jwt();
  const filter = new TokenFilter(Buffer.from(token));
  const event = Buffer.from(`data: {"a":"${"e".repeat(20)}"}\n\n`);
  expect(filter.push(event)).toBe(event);
});

test("an error shows no part of a token", () => {
  const token = jwt();
  const text = (given: string) => withoutTokens(Buffer.from(given), Buffer.from(token)).toString();
  expect(text(`a ${token} b ${token.slice(0, 40)}… c`)).toBe("a *** b ***… c");
  expect(text("eyJ alone is a word")).toBe("eyJ alone is a word");
});
