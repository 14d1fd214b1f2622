/** Login files as the Codex CLI writes them, with tokens that are made up. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

export interface TokenOptions {
  /** Seconds from now; null for a token that does not say. */
  readonly expiresIn?: number | null;
  readonly account?: string | null;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

let serial = 0;

/** A JSON Web Token unlike any other. */
export function jwt({ expiresIn = 3600, account = null, now = Date.now() }: TokenOptions = {}): string {
  serial++;
  const claims = {
    jti: `token-${process.pid}-${serial}`,
    ...(expiresIn !== null && { exp: Math.floor(now / 1000) + expiresIn }),
    ...(account !== null && { "https://api.openai.com/auth": { chatgpt_account_id: account } }),
  };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${"c2lnbmF0dXJl".repeat(3)}`;
}

export interface LoginFields {
  readonly OPENAI_API_KEY: string | null;
  readonly tokens: {
    readonly id_token: string;
    readonly access_token: string;
    readonly refresh_token: string;
    readonly account_id?: string;
  };
  readonly last_refresh: string;
}

export interface LoginOptions extends TokenOptions {
  readonly refreshToken?: string;
}

export function login({ refreshToken, account = "account-0123456789", ...token }: LoginOptions = {}): LoginFields {
  return {
    OPENAI_API_KEY: null,
    tokens: {
      id_token: jwt({ account }),
      access_token: jwt(token),
      refresh_token: refreshToken ?? `rt_refresh-${process.pid}-${++serial}`,
      ...(account !== null && { account_id: account }),
    },
    last_refresh: new Date((token.now ?? Date.now()) - 60_000).toISOString(),
  };
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed after the test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "codex-"));
  folders.push(made);
  return made;
}

/** Writes a login into a folder of its own. */
export function loginFile(fields: unknown = login(), name = "auth.json"): string {
  const path = join(folder(), name);
  writeLogin(path, fields);
  return path;
}

export function writeLogin(path: string, fields: unknown): void {
  writeFileSync(path, typeof fields === "string" ? fields : JSON.stringify(fields, null, 2), { mode: 0o644 });
}

export function readFields(path: string): Record<string, unknown> & LoginFields {
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown> & LoginFields;
}
