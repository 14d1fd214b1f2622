import type { JsonObject } from "../sse/json-object.ts";
import type { Call } from "./block.ts";
import type { Continuation } from "./continuation.ts";
import type { Extras, Family } from "./extras.ts";
import type { Usage } from "./usage.ts";

/** Why an answer ended. */
export type Finish = "stop" | "length" | "calls" | "filter" | "refusal" | "pause";

/** Takes an answer piece by piece, in the order in which a reader is to have it. No object and no array per piece of text. */
export interface AnswerSink {
  start(head: AnswerHead): void;
  text(piece: string): void;
  /** A piece as JSON text between its quotes, as the upstream wrote it: neither parsed nor printed. Most events of most streams. */
  textEscaped(piece: string): void;
  refusal(piece: string): void;
  reasoning(piece: string): void;
  /** The reasoning so far is whole. */
  reasoningEnd(continuation: Continuation | null): void;
  /** Its input follows in pieces. `index` counts the calls of an answer from 0. */
  call(index: number, call: Omit<Call, "kind" | "input">): void;
  input(index: number, piece: string): void;
  note(note: { readonly kind: "citation" | "logprobs"; readonly value: JsonObject }): void;
  foreign(family: Family, value: JsonObject): void;
  finish(finish: Finish, usage: Usage | null, extras: Extras | null): void;
  fail(error: AnswerError): void;
}

export interface AnswerHead {
  readonly id: string | null;
  readonly model: string | null;
  /** Seconds since 1970. */
  readonly created: number | null;
}

export interface AnswerError {
  /** As HTTP has it; null where the upstream did not say. */
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string;
  readonly extras: Extras | null;
}
