import type { TextBlock } from "../../model/block.ts";
import { membersOf } from "../../model/members.ts";
import type { Turn } from "../../model/turn.ts";

export interface LeadingInstructions {
  /** null where no such turn leads. */
  readonly instructions: string | null;
  /** How many turns they stand for. */
  readonly taken: number;
}

/**
 * The system and developer messages in front of a conversation, as its instructions: some upstreams take no request
 * without. One stays a message where nothing else would be left to answer.
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

/** null where a turn is no instruction, or holds more than text can. */
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
