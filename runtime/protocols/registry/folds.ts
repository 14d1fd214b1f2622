import type { Fold, FoldName } from "../fold/fold.ts";
import { foldChat } from "../fold/fold-chat.ts";
import { foldCompletions } from "../fold/fold-completions.ts";
import { foldResponses } from "../fold/fold-responses.ts";

/** How the streams of each protocol become one answer. */
export const FOLDS: Readonly<Record<FoldName, () => Fold>> = {
  chat: foldChat,
  responses: foldResponses,
  completions: foldCompletions,
};
