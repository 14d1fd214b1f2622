import type { HttpBackend } from "../contract/http-backend.ts";
import type { GatewayError } from "../errors.ts";
import type { JsonObject } from "./json/json-object.ts";
import type { AnswerSink } from "./model/answer-sink.ts";
import type { Ask } from "./model/ask.ts";
import type { EscapedText } from "./model/escaped-text.ts";
import type { Members } from "./model/members.ts";
import type { TextEventShape } from "./sse/text-event.ts";

/** The parts of a protocol needed to serve its clients on targets that speak another. */
export interface ClientCodec {
  /** Any JSON is a request: it is the target that judges it. */
  decodeRequest(fields: JsonObject, needs: AnswerNeeds): DecodedRequest;
}

/** What an answer needs in addition to the upstream's. */
export interface AnswerNeeds {
  /** The model for the upstream. */
  readonly model: string;
  /** Seconds since 1970, as the answer's creation time. */
  readonly now: number;
  /** Random letters and digits, different with each call, for ids in the answer. */
  readonly newId: () => string;
}

export interface DecodedRequest {
  readonly ask: Ask;
  readonly encode: AnswerEncoding;
}

/** Writes an answer in the form that one request asks for. */
export interface AnswerEncoding {
  /** `combined`: whether the stream is made into one answer, which has its usage even if the client did not ask for it. */
  stream(combined?: boolean): StreamEncoder;
  whole(): WholeEncoder;
}

export interface StreamEncoder {
  readonly sink: AnswerSink;
  /** So many bytes of the upstream come next: a hint, to allocate memory once. */
  expect(length: number): void;
  /** The events written since the last call; empty if there are none. */
  take(): Buffer;
}

export interface WholeEncoder {
  readonly sink: AnswerSink;
  /** The JSON text of the answer, or of its error; null if the answer is incomplete. */
  text(): string | null;
}

/** The parts of a protocol needed to use its targets for clients that speak another. */
export interface UpstreamCodec {
  encodeRequest(ask: Ask, target: AskedTarget): EncodedRequest;
}

export interface AskedTarget {
  readonly target: TranslationTarget;
  readonly model: string;
}

/** What a translation depends on in its target. */
export interface TranslationTarget {
  readonly backend: { readonly name: string; readonly type: string };
  /** Its origin; for a backend without one, its name. */
  readonly address: string;
  readonly maxTokensField: HttpBackend["maxTokensField"];
  readonly customTools: boolean;
  /** Writes chat messages with roles that its server knows; null if it knows all. */
  readonly plainRoles: ((messages: readonly unknown[]) => readonly unknown[]) | null;
}

export type EncodedRequest =
  | {
      readonly kind: "encoded";
      /** The complete body except for the model string's parameters, which the caller sets in it. */
      readonly fields: Members;
      /** What was left out and why; sent to the client in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      /** Reads the answer to this request. */
      readonly decode: AnswerDecoding;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

export type AnswerDecoding = (to: AnswerSink) => AnswerDecoder;

/** Decoding and encoding of one answer. */
export interface AnswerHalves {
  readonly decode: AnswerDecoding;
  readonly encode: AnswerEncoding;
}

/** Never throws, whatever comes. No getters: in an object literal, each costs every answer a hidden class of its own. */
export interface AnswerDecoder {
  /** Decodes an answer in one piece; false if it does not belong to this protocol or is incomplete. */
  whole(answer: JsonObject): boolean;
  /** Whether events of this name, as it stands in the `event:` field, change nothing now, so that they need no parsing. */
  skips(name: string | null): boolean;
  /** `name`: the event's `event:` field. */
  event(data: JsonObject, name: string | null): void;
  /**
   * Whether the last event was nothing but a piece of text. Then an event that differs only in its text, as described by
   * `textEvent`, can be passed to `textEscaped` instead of `event`.
   */
  plainText(): boolean;
  /** The data of an event that marks the end and is no JSON, `[DONE]`; null if the protocol has none. */
  readonly endMark: string | null;
  /** The form of a text event in this protocol. */
  readonly textEvent: TextEventShape;
  /** The text of such an event. */
  textEscaped(piece: EscapedText): void;
  /** The upstream sends no more, or is silent. May be called more than once. */
  end(by: EndedBy): void;
}

/** How an upstream shows that its stream has ended: by its `endMark`, by closing the connection, or only by silence. */
export type EndedBy = "marker" | "close" | "silence";
