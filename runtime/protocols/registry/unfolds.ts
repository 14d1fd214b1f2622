import type { FoldName } from "../fold/fold.ts";
import type { Unfold } from "../unfold/unfold.ts";
import { unfoldChat } from "../unfold/unfold-chat.ts";
import { unfoldCompletions } from "../unfold/unfold-completions.ts";
import { unfoldResponses } from "../unfold/unfold-responses.ts";

/** How an answer of each protocol becomes a stream. */
export const UNFOLDS: Readonly<Record<FoldName, Unfold>> = {
  chat: unfoldChat,
  responses: unfoldResponses,
  completions: unfoldCompletions,
};
