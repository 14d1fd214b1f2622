import type { SchemaNode } from "../../schema/schema-node.ts";
import type { Path } from "../1-load/find.ts";
import type { Node, Span } from "../document.ts";

/** One error of ajv, with the value, its place and its schema. */
export interface Violation {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly node: Node;
  readonly schema: SchemaNode;
  /** The key of the value, or the value itself if it has no key. */
  readonly keySpan: Span;
}

/** A parameter of ajv's that is known to be text. */
export function textParam(violation: Violation, name: string): string {
  return String(violation.params[name] ?? "");
}

/** The value's own place, or its key's where the value is a collection over many lines or nothing at all. */
export function valueSpan({ node, keySpan }: Violation): Span {
  return node.kind === "scalar" && node.value !== null ? node.span : keySpan;
}
