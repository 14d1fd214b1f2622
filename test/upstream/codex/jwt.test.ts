import { expect, test } from "vitest";
import { accountOf, expiryOf } from "../../../runtime/upstream/codex/login/jwt.ts";

const token = (claims: unknown) =>
  `x.${Buffer.from(typeof claims === "string" ? claims : JSON.stringify(claims)).toString("base64url")}.y`;
const CLAIM = "https://api.openai.com/auth";

test.each([
  [token({ exp: 1_800_000_000 }), 1_800_000_000_000],
  [token({ exp: 0.5 }), 500],
  [token({ exp: 0 }), null],
  [token({ exp: -1 }), null],
  [token({ exp: 99_999_999_999 }), 99_999_999_999_000],
  [token({ exp: 1e11 }), null],
  [token({ exp: "1800000000" }), null],
  [token({}), null],
  [token("nonsense"), null],
  ["opaque", null],
  ["a..b", null],
  ["", null],
])("%s ends at %s", (text, at) => {
  expect(expiryOf(text)).toBe(at);
});

test.each([
  [token({ [CLAIM]: { chatgpt_account_id: "acc" } }), "acc"],
  [token({ [CLAIM]: { chatgpt_account_id: "" } }), null],
  [token({ [CLAIM]: { chatgpt_account_id: 1 } }), null],
  [token({ [CLAIM]: "acc" }), null],
  [token({ chatgpt_account_id: "acc" }), null],
  ["opaque", null],
])("%s is for %s", (text, account) => {
  expect(accountOf(text)).toBe(account);
});
