import type { Diagnostic } from "./diagnostic.ts";
import { inOrder } from "./order.ts";
import { prose } from "./prose.ts";

/**
 * For programs: an array with one object per finding. `file`, `line`, `column` and `endColumn` are null if there is no
 * place.
 */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return renderJsonOf([diagnostics]);
}

/** Of several configs, one after the other. */
export function renderJsonOf(configs: readonly (readonly Diagnostic[])[]): string {
  const rows = configs.flatMap(inOrder).map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    file: finding.span?.file ?? null,
    line: finding.span?.line ?? null,
    column: finding.span?.column ?? null,
    endColumn: finding.span === null ? null : finding.span.column + finding.span.length,
    ...prose(finding),
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
