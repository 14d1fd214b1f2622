import type { Body } from "../body/read-model.ts";
import { streamWish } from "../body/stream-wish.ts";
import type { FoldName } from "../protocols/fold/fold.ts";
import { FOLDS } from "../protocols/registry/folds.ts";
import type { StreamMender } from "../protocols/stream-mender.ts";
import type { Reading } from "./first-output.ts";
import { FoldSink } from "./fold-sink.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/** The receiver of an answer that is combined from a stream. */
export interface FoldedAnswer extends Reading {
  readonly owner: SinkOwner;
  /** Checks and repairs the events; null if Turnout wrote them itself. */
  readonly mender: StreamMender | null;
  /** Sends it. */
  readonly send: (body: Buffer) => void;
}

/** What is combined into one answer. */
export interface Folding {
  /** null for an endpoint that has no streams. */
  readonly name: FoldName | null;
  /** The client's request. */
  readonly body: Body;
}

/**
 * Combines a stream into one answer, for a client that did not ask for a stream; null if it did. Where that is uncertain it
 * did, since its upstream thought so.
 */
export type FoldAnswer = (what: Folding, to: FoldedAnswer) => EventSink | null;

export const foldAnswer: FoldAnswer = ({ name, body }, to) =>
  name === null || streamWish(body) !== false ? null : new FoldSink({ ...to, fold: FOLDS[name]() });
