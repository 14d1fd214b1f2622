import type { FoldName } from "../protocols/fold/fold.ts";
import { FOLDS } from "../protocols/registry/folds.ts";
import type { StreamMender } from "../protocols/stream-mender.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import { FoldSink } from "./fold-sink.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/** The receiver of an answer that is combined from a stream. */
export interface FoldedAnswer {
  readonly owner: SinkOwner;
  readonly protocol: StreamProtocol;
  /** Checks and repairs the events; null if Turnout wrote them itself. */
  readonly mender: StreamMender | null;
  /** Sends it. */
  readonly send: (body: Buffer) => void;
}

export type OpenFold = (to: FoldedAnswer) => EventSink;

/** For clients that did not ask for a stream. */
export type FoldAnswer = (name: FoldName) => OpenFold;

export const foldAnswer: FoldAnswer = (name) => (to) => new FoldSink({ ...to, fold: FOLDS[name]() });
