import { isAlias, isMap, isScalar, isSeq, Scalar, type Node as YamlNode } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry, MappingNode, Node, Span } from "../document.ts";
import { DEEPEST } from "./depth.ts";
import { mergedEntries } from "./merge.ts";
import { place, type Source } from "./place.ts";
import { tooDeep } from "./syntax.ts";

/**
 * Values that aliases may add: what is written out is bounded by the file's length, a few aliases of aliases are not.
 */
const MOST_REPEATED = 100_000;

/** Thrown inside this file only, to leave a recursion that would not end. */
class Abandoned extends Error {}

interface Walk {
  readonly source: Source;
  readonly anchors: Map<string, YamlNode>;
  /** Anchors whose value is being read: an alias to one of them would never end. */
  readonly open: Set<YamlNode>;
  readonly found: Diagnostic[];
  /** How many aliases deep the walk is. */
  following: number;
  repeated: number;
}

/** Values with their places, with aliases and `<<` expanded. YAML that a config cannot use is reported in `found`. */
export function tree(source: Source, root: YamlNode | null, found: Diagnostic[]): Node {
  const walk: Walk = { source, anchors: new Map(), open: new Set(), found, following: 0, repeated: 0 };
  try {
    return build(walk, root, place(source, 0, 1), 0);
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    return { kind: "scalar", span: place(source, 0, 1), value: null };
  }
}

function build(walk: Walk, node: YamlNode | null, where: Span, depth: number): Node {
  if (depth > DEEPEST) return abandon(walk, tooDeep(walk.source));
  if (walk.following > 0) walk.repeated += 1;
  if (walk.repeated > MOST_REPEATED) {
    const problem = "The aliases of this file expand to more than a hundred thousand values.";
    return abandon(walk, diagnostic("too-large", where, { problem, hint: "Write out what is needed, without `*`." }));
  }
  if (node === null) return { kind: "scalar", span: where, value: null };
  const span = spanOf(walk.source, node, where);
  if (isAlias(node)) return follow(walk, node.source, span, depth);
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  walk.open.add(node);
  const built = inside(walk, node, span, depth);
  walk.open.delete(node);
  return built;
}

function inside(walk: Walk, node: YamlNode, span: Span, depth: number): Node {
  if (isSeq(node)) {
    const items = node.items.map((item) => build(walk, item as YamlNode | null, span, depth + 1));
    return { kind: "sequence", span, items };
  }
  if (isMap(node)) return mapping(walk, node.items as readonly YamlPair[], span, depth);
  if (isScalar(node)) checkTag(walk, node, span);
  return { kind: "scalar", span, value: isScalar(node) ? plain(node.value) : null };
}

/** `!!null x`, and with `%YAML 1.1` a date, would silently be nothing; so would the bytes of `!!binary`. */
function checkTag(walk: Walk, node: Scalar, span: Span): void {
  const isLost = plain(node.value) === null && (node.value !== null || !NULLS.has(node.source?.trim() ?? ""));
  if (!isLost) return;
  const tagged = node.tag !== undefined && !node.tag.endsWith(":null");
  const problem =
    node.value instanceof Date
      ? "This is read as a date, which a config has no use for."
      : "This YAML tag makes nothing of the value.";
  const hint = node.value instanceof Date || !tagged ? "Put it in quotes if it is text." : "Remove the tag.";
  walk.found.push(diagnostic("unsupported-yaml", span, { problem, hint }));
}

/** What YAML 1.2 reads as null. */
const NULLS = new Set(["", "~", "null", "Null", "NULL"]);

interface YamlPair {
  readonly key: YamlNode | null;
  readonly value: YamlNode | null;
}

function mapping(walk: Walk, pairs: readonly YamlPair[], span: Span, depth: number): MappingNode {
  const own = new Map<string, Entry>();
  const merged: Node[] = [];
  for (const pair of pairs) {
    const keySpan = spanOf(walk.source, pair.key, span);
    const value = build(walk, pair.value, keySpan, depth + 1);
    const key = keyText(walk, pair.key, keySpan);
    if (key === null) continue;
    if (key === "<<" && isScalar(pair.key) && pair.key.type === Scalar.PLAIN) {
      merged.push(value);
      continue;
    }
    const first = own.get(key);
    if (first === undefined) own.set(key, { key, keySpan, value });
    else walk.found.push(diagnostic("duplicate-key", keySpan, { key, first: String(first.keySpan.line) }));
  }
  return {
    kind: "mapping",
    span,
    entries: [...own.values(), ...mergedEntries(merged, new Set(own.keys()), walk.found)],
  };
}

function keyText(walk: Walk, key: YamlNode | null, span: Span): string | null {
  if (isScalar(key) && typeof key.value === "string") return key.value;
  const written = isScalar(key) ? String(key.source ?? key.value) : "";
  const problem = written === "" ? "A key must be text, and this one is not." : `The key \`${written}\` is not text.`;
  const hint = written === "" ? "Write a plain name before the colon." : `Put it in quotes: "${written}".`;
  walk.found.push(diagnostic("unsupported-yaml", span, { problem, hint }));
  return null;
}

function follow(walk: Walk, name: string, span: Span, depth: number): Node {
  const target = walk.anchors.get(name);
  if (target !== undefined && !walk.open.has(target)) {
    walk.following += 1;
    const built = build(walk, target, span, depth);
    walk.following -= 1;
    return built;
  }
  const problem =
    target === undefined
      ? `There is no anchor \`&${name}\` above this alias.`
      : `The alias \`*${name}\` stands inside the value that it repeats.`;
  const hint = `If \`*${name}\` is meant as text, put it in quotes.`;
  walk.found.push(diagnostic("unsupported-yaml", span, { problem, hint }));
  return { kind: "scalar", span, value: null };
}

function abandon(walk: Walk, why: Diagnostic): never {
  walk.found.push(why);
  throw new Abandoned();
}

function spanOf(source: Source, node: YamlNode | null, otherwise: Span): Span {
  const range = node?.range;
  return range === undefined || range === null ? otherwise : place(source, range[0], range[1]);
}

function plain(value: unknown): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "bigint" ? Number(value) : null;
}
