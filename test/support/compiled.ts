import { load } from "../../generator/1-load/load.ts";
import { validate } from "../../generator/2-validate/validate.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { renderPretty } from "../../generator/diagnostics/render-pretty.ts";

export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What a terminal would show, without colours; "" for no findings. */
  readonly pretty: string;
}

/** What the phases before any name is looked up say of a config. */
export function validated(text: string, file = "config.yaml"): Outcome {
  const document = load({ file, text });
  const later = document.value === null ? [] : validate(document.value).diagnostics;
  const diagnostics = [...document.diagnostics, ...later];
  return { diagnostics, pretty: renderPretty(diagnostics, new Map([[file, text]]), { color: false }) };
}
