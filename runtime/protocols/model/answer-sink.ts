import type { JsonObject } from "../sse/json-object.ts";
import type { Continuation } from "./continuation.ts";
import type { Extras } from "./extras.ts";
import type { Usage } from "./usage.ts";

/** Why an answer ended. */
export type Finish = "stop" | "length" | "calls" | "filter" | "refusal" | "pause";

/**
 * Takes an answer piece by piece, in the order in which a reader is to have it: `start` first, and in the end `finish` or
 * `fail`, or neither if the upstream broke off. An answer whose upstream names no head may begin without `start`; one that
 * comes behind output is ignored. No object and no array per piece of text.
 */
export interface AnswerSink {
  start(head: AnswerHead): void;
  /** `tokens` are log probabilities in chat's shape; those that come with "" belong to the text beside them. */
  text(piece: string, tokens: readonly JsonObject[]): void;
  /**
   * A piece as JSON text between its quotes, as the upstream wrote it: neither parsed nor printed. Most events of most
   * streams. Never empty, and exactly what `JSON.stringify` would write.
   */
  textEscaped(piece: string): void;
  /** Sources of the text, a `type` in each; their places count characters from the beginning of the answer's text. */
  citations(citations: readonly JsonObject[]): void;
  refusal(piece: string): void;
  reasoning(piece: string): void;
  /** The reasoning so far is whole. */
  reasoningEnd(continuation: Continuation | null, extras: Extras | null): void;
  /** Its input follows in pieces. `index` counts the calls of an answer from 0. */
  call(index: number, call: CalledTool): void;
  input(index: number, piece: string): void;
  /** The call's input is whole. Not every upstream says so before the answer is finished. */
  inputEnd(index: number): void;
  finish(finish: Finish, usage: Usage | null, extras: Extras | null): void;
  fail(error: AnswerError, usage: Usage | null, extras: Extras | null): void;
}

export interface AnswerHead {
  /** null where the upstream names none. */
  readonly model: string | null;
  /** Seconds since 1970; null likewise. */
  readonly created: number | null;
  readonly extras: Extras | null;
}

/** A tool that the model calls, as far as it is known before its input. */
export interface CalledTool {
  /** null where the upstream gave none. */
  readonly id: string | null;
  readonly tool: "function" | "custom";
  readonly name: string;
  /** Of the tools that it belongs to; null for most. */
  readonly namespace: string | null;
}

export interface AnswerError {
  readonly code: string | null;
  /** null where the upstream did not say. */
  readonly message: string | null;
  /** The whole error as the upstream put it. */
  readonly extras: Extras;
}
