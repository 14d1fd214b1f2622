import type { Node } from "../document.ts";

/** The tree as JSON values. `fromEntries` makes even `__proto__` a key like any other. */
export function plainValue(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(plainValue);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]));
}
