import type { Fold, FoldName } from "../protocols/fold/fold.ts";
import { foldChat } from "../protocols/fold/fold-chat.ts";
import { foldCompletions } from "../protocols/fold/fold-completions.ts";
import { foldResponses } from "../protocols/fold/fold-responses.ts";
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

export type OpenFold = (to: FoldedAnswer) => EventSink;

/** For clients that did not ask for a stream. */
export type FoldAnswer = (name: FoldName) => OpenFold;

const FOLDS: Readonly<Record<FoldName, () => Fold>> = {
  chat: foldChat,
  completions: foldCompletions,
  responses: foldResponses,
};

export const foldAnswer: FoldAnswer = (name) => (to) => new FoldSink({ ...to, fold: FOLDS[name]() });
