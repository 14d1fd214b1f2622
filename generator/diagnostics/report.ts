import type { Span } from "../document.ts";
import { CATALOGUE, type DiagnosticArgs, type DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** A finding at a place, as severe as the catalogue says; `args` must fill every `{name}` of its texts. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  span: Span | null,
  args: DiagnosticArgs[C] & Readonly<Record<string, string>>,
): Diagnostic {
  return { code, severity: CATALOGUE[code].severity, span, args };
}
