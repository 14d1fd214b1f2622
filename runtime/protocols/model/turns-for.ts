import { addWarning } from "./add-warning.ts";
import type { Block } from "./block.ts";
import type { Family } from "./extras.ts";
import type { Content, Turn } from "./turn.ts";

/**
 * The turns without what only another family supports; each omission is added to `warnings`. `place`: the client's name for
 * its list of turns. Returns the same array if nothing is left out, as for all requests within a family.
 */
export function turnsFor(family: Family, turns: readonly Turn[], place: string, warnings: string[]): readonly Turn[] {
  if (turns.every((turn) => isOfFamily(turn, family))) return turns;
  return turns.flatMap((turn, index): readonly Turn[] => {
    if (isOfFamily(turn, family)) return [turn];
    if (turn.role === "foreign") {
      addWarning(warnings, `${turn.place}: not available here, left out`);
      return [];
    }
    addWarning(warnings, `${place}[${index}]: has a part that is not available here, left out`);
    return [{ ...turn, content: without(turn.content, family) }];
  });
}

function isOfFamily(turn: Turn, family: Family): boolean {
  return turn.role === "foreign" ? turn.family === family : contentIsOf(turn.content, family);
}

function contentIsOf(content: Content, family: Family): boolean {
  return typeof content === "string" || content.every((block) => blockIsOf(block, family));
}

function blockIsOf(block: Block, family: Family): boolean {
  if (block.kind === "foreign") return block.family === family;
  return block.kind !== "result" || contentIsOf(block.content, family);
}

function without(content: Content, family: Family): Content {
  if (typeof content === "string") return content;
  return content.flatMap((block): readonly Block[] => {
    if (block.kind === "foreign") return block.family === family ? [block] : [];
    return block.kind === "result" ? [{ ...block, content: without(block.content, family) }] : [block];
  });
}
