import type { Path } from "../1-load/find.ts";

/** A path as people write it: `model_aliases[0].pattern`, `failover_routes."gpt-4.1"`. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      const key = /^[\w*-]+$/.test(step) ? step : JSON.stringify(step);
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

/** The path in backticks, or the words for the root. */
export function named(path: Path): string {
  return path.length === 0 ? "The config" : `\`${pathText(path)}\``;
}

/** Where a key is looked for: "in `backends.openai`". */
export function within(path: Path): string {
  return path.length === 0 ? "at the top of a config" : `in \`${pathText(path)}\``;
}
