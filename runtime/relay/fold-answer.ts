import type { Fold, FoldName } from "../protocols/fold/fold.ts";
import { foldChat } from "../protocols/fold/fold-chat.ts";
import { foldCompletions } from "../protocols/fold/fold-completions.ts";
import { foldResponses } from "../protocols/fold/fold-responses.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import { FoldSink } from "./fold-sink.ts";
import type { EventSink, SinkOwner } from "./sink.ts";

/** Who gets the one answer that a stream becomes. */
export interface FoldedAnswer {
  readonly owner: SinkOwner;
  readonly protocol: StreamProtocol;
  /** Sends it. */
  readonly send: (body: Buffer) => void;
}

export type OpenFold = (to: FoldedAnswer) => EventSink;

/** For clients of an endpoint that asked for no stream. */
export type FoldAnswer = (name: FoldName) => OpenFold;

const FOLDS: Readonly<Record<FoldName, () => Fold>> = {
  chat: foldChat,
  completions: foldCompletions,
  responses: foldResponses,
};

export const foldAnswer: FoldAnswer = (name) => (to) => new FoldSink({ ...to, fold: FOLDS[name]() });
