import type { ReasoningBlock } from "../../model/block.ts";
import { membersOf } from "../../model/members.ts";

/** null where the API did not issue the reasoning itself: it takes no plain text back. */
export function reasoningItem({ continuation, extras }: ReasoningBlock): unknown {
  if (continuation === null || continuation.from !== "responses") return null;
  const { summary, ...members } = membersOf(extras, "openai");
  const { id, data } = continuation;
  return {
    ...(id === null ? null : { id }),
    ...members,
    type: "reasoning",
    encrypted_content: data,
    summary: Array.isArray(summary) ? summary : [],
  };
}
