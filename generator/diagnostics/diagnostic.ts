import type { Span } from "../document.ts";
import type { DiagnosticCode } from "./catalogue.ts";

export type { DiagnosticCode };

/** A finding as data. Its texts (message, why, fix) are in the catalogue; a renderer formats it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  /** null only where there is no file to point into. */
  readonly span: Span | null;
  /** Fill the `{name}` places of the catalogue's texts. */
  readonly args: Readonly<Record<string, string>>;
}
