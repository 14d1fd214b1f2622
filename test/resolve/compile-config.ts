import { load } from "../../generator/1-load/load.ts";
import { validate } from "../../generator/2-validate/validate.ts";
import { resolve } from "../../generator/3-resolve/resolve.ts";
import { analyze } from "../../generator/4-analyze/analyze.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { readerIn } from "../../generator/files/read-beside.ts";
import type { Ir } from "../../generator/ir.ts";

export interface Compiled {
  readonly ir: Ir | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The phases from text to analysed IR. */
export function compileConfig(text: string): Compiled {
  const loaded = load({ file: "config.yaml", text });
  if (loaded.value === null) return { ir: null, diagnostics: loaded.diagnostics };
  const valid = validate(loaded.value);
  if (valid.value === null) return { ir: null, diagnostics: valid.diagnostics };
  const resolved = resolve(valid.value, readerIn("."));
  const analysed = resolved.value === null ? [] : analyze(resolved.value);
  return { ir: resolved.value, diagnostics: [...valid.diagnostics, ...resolved.diagnostics, ...analysed] };
}

/** The IR of a config without errors. */
export function irOf(text: string): Ir {
  const { ir, diagnostics } = compileConfig(text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (ir === null || errors.length > 0) throw new Error(JSON.stringify(errors, null, 2));
  return ir;
}

/** `code@line "what it points at"`, in the order of the file. */
export function findingsOf(text: string): readonly string[] {
  return compileConfig(text)
    .diagnostics.toSorted((a, b) => (a.span?.offset ?? 0) - (b.span?.offset ?? 0))
    .map(({ code, span }) => {
      if (span === null) return code;
      const pointed = text.slice(span.offset, span.offset + span.length);
      return `${code}@${span.line} ${JSON.stringify(pointed)}`;
    });
}
