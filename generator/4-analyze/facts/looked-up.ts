import { isLiteral } from "../../3-resolve/template.ts";
import type { AliasLeaf, Ir } from "../../ir.ts";

/** The names that replacements of aliases hand on to failover routes, model lists and the default backend. */
export interface LookedUp {
  /** Those that stand in the config. */
  readonly fixed: readonly { readonly leaf: AliasLeaf; readonly name: string }[];
  /** Whether a replacement is filled in from the client's name, so that it may become any name. */
  readonly any: boolean;
}

export function lookedUp(ir: Ir): LookedUp {
  const open = ir.aliases
    .flatMap(({ leaves }) => leaves)
    .flatMap((leaf) => (leaf.target.kind === "open" ? [{ leaf, pieces: leaf.target.route }] : []));
  const fixed = open.filter(({ pieces }) => isLiteral(pieces));
  return {
    fixed: fixed.map(({ leaf, pieces }) => ({ leaf, name: pieces.join("") })),
    any: fixed.length < open.length,
  };
}
