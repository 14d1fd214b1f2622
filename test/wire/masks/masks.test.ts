import { describe, expect, test } from "vitest";
import { hide } from "../../../runtime/wire/masks/hidden.ts";
import { type Masks, masksFor } from "../../../runtime/wire/masks/masks.ts";

function shown(masks: Masks | null, where: "inErrors" | "inAnswers", text: string): string {
  const bytes = Buffer.from(text);
  if (masks !== null) hide(masks[where], bytes);
  return bytes.toString();
}

test("there are no masks for nothing, nor for values too short to be secret", () => {
  expect(masksFor([])).toBe(null);
  expect(masksFor(["abc"])).toBe(null);
});

describe("in an answer", () => {
  test.each(["ollama", "lm-studio", "search", "none", "qwen3"])("'%s' may be a word", (value) => {
    expect(shown(masksFor([value]), "inAnswers", `I like ${value}.`)).toBe(`I like ${value}.`);
    expect(shown(masksFor([value]), "inErrors", `I like ${value}.`)).toBe(`I like ${"*".repeat(value.length)}.`);
  });

  test.each(["sk-one", "secret42", "team-secret-42", "sixteenletterkey", "averylongsecretword"])(
    "'%s' may not",
    (value) => {
      expect(shown(masksFor([value]), "inAnswers", `I like ${value}.`)).toBe(`I like ${"*".repeat(value.length)}.`);
    },
  );
});

test("headers are returned as they are, or with marks in place of secrets", () => {
  const masks = masksFor(["sk-one", "a/b+c=d"]);
  const clean = ["content-type", "text/plain"];
  expect(masks?.inHeaders(clean)).toBe(clean);
  expect(masks?.inHeaders(["x-a", "Bearer sk-one", "x-b", "a%2Fb%2Bc%3Dd"])).toEqual([
    "x-a",
    "Bearer ***",
    "x-b",
    "***",
  ]);
});

const NESTED = ["sk-one", "sk-one-two", "sk-one-two-three"];

test.each([[NESTED], [NESTED.toReversed()]])("of %j, each is replaced as a whole", (sent) => {
  const masks = masksFor(sent);
  expect(masks?.inHeaders(["x-a", "sk-one"])).toEqual(["x-a", "***"]);
  expect(masks?.inHeaders(["x-a", "sk-one-two, sk-one, sk-one-two-three"])).toEqual(["x-a", "***, ***, ***"]);
});

test("the password within credentials of the scheme Basic is a secret too", () => {
  const basic = Buffer.from("user:pass-word-77").toString("base64");
  for (const sent of [basic, `Basic ${basic}`]) {
    expect(shown(masksFor([sent]), "inAnswers", "no user:pass-word-77, pass-word-77")).toBe(
      `no ${"*".repeat(17)}, ${"*".repeat(12)}`,
    );
  }
});
