import { chatCompletions } from "./chat-completions.ts";
import { completions } from "./completions.ts";
import { embeddings } from "./embeddings.ts";
import type { Frontend } from "./frontend.ts";
import { moderations } from "./moderations.ts";
import { responses } from "./responses.ts";
import { compact, inputTokens } from "./responses-tools.ts";

/** Every frontend, the busiest first. */
export const FRONTENDS: readonly Frontend[] = [
  chatCompletions,
  responses,
  embeddings,
  completions,
  moderations,
  compact,
  inputTokens,
];
