import { isObject, type JsonObject, parseObject } from "../../../protocols/json/json-object.ts";

/** OpenAI's namespace for account claims. */
const AUTH_CLAIM = "https://api.openai.com/auth";

/**
 * The claims of a JSON Web Token; null if the text is not one. The signature is not checked: Turnout sends the token, it
 * does not rely on it.
 */
function claimsOf(token: string): JsonObject | null {
  const payload = token.split(".", 3)[1];
  if (payload === undefined || payload === "") return null;
  return parseObject(Buffer.from(payload, "base64url").toString("utf8"));
}

/** When a token expires, in milliseconds since 1970; null if it does not say. */
export function expiryOf(token: string): number | null {
  const exp = claimsOf(token)?.exp;
  return typeof exp === "number" && exp > 0 && exp < 1e11 ? exp * 1000 : null;
}

/** The ChatGPT account of a token; null if it does not say. */
export function accountOf(token: string): string | null {
  const auth = claimsOf(token)?.[AUTH_CLAIM];
  const id = isObject(auth) ? auth.chatgpt_account_id : null;
  return typeof id === "string" && id !== "" ? id : null;
}
