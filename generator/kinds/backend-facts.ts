import type { EnvRef } from "../../runtime/contract/text.ts";

/** What the compiler has to know of a backend that depends on its kind. */
export interface BackendFacts {
  readonly instances: InstanceNumbers;
  /** What its instances are, in the plural. */
  readonly instanceNoun: "keys" | "logins";
  /** The only place that it connects to, or the text of a URL with variables; null: it contacts nothing. */
  readonly origin: string | null;
  /** What such a URL may lead to; left out of all others. */
  readonly origins?: readonly string[];
  /** Where a login is renewed; null where there is none. */
  readonly refreshOrigin: string | null;
  /** Every variable of the environment that it reads, in config order. */
  readonly environment: readonly Variable[];
  /** Why nothing but models can be asked of it; null: it has the whole API. */
  readonly modelsOnly: string | null;
  /** Whether it has realtime sessions. */
  readonly realtime: boolean;
  /** Whether it keeps the responses that it makes, so that they are continued and asked for there. */
  readonly keepsResponses: boolean;
}

export type InstanceNumbers =
  /** 0: it has one, which needs no number. */
  | { readonly kind: "counted"; readonly count: number }
  /** `${KEY_*}`: how many there are shows when the server starts. */
  | { readonly kind: "open"; readonly most: number };

export interface Variable extends EnvRef {
  readonly purpose: string;
  /** false: the server answers every request without it. */
  readonly required: boolean;
}

export function variable({ env, at }: EnvRef, purpose: string): Variable {
  return { env, at, purpose, required: true };
}
