import type { Backend } from "../../contract.ts";
import type { GatewayError } from "../../errors.ts";
import type { AnswerHalves } from "../codec.ts";
import type { JsonObject } from "../sse/json-object.ts";

/** From a client that speaks one protocol to an upstream that speaks the other, and back. */
export interface Translation {
  /** Called once an attempt. What the target lacks is left out with a warning, or refused where that would change what the client asked for. */
  request(input: TranslationInput): Translated;
}

export interface TranslationInput {
  /** The client's request. Not to be changed; members of it may be shared with what is made of it. */
  readonly fields: JsonObject;
  /** What the upstream is asked for; the model in `fields` is the client's own string. */
  readonly model: string;
  readonly backend: Backend;
  /** Seconds since 1970: when the answer is made. */
  readonly now: number;
  /** Random letters and digits, another at each call, for the ids of what an answer is made of. */
  readonly newId: () => string;
}

export type Translated =
  | {
      readonly kind: "translated";
      /** The whole body but for parameters of the model string; those are set afterwards. */
      readonly fields: JsonObject;
      /** What was left out and why: for the client, in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      readonly back: AnswerHalves;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };
