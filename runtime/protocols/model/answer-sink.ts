import type { JsonObject } from "../json/json-object.ts";
import type { Continuation } from "./continuation.ts";
import type { EscapedText } from "./escaped-text.ts";
import type { Extras } from "./extras.ts";
import type { Usage } from "./usage.ts";

/** Why an answer ended. */
export type Finish = "stop" | "length" | "calls" | "filter" | "refusal" | "pause";

/**
 * Receives an answer piece by piece, in the order in which a reader should get it: `start` first, and at the end `finish` or
 * `fail`, or neither if the upstream broke off. If the upstream sends no head, the answer may begin without `start`; a
 * `start` after output is ignored. No object and no array is allocated per piece of text.
 */
export interface AnswerSink {
  start(head: AnswerHead): void;
  /** `tokens` are log probabilities in chat's form; those that come with "" belong to the text next to them. */
  text(piece: string, tokens: readonly JsonObject[]): void;
  /** A piece as the upstream wrote it: neither parsed nor serialised, as for most events of most streams. */
  textEscaped(piece: EscapedText): void;
  /** Sources of the text, each with a `type`; positions count characters from the start of the answer's text. */
  citations(citations: readonly JsonObject[]): void;
  refusal(piece: string): void;
  reasoning(piece: string): void;
  /** The reasoning so far is complete. */
  reasoningEnd(continuation: Continuation | null, extras: Extras | null): void;
  /** Starts a call whose input follows in pieces. `index` counts the calls of an answer from 0. */
  call(index: number, call: CalledTool): void;
  input(index: number, piece: string): void;
  /** The call's input is complete. Not every upstream says so before the answer finishes. */
  inputEnd(index: number): void;
  finish(finish: Finish, usage: Usage | null, extras: Extras | null): void;
  fail(error: AnswerError, usage: Usage | null, extras: Extras | null): void;
}

export interface AnswerHead {
  /** null if the upstream names none. */
  readonly model: string | null;
  /** Seconds since 1970; null if the upstream does not say. */
  readonly created: number | null;
  readonly extras: Extras | null;
}

/** A tool call, as far as it is known before its input. */
export interface CalledTool {
  /** null if the upstream gave none. */
  readonly id: string | null;
  readonly tool: "function" | "custom";
  readonly name: string;
  /** The namespace of the tool; null for most. */
  readonly namespace: string | null;
}

export interface AnswerError {
  readonly code: string | null;
  /** null if the upstream sent none. */
  readonly message: string | null;
  /** The complete error as the upstream sent it. */
  readonly extras: Extras;
}
