import type { Backend } from "../contract.ts";
import type { GatewayError } from "../errors.ts";
import type { AnswerSink } from "./model/answer-sink.ts";
import type { Ask } from "./model/ask.ts";
import type { JsonObject } from "./sse/json-object.ts";
import type { TextEventShape } from "./sse/text-event.ts";

/** The halves of a protocol that its clients need, where a target speaks another. */
export interface ClientCodec {
  /** Any JSON is a request: it is the target that judges it. */
  decodeRequest(fields: JsonObject, needs: AnswerNeeds): DecodedRequest;
}

/** What an answer needs that no upstream says. */
export interface AnswerNeeds {
  /** What the upstream is asked for. */
  readonly model: string;
  /** Seconds since 1970: when the answer is made. */
  readonly now: number;
  /** Random letters and digits, another at each call, for the ids of what an answer is made of. */
  readonly newId: () => string;
}

export interface DecodedRequest {
  readonly ask: Ask;
  readonly encode: AnswerEncoding;
}

/** Writes an answer as the client of one request is to have it. */
export interface AnswerEncoding {
  stream(): StreamEncoder;
  whole(): WholeEncoder;
}

export interface StreamEncoder {
  readonly sink: AnswerSink;
  /** The text of whole events that was made since the last call; "" where there is none. */
  take(): string;
}

export interface WholeEncoder {
  readonly sink: AnswerSink;
  /** The JSON text of the answer, or of its error; null where it did not come to its end. */
  text(): string | null;
}

/** The halves of a protocol that a target needs, where a client speaks another. */
export interface UpstreamCodec {
  encodeRequest(ask: Ask, target: AskedTarget): EncodedRequest;
}

export interface AskedTarget {
  readonly backend: Backend;
  readonly model: string;
}

export type EncodedRequest =
  | {
      readonly kind: "encoded";
      /** The whole body but for parameters of the model string; those are set afterwards. */
      readonly fields: JsonObject;
      /** What was left out and why: for the client, in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      /** Reads the answer to this request. */
      readonly decode: AnswerDecoding;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

export type AnswerDecoding = (to: AnswerSink) => AnswerDecoder;

/** Both halves of an answer's way from one protocol to another. */
export interface AnswerHalves {
  readonly decode: AnswerDecoding;
  readonly encode: AnswerEncoding;
}

/** It never throws, whatever comes. No getters: in an object literal one costs each answer a hidden class of its own. */
export interface AnswerDecoder {
  /** false where it is no answer of this protocol, or one that is not finished. */
  whole(answer: JsonObject): boolean;
  /** `name`: the event's `event:`. */
  event(data: JsonObject, name: string | null): void;
  /**
   * Whether the last event brought a piece of text and nothing else, so that one which differs in its text alone, as
   * `textEvent` has it, can be given to `textEscaped` instead of `event`.
   */
  plainText(): boolean;
  /** How this protocol writes an event of text. */
  readonly textEvent: TextEventShape;
  /** The text of such an event, as JSON text between its quotes. */
  textEscaped(piece: string): void;
  /** The upstream sends no more. `done`: it has sent `[DONE]`. May be called twice. */
  end(done: boolean): void;
}
