import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Entry, Node } from "../document.ts";

/** What `<<` merges in: keys of the mapping itself win, and of several sources the first. */
export function mergedEntries(values: readonly Node[], taken: Set<string>, found: Diagnostic[]): Entry[] {
  const entries: Entry[] = [];
  for (const node of values.flatMap((value) => (value.kind === "sequence" ? value.items : [value]))) {
    if (node.kind !== "mapping") {
      const hint = "Give it an alias of a mapping: `<<: *name`.";
      found.push(diagnostic("unsupported-yaml", node.span, { problem: "`<<` can only merge mappings.", hint }));
      continue;
    }
    for (const entry of node.entries) {
      if (taken.has(entry.key)) continue;
      taken.add(entry.key);
      entries.push(entry);
    }
  }
  return entries;
}
