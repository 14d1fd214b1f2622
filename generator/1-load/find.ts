import type { Entry, Node, Span } from "../document.ts";

/** Keys of mappings and positions in lists, from the root. */
export type Path = readonly (string | number)[];

/** The value at a path; undefined if the config has none. */
export function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) node = node && child(node, step);
  return node;
}

/** The place of the last key of a path; for an item of a list the place of the item, for the root that of the root. */
export function keySpanAt(root: Node, path: Path): Span | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (parent === undefined || last === undefined) return parent?.span;
  return (parent.kind === "mapping" ? entryOf(parent, last)?.keySpan : undefined) ?? child(parent, last)?.span;
}

function child(node: Node, step: string | number): Node | undefined {
  if (node.kind === "sequence") return node.items[Number(step)];
  return entryOf(node, step)?.value;
}

function entryOf(node: Node, key: string | number): Entry | undefined {
  if (node.kind !== "mapping") return undefined;
  if (node.entries.length <= FEW) return node.entries.find((entry) => entry.key === key);
  const known = indexes.get(node) ?? new Map(node.entries.map((entry) => [entry.key, entry]));
  indexes.set(node, known);
  return known.get(String(key));
}

/** Among so many keys a search costs less than an index. */
const FEW = 16;

/** A config with thousands of backends or routes asks for the place of each. */
const indexes = new WeakMap<Node, ReadonlyMap<string, Entry>>();
