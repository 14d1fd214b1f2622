import type { Span } from "../document.ts";
import { CATALOGUE, type DiagnosticArgs, type DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Without findings that repeat another one of the same code and place, as YAML aliases make them do. */
export function oncePerPlace(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, span }) => {
    const id = `${code} ${span?.file} ${span?.offset}`;
    return span === null || (!seen.has(id) && seen.add(id));
  });
}

/** A finding at a place, as severe as the catalogue says; `args` must fill every `{name}` of its texts. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  span: Span | null,
  args: DiagnosticArgs[C] & Readonly<Record<string, string>>,
): Diagnostic {
  return { code, severity: CATALOGUE[code].severity, span, args };
}
