import type { Clock } from "../../../clock.ts";
import { isObject, parseObject } from "../../../protocols/json/json-object.ts";
import { payloadOf } from "../../../wire/payload.ts";
import type { Upstream } from "../../../wire/upstream.ts";
import type { FreshTokens } from "./renewed-text.ts";

/** The result of requesting new tokens. */
export type Refreshed =
  | { readonly kind: "fresh"; readonly tokens: FreshTokens }
  /** The refresh token no longer works; only a new login helps. */
  | { readonly kind: "dead"; readonly why: DeadReason }
  /** It may work another time. `why` is a text of Turnout's own, for the log. */
  | { readonly kind: "failed"; readonly why: string };

export type DeadReason = "expired" | "reused" | "invalidated" | "refused";

/** Requests new tokens and calls back once, never before it returns. */
export type Refresh = (refreshToken: string, done: (result: Refreshed) => void) => void;

/** The Codex CLI's own, public: https://github.com/openai/codex (codex-rs/login). */
const CLIENT_ID = "app_EMoamEEZ73f0CkXaXp7hrann";
const SCOPE = "openid profile email";
/** Milliseconds for the whole call. */
const LIMIT = 20_000;
const LARGEST = 1 << 20;

export const REASONS: ReadonlyMap<string, DeadReason> = new Map([
  ["refresh_token_expired", "expired"],
  ["refresh_token_reused", "reused"],
  ["refresh_token_invalidated", "invalidated"],
  ["invalid_grant", "refused"],
]);

export interface RefreshOptions {
  /** Connections to the origin of `url`. */
  readonly upstream: Upstream;
  readonly url: URL;
  readonly clock: Clock;
}

/** Refreshes as the Codex CLI does. */
export function createRefresh({ upstream, url, clock }: RefreshOptions): Refresh {
  const headers = ["content-type", "application/json", "accept", "application/json", "connection", "close"];
  return (refreshToken, done) => {
    const fields = { client_id: CLIENT_ID, grant_type: "refresh_token", refresh_token: refreshToken, scope: SCOPE };
    const body = payloadOf([Buffer.from(JSON.stringify(fields))]);
    const pieces: Buffer[] = [];
    let length = 0;
    let status = 0;
    let abort: (() => void) | null = null;
    let over = false;

    function end(result: Refreshed): void {
      if (over) return;
      over = true;
      timer.cancel();
      done(result);
    }

    function giveUp(why: string): void {
      end({ kind: "failed", why });
      abort?.();
    }

    const timer = clock.setTimer(LIMIT, () => giveUp("no answer in time"));
    upstream.dispatch(
      { method: "POST", path: url.pathname + url.search, headers, body, once: true },
      {
        onConnect(stop) {
          abort = stop;
        },
        onHeaders(given) {
          status = given;
          return true;
        },
        onData(chunk) {
          pieces.push(chunk);
          length += chunk.length;
          if (length > LARGEST) giveUp("an answer too large");
          return true;
        },
        onComplete: () => end(meaningOf(status, Buffer.concat(pieces).toString("utf8"))),
        onError: () => end({ kind: "failed", why: "no connection" }),
      },
    );
  };
}

/** The meaning of an answer of the refresh endpoint. As in the CLI, any 401 is final. */
export function meaningOf(status: number, body: string): Refreshed {
  const fields = parseObject(body) ?? {};
  if (status >= 200 && status < 300) {
    const accessToken = token(fields.access_token);
    if (accessToken === null) return { kind: "failed", why: "an answer without a token" };
    const tokens = { accessToken, refreshToken: token(fields.refresh_token), idToken: token(fields.id_token) };
    return { kind: "fresh", tokens };
  }
  const { error } = fields;
  const code = isObject(error) ? (error.code ?? error.type) : (error ?? fields.code);
  const known = typeof code === "string" ? REASONS.get(code.toLowerCase()) : undefined;
  if (known !== undefined && status >= 400 && status < 500) return { kind: "dead", why: known };
  return status === 401 ? { kind: "dead", why: "refused" } : { kind: "failed", why: `status ${status}` };
}

/** A value that fits into a header, as in a login file. */
function token(value: unknown): string | null {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value) ? value : null;
}
