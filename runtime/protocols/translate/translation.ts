import type { Backend } from "../../contract.ts";
import type { GatewayError } from "../../errors.ts";
import type { AnswerHalves } from "../codec.ts";
import type { JsonObject } from "../sse/json-object.ts";

/** Translates requests from the client's protocol to the upstream's, and answers back. */
export interface Translation {
  /**
   * Called once per attempt. What the target does not support is left out with a warning, or rejected if that would change
   * what the client asked for.
   */
  request(input: TranslationInput): Translated;
}

export interface TranslationInput {
  /** The client's request. Must not be changed; the translated request may share members with it. */
  readonly fields: JsonObject;
  /** The upstream's model; the model in `fields` is the client's own string. */
  readonly model: string;
  readonly backend: Backend;
  /** Seconds since 1970, as the answer's creation time. */
  readonly now: number;
  /** Random letters and digits, different with each call, for ids in the answer. */
  readonly newId: () => string;
}

export type Translated =
  | {
      readonly kind: "translated";
      /** The complete body except for the model string's parameters, which are set afterwards. */
      readonly fields: JsonObject;
      /** What was left out and why; sent to the client in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      readonly back: AnswerHalves;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };
