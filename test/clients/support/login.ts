/** A ChatGPT login as `codex login` leaves it, made up. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const ACCOUNT = "account-0123456789";
const claims = {
  exp: Math.floor(Date.now() / 1000) + 86_400,
  email: "ada@example.com",
  "https://api.openai.com/auth": { chatgpt_account_id: ACCOUNT, chatgpt_plan_type: "plus", chatgpt_user_id: "user-1" },
};

/** `serial` tells tokens of equal claims apart. */
function jwt(serial: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part({ ...claims, jti: `token-${serial}` })}.${"c2lnbmF0dXJl".repeat(3)}`;
}

/** The one that the stand-in for ChatGPT accepts. */
export const accessToken = jwt(1);
/** One that it does not accept: a client's own. */
export const clientToken = jwt(2);

/** Makes `home`, a `$CODEX_HOME`, with a login in it. */
export function logIn(home: string, token: string): void {
  mkdirSync(home, { recursive: true });
  const tokens = { id_token: jwt(3), access_token: token, refresh_token: "rt_made-up", account_id: ACCOUNT };
  const file = { OPENAI_API_KEY: null, tokens, last_refresh: new Date().toISOString() };
  writeFileSync(join(home, "auth.json"), JSON.stringify(file, null, 2), { mode: 0o600 });
}
