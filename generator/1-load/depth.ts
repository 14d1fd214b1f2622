import type { CST } from "yaml";

/** In levels. The deepest key of the config language is at level seven. */
export const DEEPEST = 64;

/**
 * Whether tokens nest deeper than a config may. Asked before the YAML composer sees them: it calls itself for each
 * level, and a stack that runs out inside a regular expression ends the process where no `catch` can help.
 */
export function tooDeepFor(tokens: readonly CST.Token[]): boolean {
  let level: readonly CST.Token[] = tokens;
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    level = level.flatMap(children);
    if (level.length === 0) return false;
  }
  return true;
}

function children(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}
