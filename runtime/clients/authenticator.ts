import type { Settings } from "../contract/settings.ts";
import { type Env, envValue } from "../env/env.ts";
import { nodeCrypto } from "../env/node-modules.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { ClientApi, WithKey } from "../protocols/client-api.ts";
import { DEFAULT_KEY } from "./openness.ts";

export interface Authenticator {
  check(request: WithKey, api: ClientApi): Admission;
}

export type Admission =
  /** `key` is the name of the client's key, which is that of its variable; "" if none is needed. */
  | { readonly kind: "admitted"; readonly key: string }
  /** It has no valid key. */
  | { readonly kind: "refused"; readonly error: GatewayError };

interface NamedKey {
  readonly name: string;
  readonly value: string;
}

/** The keys that clients may use: the keys in `auth.api_keys` that are set, and `TURNOUT_API_KEY`. */
export function clientKeys(auth: Settings["auth"], env: Env): readonly string[] {
  return namedKeys(auth, env).map(({ value }) => value);
}

function namedKeys(auth: Settings["auth"], env: Env): readonly NamedKey[] {
  const names = new Set([...auth.keys.map((ref) => ref.env), DEFAULT_KEY]);
  return [...names].flatMap((name) => {
    const value = envValue(env, name);
    return value === null ? [] : [{ name, value }];
  });
}

/**
 * Without keys, or with `auth.enabled: false`, everyone is admitted; `openness` decides at start whether that is allowed.
 */
export function createAuthenticator(auth: Settings["auth"], env: Env): Authenticator {
  const keys = auth.enabled ? namedKeys(auth, env) : [];
  const known = keys.map(({ name, value }) => ({ digest: digest(value), admission: admitted(name) }));
  const everyone = admitted("");
  if (known.length === 0) return { check: () => everyone };

  const { timingSafeEqual } = nodeCrypto();

  // All digests have the same length and every key is compared, so that timing reveals nothing about the keys.
  function admissionOf(key: string): Admission | null {
    const given = digest(key);
    let found: Admission | null = null;
    for (const one of known) if (timingSafeEqual(given, one.digest)) found ??= one.admission;
    return found;
  }

  return {
    check(request, { keysIn, keyForm }) {
      for (const key of keysIn(request)) {
        const admission = typeof key === "string" ? admissionOf(key) : null;
        if (admission !== null) return admission;
      }
      const message = `Incorrect API key provided. Send one of this server's keys as \`${keyForm}\`.`;
      return { kind: "refused", error: gatewayError("invalid_api_key", message) };
    },
  };
}

function admitted(key: string): Admission {
  return { kind: "admitted", key };
}

function digest(key: string): Buffer {
  return nodeCrypto().hash("sha256", key, "buffer");
}
