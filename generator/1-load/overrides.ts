import type { Document, Entry, MappingNode, Node, Span } from "../document.ts";
import { plainValue } from "./plain.ts";

/** What the command line and the environment set instead of the config. Absent keys leave the config as it is. */
export interface Overrides {
  readonly defaultBackend?: string;
  readonly forceModel?: string;
  readonly staticRoute?: string;
  /** The whole list: it replaces the rules of the file. */
  readonly modelAliases?: AliasList;
}

export interface AliasList {
  /** What a diagnostic points to. */
  readonly source: "--model-alias" | "MODEL_ALIASES";
  readonly rules: readonly AliasOverride[];
}

export interface AliasOverride {
  readonly pattern: string;
  readonly replacement: string;
}

/**
 * `PATTERN=REPLACEMENT`, split at the first equals sign that is not part of a look-around; null where there is none.
 * `^gpt-(?=4)=openai:x?seed=1` is the pattern `^gpt-(?=4)`.
 */
export function aliasFromFlag(text: string): AliasOverride | null {
  const match = /^((?:\(\?<?=|[^=])+)=(.+)$/s.exec(text);
  const [, pattern, replacement] = match ?? [];
  return pattern === undefined || replacement === undefined ? null : { pattern, replacement };
}

/** `MODEL_ALIASES`, a JSON list of `{ pattern, replacement }`; null where it is something else. */
export function aliasesFromEnv(text: string): readonly AliasOverride[] | null {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return null;
  }
  return Array.isArray(list) && list.every(isAlias) ? list : null;
}

function isAlias(item: unknown): item is AliasOverride {
  if (typeof item !== "object" || item === null || Object.keys(item).length !== 2) return false;
  return (
    "pattern" in item &&
    "replacement" in item &&
    typeof item.pattern === "string" &&
    typeof item.replacement === "string"
  );
}

/** The config with the overrides in place of its own keys, before anything is checked. */
export function applyOverrides(document: Document, overrides: Overrides): Document {
  const entries = overridingEntries(overrides);
  // A root that is not a mapping is a mistake that the next phase reports.
  if (entries.length === 0 || document.root.kind !== "mapping") return document;
  const replaced = new Set(entries.map(({ key }) => key));
  const kept = document.root.entries.filter(({ key }) => !replaced.has(key));
  const root: MappingNode = { ...document.root, entries: [...kept.map(withoutNested(replaced)), ...entries] };
  return { ...document, root, value: plainValue(root) };
}

/** `default_backend` may also stand among the backends. */
function withoutNested(replaced: ReadonlySet<string>): (entry: Entry) => Entry {
  return (entry) => {
    if (entry.key !== "backends" || entry.value.kind !== "mapping" || !replaced.has("default_backend")) return entry;
    const entries = entry.value.entries.filter(({ key }) => key !== "default_backend");
    return { ...entry, value: { ...entry.value, entries } };
  };
}

/**
 * What was said in place of the config as files of their own, by what their places call them: a flag is a file of one
 * line, a list of aliases has a line for each.
 */
export function overrideTexts(overrides: Overrides): ReadonlyMap<string, string> {
  const texts = [
    ...flagsOf(overrides).map(({ flag, value }) => [flag, value] as const),
    ...(overrides.modelAliases === undefined ? [] : [aliasText(overrides.modelAliases)]),
  ];
  return new Map(texts);
}

function aliasText({ source, rules }: AliasList): readonly [string, string] {
  return [source, rules.map(aliasLine).join("\n")];
}

function aliasLine({ pattern, replacement }: AliasOverride): string {
  return `${pattern}=${replacement}`.replace(/[\r\n]/g, " ");
}

interface Flag {
  readonly key: string;
  readonly flag: string;
  readonly value: string;
}

function flagsOf({ defaultBackend, forceModel, staticRoute }: Overrides): readonly Flag[] {
  const flags = [
    { key: "default_backend", flag: "--default-backend", value: defaultBackend },
    { key: "force_model", flag: "--force-model", value: forceModel },
    { key: "static_route", flag: "--static-route", value: staticRoute },
  ];
  return flags.flatMap(({ value, ...flag }) => (value === undefined ? [] : [{ ...flag, value }]));
}

function overridingEntries(overrides: Overrides): readonly Entry[] {
  const entries = flagsOf(overrides).map(({ key, flag, value }): Entry => {
    const span = { file: flag, line: 1, column: 1, offset: 0, length: Math.max(1, value.length) };
    return { key, keySpan: span, value: { kind: "scalar", span, value } };
  });
  return overrides.modelAliases === undefined ? entries : [...entries, aliasEntry(overrides.modelAliases)];
}

function aliasEntry({ source, rules }: AliasList): Entry {
  let start = 0;
  const items = rules.map((rule, index): Node => {
    const line = start;
    const place = (from: number, length: number): Span => {
      return { file: source, line: index + 1, column: from + 1, offset: line + from, length: Math.max(1, length) };
    };
    start += aliasLine(rule).length + 1;
    const { pattern, replacement } = rule;
    const entries = [
      part("pattern", pattern, place(0, pattern.length)),
      part("replacement", replacement, place(pattern.length + 1, replacement.length)),
    ];
    return { kind: "mapping", span: place(0, aliasLine(rule).length), entries };
  });
  const span = { file: source, line: 1, column: 1, offset: 0, length: 1 };
  return { key: "model_aliases", keySpan: span, value: { kind: "sequence", span, items } };
}

function part(key: string, value: string, span: Span): Entry {
  return { key, keySpan: span, value: { kind: "scalar", span, value } };
}
