import type { ConnectionFault } from "../log/connection-fault.ts";
import type { ErrorMeaning } from "./error-words.ts";

/** How an attempt failed. */
export type Outcome =
  /** An error answer, or an error in a stream before any output. `code` and `message` are the upstream's own. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly code: string | null;
      readonly message: string | null;
      /** Set if its message has a known meaning, and its code has none. */
      readonly textMeans?: ErrorMeaning;
      /** Milliseconds until the upstream wants another request; null if it does not say. */
      readonly retryAfter: number | null;
      /** Set for a 403 whose body has not the shape of the API's errors: then something before the API may have answered. */
      readonly foreign?: true;
      /** Set if the upstream does not want the request again: `x-should-retry: false`. */
      readonly dontRetry?: true;
    }
  /** No connection, or it broke before an answer. `fault` is left out if nothing is known of it. */
  | { readonly kind: "connection"; readonly fault?: ConnectionFault }
  | { readonly kind: "timeout"; readonly of: TimeoutKind }
  /** Not valid HTTP, a redirect, an answer that broke off, or an event that cannot be read. */
  | { readonly kind: "invalid"; readonly reason: "protocol" | "cut" | "malformed" };

/** An error answer, or an error in place of one. */
export type Refusal = Extract<Outcome, { kind: "status" }>;

/** OpenAI and Anthropic send it, and their SDKs obey it. */
export const SHOULD_RETRY = "x-should-retry";

export type TimeoutKind = "connect" | "header" | "first_token" | "idle" | "total";

const CONNECTION = {
  refused: "connection_refused",
  reset: "connection_reset",
  dns: "dns",
  tls: "tls",
  unreachable: "unreachable",
  no_descriptors: "no_descriptors",
  unknown: "connection",
} as const satisfies Record<NonNullable<ConnectionFault["cause"]> | "unknown", string>;

/** One word for the log: `429`, `connection_refused`, `first_token_timeout`, `cut`. */
export function reasonOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "status":
      return outcome.code ?? String(outcome.status);
    case "connection":
      return CONNECTION[outcome.fault?.cause ?? "unknown"];
    case "timeout":
      return `${outcome.of}_timeout`;
    case "invalid":
      return outcome.reason;
  }
}
