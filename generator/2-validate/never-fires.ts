import { nodeAt, type Path } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry, Node } from "../document.ts";
import { pathText } from "./path-text.ts";
import { schemaAt } from "./schema-at.ts";

/** Limits, each with the limits that start no later. If one of these is not longer, it always ends the wait first. */
const LIMITS: readonly (readonly [key: string, covering: readonly string[]])[] = [
  ["connect_timeout", ["header_timeout", "timeout"]],
  ["header_timeout", ["timeout"]],
  ["first_token_timeout", ["timeout"]],
  ["stream_idle_timeout", ["timeout"]],
  ["stream_end_timeout", ["stream_idle_timeout", "timeout"]],
  ["max_silent_wait", ["total_timeout_budget"]],
  ["drain_delay_seconds", ["drain_seconds"]],
];

/** A limit that takes effect even if this one is as long, because it decides how the wait ends. */
const MAY_BE_EQUAL: ReadonlySet<string> = new Set(["stream_end_timeout stream_idle_timeout"]);

/** Limits in the config that another limit makes pointless. */
export function findNeverFires(root: Node): Diagnostic[] {
  const named = ["backends", "failover_routes"].flatMap((key) =>
    entriesOf(nodeAt(root, [key])).map(({ key: name, value }) => limitsOf([key, name], value)),
  );
  const single = ["failure_handling", "server"].map((key) => limitsOf([key], nodeAt(root, [key])));
  return [...named.flat(), ...single.flat()];
}

function limitsOf(path: Path, node: Node | undefined): Diagnostic[] {
  const entries = new Map(entriesOf(node).map((entry) => [entry.key, entry]));
  return LIMITS.flatMap(([key, covering]) => {
    const own = entries.get(key);
    const seconds = own === undefined ? null : numberOf(own.value);
    if (own === undefined || seconds === null) return [];
    for (const other of covering) {
      const limit = limitOf(entries.get(other), [...path, other]);
      if (limit === null || seconds < limit) continue;
      if (seconds === limit && MAY_BE_EQUAL.has(`${key} ${other}`)) continue;
      const args = { key: pathText([...path, key]), seconds: String(seconds), other, limit: String(limit) };
      return [diagnostic("timeout-never-fires", own.value.span, args)];
    }
    return [];
  });
}

function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === "mapping" ? node.entries : [];
}

/**
 * The limit in the config, or else the default; null for no limit. A failover route has no defaults, because its
 * backends differ.
 */
function limitOf(entry: Entry | undefined, path: Path): number | null {
  if (entry !== undefined) return numberOf(entry.value);
  const fallback = schemaAt(path)?.default;
  return typeof fallback === "number" ? fallback : null;
}

function numberOf(node: Node): number | null {
  return node.kind === "scalar" && typeof node.value === "number" ? node.value : null;
}
