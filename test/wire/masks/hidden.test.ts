import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteMask } from "../../../runtime/wire/masks/byte-mask.ts";
import { hiddenIn } from "../../../runtime/wire/masks/hidden.ts";

const SECRET = "abcabd/é+";

function masked(text: string, secrets: readonly string[], cuts: readonly number[] = []): string {
  const mask = new ByteMask(hiddenIn(secrets));
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const pieces = places.slice(1).map((end, index) => mask.push(Buffer.from(bytes.subarray(places[index], end))));
  return Buffer.concat([...pieces, mask.rest()]).toString();
}

test("a secret is hidden wherever it is cut, and nothing else is", () => {
  const text = fc.array(fc.oneof(fc.constantFrom(SECRET, "abc", "ab", "a", "\n", "é"), fc.string()));
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (parts, cuts) => {
      const whole = parts.join("");
      expect(masked(whole, [SECRET], cuts)).toBe(whole.replaceAll(SECRET, "*".repeat(10)));
    }),
    { numRuns: 1000 },
  );
});

describe("is hidden as", () => {
  test.each([
    ["it is", SECRET],
    ["a JSON string has it", JSON.stringify(`x ${SECRET}`)],
    ["a JSON string within another has it", JSON.stringify(JSON.stringify(SECRET))],
    ["PHP writes it", JSON.stringify(SECRET).replaceAll("/", "\\/")],
    [".NET writes it", JSON.stringify(SECRET).replace("é", "\\u00E9").replace("+", "\\u002B")],
    ["a URL has it", encodeURIComponent(SECRET)],
  ])("%s", (_, written) => {
    const clean = masked(`before ${written} after`, [SECRET]);
    expect(clean).toMatch(/^before "?.*\*{9,}.* after$/);
    expect(clean).not.toContain("abcabd");
    expect(Buffer.byteLength(clean)).toBe(Buffer.byteLength(`before ${written} after`));
  });
});

test("of two secrets that overlap, nothing is left of the longer", () => {
  expect(masked("a sk-one-two b sk-one c", ["sk-one", "sk-one-two"])).toBe("a ********** b ****** c");
});

test("what ends as no secret does is not held, nor copied", () => {
  const mask = new ByteMask(hiddenIn(["sk-abcdef"]));
  const event = Buffer.from('data: {"a":"sk-abc"}\n\n');
  expect(mask.push(event)).toBe(event);
  expect(mask.push(Buffer.from("x sk-ab")).toString()).toBe("x ");
  expect(mask.rest().toString()).toBe("sk-ab");
});

test("what begins as a secret does, and goes on otherwise, is not held", () => {
  const mask = new ByteMask(hiddenIn(["sk-abcdef"]));
  expect(mask.push(Buffer.from("x sk-af")).toString()).toBe("x sk-af");
  expect(mask.rest().toString()).toBe("");
});

test.each(["+/?=", "a+b/c=d", "éèêë"])("%s, which has no long run of letters, is hidden", (secret) => {
  const stars = "*".repeat(Buffer.byteLength(secret));
  expect(masked(`no ${secret}, ${secret}`, [secret, "sk-other"])).toBe(`no ${stars}, ${stars}`);
});

test("a secret is hidden in Latin-1 too", () => {
  const mask = new ByteMask(hiddenIn(["geheim-é-77"]));
  expect(mask.push(Buffer.from("no geheim-é-77.", "latin1")).toString("latin1")).toBe(`no ${"*".repeat(11)}.`);
});

test("no half of an escape remains of a secret", () => {
  expect(masked(JSON.stringify({ is: "\\secret-1" }), ["\\secret-1"])).toBe(`{"is":"${"*".repeat(10)}"}`);
});
