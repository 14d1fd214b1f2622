import { hash, timingSafeEqual } from "node:crypto";
import type { Settings } from "../contract/settings.ts";
import { type Env, envValue } from "../env/env.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { ClientApi, WithKey } from "../protocols/client-api.ts";
import { DEFAULT_KEY } from "./openness.ts";

export interface Authenticator {
  /** The error for a request without a valid key; null if it may be served. */
  refusal(request: WithKey, api: ClientApi): GatewayError | null;
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
    refusal: (request, { keysIn, keyForm }) =>
      keysIn(request).some((key) => typeof key === "string" && known(key))
        ? null
        : gatewayError(
            "invalid_api_key",
            `Incorrect API key provided. Send one of this server's keys as \`${keyForm}\`.`,
          ),
  };
}

function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}
