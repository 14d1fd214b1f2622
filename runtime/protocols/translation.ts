import type { Backend } from "../contract.ts";
import type { GatewayError } from "../errors.ts";
import type { AnswerHalves, AnswerNeeds, ClientCodec, UpstreamCodec } from "./codec.ts";
import type { JsonObject } from "./sse/json-object.ts";

/** From clients of one protocol to upstreams of another, and back. */
export interface Translation {
  /** Called once an attempt. What the target lacks is left out with a warning, or refused where that would change what the client asked for. */
  request(input: TranslationInput): Translated;
}

export interface TranslationInput extends AnswerNeeds {
  /** The client's request. Not to be changed; members of it may be shared with what is made of it. */
  readonly fields: JsonObject;
  readonly backend: Backend;
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

/** The halves that a client's protocol brings, and those that a target's does, with the model between them. */
export function translationOf(client: ClientCodec, upstream: UpstreamCodec): Translation {
  return {
    request(input) {
      const { ask, encode } = client.decodeRequest(input.fields, input);
      const encoded = upstream.encodeRequest(ask, input);
      if (encoded.kind === "refused") return encoded;
      const { fields, warnings, decode } = encoded;
      return { kind: "translated", fields, warnings, back: { decode, encode } };
    },
  };
}
