import { isObject, type JsonObject, parseObject } from "../../../protocols/json/json-object.ts";
import { accountOf, expiryOf } from "./jwt.ts";

/** The content of a login file. */
export interface Login {
  /** `api_key`: the file has an OPENAI_API_KEY and no tokens. It is sent as it is and never refreshed. */
  readonly kind: "chatgpt" | "api_key";
  /** What is sent as `Authorization: Bearer`. */
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** null if neither the file nor a token contains it. */
  readonly accountId: string | null;
  /** When the access token expires, in milliseconds since 1970; null if unknown. */
  readonly expiresAt: number | null;
  /** When the tokens were last renewed, in milliseconds since 1970; null if the file does not say. */
  readonly lastRefresh: number | null;
}

export type ReadLogin =
  | { readonly ok: true; readonly login: Login }
  /** What is wrong, as the text after the file's name: `is not valid JSON`. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads an auth.json as the Codex CLI writes it, https://github.com/openai/codex (codex-rs/login). Tokens take precedence
 * over an API key, because this backend exists for the subscription.
 */
export function readLogin(text: string): ReadLogin {
  // Some editors start a file with a byte order mark.
  const fields = parseObject(text.replace(/^\uFEFF/, ""));
  if (fields === null) return { ok: false, problem: "is not valid JSON" };
  const tokens = isObject(fields.tokens) ? fields.tokens : null;
  const accessToken = tokens === null ? null : credential(tokens.access_token);
  if (tokens !== null && accessToken !== null) {
    return { ok: true, login: chatgptLogin(accessToken, tokens, fields.last_refresh) };
  }
  const key = credential(fields.OPENAI_API_KEY);
  if (key === null) return { ok: false, problem: "holds no login" };
  return { ok: true, login: apiKeyLogin(key) };
}

function chatgptLogin(accessToken: string, tokens: JsonObject, lastRefresh: unknown): Login {
  const idToken = credential(tokens.id_token);
  const named = credential(tokens.account_id);
  const claimed = idToken === null ? null : accountOf(idToken);
  return {
    kind: "chatgpt",
    accessToken,
    refreshToken: credential(tokens.refresh_token),
    idToken,
    accountId: named ?? credential(claimed) ?? credential(accountOf(accessToken)),
    expiresAt: expiryOf(accessToken),
    lastRefresh: typeof lastRefresh === "string" ? timeOf(lastRefresh) : null,
  };
}

function apiKeyLogin(accessToken: string): Login {
  return {
    kind: "api_key",
    accessToken,
    refreshToken: null,
    idToken: null,
    accountId: null,
    expiresAt: null,
    lastRefresh: null,
  };
}

/** A value that fits into a header; anything else is not a token, and would only break the request. */
function credential(value: unknown): string | null {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value) ? value : null;
}

function timeOf(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** A token is renewed this many milliseconds before it expires, because a request may take a while to arrive. */
const EARLY = 5 * 60_000;
/** The CLI's own rule for tokens without an expiry. */
const LIFE = 8 * 86_400_000;

/** Whether a login should be renewed before use; an API key, which has no times, never should. */
export function isStale({ expiresAt, lastRefresh }: Login, now: number): boolean {
  if (expiresAt !== null) return expiresAt - EARLY <= now;
  return lastRefresh !== null && lastRefresh + LIFE <= now;
}

/** Whether a login is useless unless it is renewed. */
export function isExpired({ expiresAt }: Login, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}
