import type { EnvRef } from "../contract/text.ts";

/** The variable for a client key that needs no config. */
export const DEFAULT_KEY = "TURNOUT_API_KEY";

export interface OpennessInput {
  readonly enabled: boolean;
  /** How many keys are set. */
  readonly keys: number;
  /** `auth.api_keys`, set or not. */
  readonly configured: readonly EnvRef[];
  /** The address that the server is to listen on. */
  readonly host: string;
}

export type Openness =
  | { readonly kind: "keys" }
  | { readonly kind: "open"; readonly notice: string }
  | { readonly kind: "refuse"; readonly message: string };

/** Who may use the server: holders of a key, everyone, or no one until the setup is made clear. */
export function openness({ enabled, keys, configured, host }: OpennessInput): Openness {
  if (!enabled) return { kind: "open", notice: "auth is off (auth.enabled: false): anyone who can connect can use it" };
  if (keys > 0) return { kind: "keys" };
  // A key that the config names was meant to be set: admitting everyone because of a typo would be unsafe.
  const wanted = configured.filter((ref) => ref.env !== DEFAULT_KEY);
  if (wanted.length > 0) {
    const names = wanted.map((ref) => `${ref.env} (${ref.at})`).join(", ");
    return { kind: "refuse", message: `auth.api_keys is configured, but none of its variables is set: set ${names}` };
  }
  if (isLoopback(host)) {
    return {
      kind: "open",
      notice: `no client key is set: open to this machine only; set ${DEFAULT_KEY} to require one`,
    };
  }
  return {
    kind: "refuse",
    message: `refusing to listen on ${host} without a client key: set ${DEFAULT_KEY}, or auth.api_keys in the config; auth: {enabled: false} opens it on purpose`,
  };
}

/** 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}
