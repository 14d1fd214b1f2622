import type { GatewayError } from "../errors.ts";
import type { AnswerSink } from "./model/answer-sink.ts";
import type { Ask } from "./model/ask.ts";
import type { JsonObject } from "./sse/json-object.ts";

/** The halves of a protocol that its clients need, where a target speaks another. */
export interface ClientCodec<Needs> {
  decodeRequest(fields: JsonObject, needs: Needs): DecodedRequest;
}

export type DecodedRequest =
  | {
      readonly kind: "ask";
      readonly ask: Ask;
      /** Writes the answer as this request's client is to have it. */
      readonly encodeAnswer: () => AnswerEncoder;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

export interface AnswerEncoder {
  readonly sink: AnswerSink;
  /** The text of whole events that was made since the last call; "" where there is none. */
  take(): string;
  /** The answer in one piece; null where it did not come to its end. */
  whole(): JsonObject | null;
}

/** The halves of a protocol that a target needs, where a client speaks another. */
export interface UpstreamCodec<Target> {
  encodeRequest(ask: Ask, target: Target): EncodedRequest;
}

export type EncodedRequest =
  | {
      readonly kind: "encoded";
      /** The whole body but for parameters of the model string; those are set afterwards. */
      readonly fields: JsonObject;
      /** What was left out and why: for the client, in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      /** Reads the answer to this request. */
      readonly decodeAnswer: (to: AnswerSink) => AnswerDecoder;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

/** It never throws, whatever comes. */
export interface AnswerDecoder {
  /** false where it is no answer of this protocol. */
  whole(answer: JsonObject): boolean;
  /** `name`: the event's `event:`. */
  event(data: JsonObject, name: string | null): void;
  /** The upstream says no more. `done`: it has sent `[DONE]`. May be called twice. */
  end(done: boolean): void;
}
