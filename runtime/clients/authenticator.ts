import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Settings } from "../contract.ts";
import { type Env, envValue } from "../env/env.ts";
import { DEFAULT_KEY } from "./openness.ts";

export interface Authenticator {
  /** Whether a request with these headers may be served. */
  check(headers: IncomingHttpHeaders): boolean;
}

/** The keys that clients may use: the keys in `auth.api_keys` that are set, and `TURNOUT_API_KEY`. */
export function clientKeys(auth: Settings["auth"], env: Env): readonly string[] {
  const names = new Set([...auth.keys.map((ref) => ref.env), DEFAULT_KEY]);
  return [...names].map((name) => envValue(env, name)).filter((value) => value !== null);
}

/**
 * Without keys, or with `auth.enabled: false`, everyone is admitted; `openness` decides at start whether that is allowed.
 */
export function createAuthenticator(auth: Settings["auth"], env: Env): Authenticator {
  const digests = auth.enabled ? clientKeys(auth, env).map(digest) : [];
  if (digests.length === 0) return { check: () => true };

  // All digests have the same length and every key is compared, so that timing reveals nothing about the keys.
  function known(key: string): boolean {
    const given = digest(key);
    let found = false;
    for (const expected of digests) found = timingSafeEqual(given, expected) || found;
    return found;
  }

  return {
    check(headers) {
      const bearer = bearerToken(headers.authorization);
      if (bearer !== null && known(bearer)) return true;
      for (const key of [headers["api-key"], headers["x-api-key"]]) {
        if (typeof key === "string" && known(key)) return true;
      }
      return false;
    },
  };
}

function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

const SCHEME = "bearer ";

function bearerToken(value: string | undefined): string | null {
  if (value === undefined || value.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return null;
  return value.slice(SCHEME.length).trim();
}
