import type { FoldName } from "../protocols/fold/fold.ts";
import { FOLDS } from "../protocols/registry/folds.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import { FoldSink } from "./fold-sink.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/** The receiver of an answer that is combined from a stream. */
export interface FoldedAnswer {
  readonly owner: SinkOwner;
  readonly protocol: StreamProtocol;
  /** Sends it. */
  readonly send: (body: Buffer) => void;
}

/** Combines a stream into one answer, for clients that did not ask for a stream. */
export type FoldAnswer = (name: FoldName, to: FoldedAnswer) => EventSink;

export const foldAnswer: FoldAnswer = (name, to) => new FoldSink({ ...to, fold: FOLDS[name]() });
