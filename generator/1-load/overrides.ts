import type { Document, Entry, MappingNode, Node, Span } from "../document.ts";
import { plainValue } from "./plain.ts";

/** What the command line and the environment say in place of the config. Absent keys leave the config as it is. */
export interface Overrides {
  readonly defaultBackend?: string;
  readonly forceModel?: string;
  readonly staticRoute?: string;
  /** The whole list: the file's own rules are gone. */
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
  // A root that is no mapping is a mistake that the next phase explains.
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

function overridingEntries({ defaultBackend, forceModel, staticRoute, modelAliases }: Overrides): readonly Entry[] {
  const texts = [
    ["default_backend", "--default-backend", defaultBackend],
    ["force_model", "--force-model", forceModel],
    ["static_route", "--static-route", staticRoute],
  ] as const;
  const entries = texts.flatMap(([key, flag, value]): Entry[] =>
    value === undefined ? [] : [{ key, keySpan: spanOf(flag, value), value: scalar(flag, value) }],
  );
  return modelAliases === undefined ? entries : [...entries, aliasEntry(modelAliases)];
}

function aliasEntry({ source, rules }: AliasList): Entry {
  const items = rules.map(({ pattern, replacement }): Node => {
    const text = `${pattern}=${replacement}`;
    const part = (key: string, value: string): Entry => ({
      key,
      keySpan: spanOf(source, text),
      value: scalar(source, value),
    });
    const entries = [part("pattern", pattern), part("replacement", replacement)];
    return { kind: "mapping", span: spanOf(source, text), entries };
  });
  const span = spanOf(source, "");
  return { key: "model_aliases", keySpan: span, value: { kind: "sequence", span, items } };
}

function scalar(flag: string, value: string): Node {
  return { kind: "scalar", span: spanOf(flag, value), value };
}

/** A flag as if it were a file of one line. */
function spanOf(file: string, text: string): Span {
  return { file, line: 1, column: 1, offset: 0, length: Math.max(1, text.length) };
}
