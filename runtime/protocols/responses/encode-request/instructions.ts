import type { TextBlock } from "../../model/block.ts";
import { membersOf } from "../../model/members.ts";
import type { Turn } from "../../model/turn.ts";

export interface LeadingInstructions {
  /** null if there is no such turn at the start. */
  readonly instructions: string | null;
  /** How many turns they replace. */
  readonly taken: number;
}

/**
 * The leading system and developer messages of a conversation, as its instructions: some upstreams reject requests without
 * them. If nothing else would be left to answer, one of them stays a message.
 */
export function leadingInstructions(turns: readonly Turn[]): LeadingInstructions {
  let instructions: string | null = null;
  let taken = 0;
  for (; taken < turns.length - 1; taken++) {
    const text = instructionIn(turns[taken]);
    if (text === null) break;
    if (text !== "") instructions = instructions === null ? text : `${instructions}\n\n${text}`;
  }
  return { instructions, taken };
}

/** null if a turn is not an instruction, or contains more than text. */
function instructionIn(turn: Turn | undefined): string | null {
  if (turn === undefined || (turn.role !== "system" && turn.role !== "developer")) return null;
  const { content } = turn;
  if (typeof content === "string") return content;
  let text = "";
  for (const block of content) {
    if (block.kind !== "text" || marksCache(block)) return null;
    text += block.text;
  }
  return text;
}

function marksCache({ extras }: TextBlock): boolean {
  return "prompt_cache_breakpoint" in membersOf(extras, "openai");
}
