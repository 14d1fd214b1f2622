import { salvage } from "../2-validate/salvage.ts";
import type { Diagnostic, DiagnosticCode } from "../diagnostics/diagnostic.ts";
import type { Document } from "../document.ts";
import type { ReadBeside } from "../files/read-beside.ts";
import { resolve } from "./resolve.ts";

/** Mistakes that do not depend on the rest of the config. */
const LOCAL: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  "bad-field",
  "bad-name",
  "bad-regexp",
  "bad-selector",
  "bad-url",
  "env-in-url",
  "glob-as-name",
  "group-out-of-place",
  "invalid-parameter",
  "missing-group",
  "not-a-group",
  "unknown-backend",
  "unknown-parameter",
  "unreadable-file",
  "unsupported-regexp",
  "unsupported-selector",
]);

/**
 * What the resolve phase would find in a config that does not even keep to the schema, so that one run reports both.
 * Only what cannot be a consequence of the mistakes that were `found` already.
 */
export function lookAhead(document: Document, found: readonly Diagnostic[], readBeside: ReadBeside): Diagnostic[] {
  const left = salvage(document);
  if (left === null) return [];
  const known = new Set(found.map(place));
  const { default_backend: _, ...backends } = left.valid.config.backends;
  const none = Object.keys(backends).length === 0;
  return resolve(left.valid, readBeside).diagnostics.filter(
    (finding) => LOCAL.has(finding.code) && !known.has(place(finding)) && !isConsequence(finding, left.removed, none),
  );
}

/** If there is no backend at all, every name would be unknown. */
function isConsequence({ code, args }: Diagnostic, removed: ReadonlySet<string>, none: boolean): boolean {
  return code === "unknown-backend" && (none || removed.has(args.name ?? ""));
}

function place({ span }: Diagnostic): string {
  return span === null ? "" : `${span.file} ${span.offset}`;
}
