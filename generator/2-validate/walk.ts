import { SCHEMA } from "../../schema/schema.ts";
import type { SchemaNode } from "../../schema/schema-node.ts";
import type { Path } from "../1-load/find.ts";
import type { Node, Span } from "../document.ts";
import { childSchema } from "./schema-at.ts";

export interface Visit {
  readonly path: Path;
  readonly node: Node;
  /** undefined if the schema has no such key. */
  readonly schema: SchemaNode | undefined;
  readonly keySpan: Span;
}

/** Visits every value with its schema. If a visitor returns false, the contents of the value are skipped. */
export function walk(root: Node, visitor: (visit: Visit) => boolean): void {
  const step = (path: Path, node: Node, schema: SchemaNode | undefined, keySpan: Span): void => {
    if (!visitor({ path, node, schema, keySpan })) return;
    if (node.kind === "mapping") {
      for (const { key, keySpan: place, value } of node.entries) {
        step([...path, key], value, schema && childSchema(schema, key), place);
      }
    }
    if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) {
        step([...path, index], item, schema && childSchema(schema, index), item.span);
      }
    }
  };
  step([], root, SCHEMA, root.span);
}
