import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Settings } from "../contract.ts";
import { type Env, envValue } from "../env/env.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { KeyPlaces } from "../protocols/client-api.ts";
import { DEFAULT_KEY } from "./openness.ts";

export interface Authenticator {
  /** The error for a request without a valid key in any of these places; null if the request may be served. */
  refusal(request: WithKey, places: KeyPlaces): GatewayError | null;
}

export interface WithKey {
  readonly headers: IncomingHttpHeaders;
  readonly url?: string | undefined;
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
  if (digests.length === 0) return { refusal: () => null };

  // All digests have the same length and every key is compared, so that timing reveals nothing about the keys.
  function known(key: string): boolean {
    const given = digest(key);
    let found = false;
    for (const expected of digests) found = timingSafeEqual(given, expected) || found;
    return found;
  }

  return {
    refusal({ headers, url = "" }, places) {
      for (const name of places.headers) {
        const value = headers[name];
        const key = typeof value === "string" && name === "authorization" ? bearerToken(value) : value;
        if (typeof key === "string" && known(key)) return null;
      }
      const key = places.query === null ? null : new URLSearchParams(url.split("?", 2)[1]).get(places.query);
      return key !== null && known(key) ? null : unauthorized(places);
    },
  };
}

function unauthorized({ headers: [name] }: KeyPlaces): GatewayError {
  const header = name === "authorization" ? "Authorization: Bearer KEY" : `${name}: KEY`;
  const message = `Incorrect API key provided. Send one of this server's keys as \`${header}\`.`;
  return gatewayError("invalid_api_key", message);
}

function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

const SCHEME = "bearer ";

function bearerToken(value: string): string | null {
  return value.slice(0, SCHEME.length).toLowerCase() === SCHEME ? value.slice(SCHEME.length).trim() : null;
}
