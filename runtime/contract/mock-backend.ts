import type { BackendBase } from "./backend-base.ts";

/** The built-in offline OpenAI. */
export interface MockBackend extends BackendBase {
  readonly kind: "mock";
  readonly type: "mock";
  readonly protocols: readonly ["chat"];
  /** Seconds between two words of a stream. */
  readonly wordDelay: number;
  /** The text of its answers; null echoes the last user message. */
  readonly reply: string | null;
  /**
   * Applied in order, one to a request; each applies to `times` requests (null: to all that follow); after that, requests
   * succeed.
   */
  readonly faults: readonly MockFault[];
}

export type MockFault = { readonly times: number | null } & (
  | {
      readonly kind: "status";
      readonly status: number;
      /** Seconds, sent as `Retry-After`. */
      readonly retryAfter: number | null;
      /** The error's `code`; null: the status's usual one. */
      readonly code: string | null;
    }
  /** Answers normally, but `seconds` later. */
  | { readonly kind: "delay"; readonly seconds: number }
  /** Breaks the connection after `words` words of the answer (0: before the headers). */
  | { readonly kind: "cut"; readonly words: number }
  /** Falls silent after `words` words of the answer (0: before the headers) and never ends. */
  | { readonly kind: "stall"; readonly words: number }
  /** A request in between that succeeds, so that a script can be "fail, succeed, fail". */
  | { readonly kind: "none" }
);
