import { expect, test } from "vitest";
import { bearerToken } from "../../runtime/protocols/bearer-token.ts";

test.each([
  ["Bearer sk-1", "sk-1"],
  ["bearer  sk-1 ", "sk-1"],
  ["BEARER sk-1", "sk-1"],
  ["Bearer ", ""],
  ["Bearer", null],
  ["Basic sk-1", null],
  ["sk-1", null],
  ["", null],
  [undefined, null],
])("of %j is %j", (value, token) => {
  expect(bearerToken(value)).toBe(token);
});
