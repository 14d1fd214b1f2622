import type { ReasoningBlock } from "../../model/block.ts";
import { membersOf } from "../../model/members.ts";

/** null if the reasoning was not issued by the API, which accepts no plain text. */
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
