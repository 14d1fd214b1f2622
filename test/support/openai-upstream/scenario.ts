/** What a model answers, said once for both protocols, whole and streamed. */
import type { Asked } from "./asked.ts";
import type { ErrorBody } from "./fault.ts";

/** Looks at a request and decides; an ApiFault that it throws is the answer instead. */
export type Scenario = (asked: Asked) => Answer;

export interface Answer {
  readonly output: readonly Piece[];
  readonly finish: "stop" | "length" | "content_filter";
  readonly usage: Usage;
  /** What happens to a stream; whole answers break the same way. */
  readonly trouble: Trouble | null;
  /** Adds events, items, parts and fields that are not in the API. */
  readonly strange: boolean;
  /** Whether a stream comes in pieces of a few bytes, that end wherever they do. */
  readonly torn: boolean;
  /** How a server that is only compatible departs from the API. */
  readonly habits: readonly Habit[];
}

/** `deltas`: the pieces that a stream brings; joined, they are the whole. */
export type Piece =
  | { readonly kind: "reasoning"; readonly summary: readonly (readonly string[])[]; readonly encrypted: string | null }
  | { readonly kind: "text"; readonly deltas: readonly string[]; readonly links: readonly Link[] }
  | { readonly kind: "refusal"; readonly deltas: readonly string[] }
  | Call;

export interface Call {
  readonly kind: "function" | "custom";
  readonly callId: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly deltas: readonly string[];
}

export interface Link {
  readonly url: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

export interface Usage {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

/** `after`: events that come before it. */
export type Trouble =
  /** The connection breaks. */
  | { readonly kind: "cut"; readonly after: number }
  /** It ends well in the middle of the last event; a whole answer, in its own middle. */
  | { readonly kind: "half" }
  /** Nothing more comes, and the connection stays. */
  | { readonly kind: "stall"; readonly after: number }
  | { readonly kind: "error"; readonly after: number; readonly error: ErrorBody }
  /** The response ends as failed, `response.failed`; in chat completions, an error event. */
  | { readonly kind: "failed"; readonly after: number; readonly error: ErrorBody };

export type Habit =
  /** The usage stands in the chunk with the finish reason. */
  | "usage in finish chunk"
  /** Deltas of tool calls have no index. */
  | "no tool index"
  /** Each call comes in a delta of its own, all with the index 0. */
  | "one index for all calls"
  | "no call ids"
  | "no [DONE]"
  /** The reasoning is in `reasoning`. */
  | "reasoning"
  /** Each chunk tells its role again. */
  | "role in each chunk"
  /** A call comes whole in one chunk, and the finish reason is `stop`. */
  | "calls finish with stop"
  /** Pieces of parallel calls come in turn. */
  | "interleaved calls"
  /** Each piece of a call tells its id, type and name. */
  | "call heads again"
  /** There is no chunk of its own for the finish reason. */
  | "finish with the last words"
  | "usage in each chunk"
  /** As Azure does, with the results of its filter for the prompt. */
  | "a first chunk without choices"
  | "no event lines"
  | "no sequence numbers"
  /** The end of a response repeats nothing of it. */
  | "no output at the end"
  /** Nothing opens or closes items and parts. */
  | "deltas only"
  | "[DONE] behind responses";

const usage: Usage = { input: 25, cached: 8, output: 12, reasoning: 0 };

export function answer(output: readonly Piece[], more: Partial<Answer> = {}): Answer {
  return { output, finish: "stop", usage, trouble: null, strange: false, torn: false, habits: [], ...more };
}

export function text(...deltas: readonly string[]): Piece {
  return { kind: "text", deltas, links: [] };
}

/** Cut where words end, so that what is put together shows whether a blank got lost. */
export function spoken(whole: string): Piece {
  return text(...(whole.match(/\S+\s*|\s+/g) ?? []));
}

export function wholeOf(piece: { readonly deltas: readonly string[] }): string {
  return piece.deltas.join("");
}
