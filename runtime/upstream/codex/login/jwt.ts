import { isObject, type JsonObject, parseObject } from "../../../protocols/sse/json-object.ts";

/** OpenAI's namespace for what its tokens say of the account. */
const AUTH_CLAIM = "https://api.openai.com/auth";

/** What a JSON Web Token says; null if it is none. Nobody here checks its signature: it is ours to send, not to trust. */
function claimsOf(token: string): JsonObject | null {
  const payload = token.split(".", 3)[1];
  if (payload === undefined || payload === "") return null;
  return parseObject(Buffer.from(payload, "base64url").toString("utf8"));
}

/** When a token ends, in milliseconds since 1970; null where it does not say. */
export function expiryOf(token: string): number | null {
  const exp = claimsOf(token)?.exp;
  return typeof exp === "number" && exp > 0 && exp < 1e11 ? exp * 1000 : null;
}

/** The ChatGPT account that a token is for; null where it does not say. */
export function accountOf(token: string): string | null {
  const auth = claimsOf(token)?.[AUTH_CLAIM];
  const id = isObject(auth) ? auth.chatgpt_account_id : null;
  return typeof id === "string" && id !== "" ? id : null;
}
