import { plainValue } from "../1-load/plain.ts";
import type { Document, Entry, Node } from "../document.ts";
import type { ValidConfig } from "./validate.ts";
import { checkSchema } from "./validator.ts";
import { textParam, type Violation } from "./violation.ts";

/** The valid part of a wrong config, and the keys that were removed. */
export interface Salvaged {
  readonly valid: ValidConfig;
  readonly removed: ReadonlySet<string>;
}

/** A violation can appear only after another is removed: `type` is missing once its wrong value is gone. */
const ROUNDS = 4;

/**
 * The part of a config that keeps to the schema, so that the next phase can look for its own mistakes in the same run.
 * A backend that cannot be kept stays as a name. null where there is nothing that names could be looked up in.
 */
export function salvage(document: Document): Salvaged | null {
  let { root } = document;
  const removed = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const left: Document = { ...document, root, value: plainValue(root) };
    const { config, violations } = checkSchema(left);
    if (config !== null) return { valid: { document: left, config }, removed };
    root = without(root, cutsOf(violations, removed), []);
  }
  return null;
}

interface Cuts {
  readonly nodes: ReadonlySet<Node>;
  readonly keys: ReadonlyMap<Node, ReadonlySet<string>>;
}

function cutsOf(violations: readonly Violation[], removed: Set<string>): Cuts {
  const nodes = new Set<Node>();
  const keys = new Map<Node, Set<string>>();
  for (const violation of violations) {
    const key = KEY_PARAM[violation.keyword];
    if (key === undefined) nodes.add(violation.node);
    else {
      const name = textParam(violation, key);
      removed.add(name);
      keys.set(violation.node, (keys.get(violation.node) ?? new Set()).add(name));
    }
  }
  return { nodes, keys };
}

/** Violations of a mapping that one of its keys is to blame for, and how ajv names the key. */
const KEY_PARAM: Readonly<Record<string, string>> = {
  additionalProperties: "additionalProperty",
  propertyNames: "propertyName",
};

function without(node: Node, cuts: Cuts, path: readonly string[]): Node {
  if (node.kind === "scalar") return node;
  if (node.kind === "sequence") {
    const items = node.items.filter((item) => !cuts.nodes.has(item));
    return { ...node, items: items.map((item) => without(item, cuts, [...path, "[]"])) };
  }
  const kept = node.entries.filter(({ key }) => cuts.keys.get(node)?.has(key) !== true);
  const isBackends = path.length === 1 && path[0] === "backends";
  const entries = kept.flatMap((entry): Entry[] => {
    if (!cuts.nodes.has(entry.value)) return [{ ...entry, value: without(entry.value, cuts, [...path, entry.key]) }];
    return isBackends ? [{ ...entry, value: standIn(entry) }] : [];
  });
  return { ...node, entries };
}

/** The simplest backend there is. */
function standIn({ keySpan }: Entry): Node {
  const type: Entry = { key: "type", keySpan, value: { kind: "scalar", span: keySpan, value: "mock" } };
  return { kind: "mapping", span: keySpan, entries: [type] };
}
