import type { Span } from "../document.ts";
import { CATALOGUE, type DiagnosticArgs, type DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Removes findings with the same code and place as another one, which YAML aliases cause. */
export function oncePerPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, span }) => {
    const id = `${code} ${span?.file} ${span?.offset}`;
    return span === null || (!seen.has(id) && seen.add(id));
  });
}

/** A finding at a place, with the severity from the catalogue. `args` has to fill every `{name}` of its texts. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  span: Span | null,
  args: DiagnosticArgs[C] & Readonly<Record<string, string>>,
): Diagnostic {
  return { code, severity: CATALOGUE[code].severity, span, args };
}
