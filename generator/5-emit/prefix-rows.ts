import type { AliasRule } from "../ir.ts";

export interface PrefixRow {
  readonly prefix: string;
  /** The row of the longest other prefix that this one starts with; −1 for none. */
  readonly parent: number;
  /** Which rules a name may meet whose longest prefix this is: in their order, up to the first that matches for certain. */
  readonly candidates: readonly number[];
}

/** Each distinct literal prefix of the rules, in the order of UTF-16, which is that of `<`. */
export function prefixRows(rules: readonly AliasRule[]): readonly PrefixRow[] {
  const own = new Map<string, number[]>();
  rules.forEach((rule, index) => {
    const prefix = literalPrefix(rule);
    const row = own.get(prefix);
    if (row === undefined) own.set(prefix, [index]);
    else row.push(index);
  });
  const prefixes = [...own.keys()].sort();
  const position = new Map(prefixes.map((prefix, index) => [prefix, index]));
  return prefixes.map((prefix) => {
    const shorter = Array.from({ length: prefix.length }, (_, length) => prefix.slice(0, length));
    const chain = [...shorter.filter((text) => own.has(text)), prefix];
    const candidates = chain.flatMap((text) => own.get(text) ?? []).sort((a, b) => a - b);
    const certain = candidates.findIndex((index) => rules[index]?.shape.kind === "prefix");
    return {
      prefix,
      parent: chain.length < 2 ? -1 : (position.get(chain.at(-2) ?? "") ?? -1),
      candidates: certain === -1 ? candidates : candidates.slice(0, certain + 1),
    };
  });
}

function literalPrefix({ shape }: AliasRule): string {
  return shape.kind === "exact" ? shape.name : shape.prefix;
}
