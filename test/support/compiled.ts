import { load } from "../../generator/1-load/load.ts";
import { validate } from "../../generator/2-validate/validate.ts";
import { compile } from "../../generator/compile.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { renderPretty } from "../../generator/diagnostics/render-pretty.ts";
import { readerIn } from "../../generator/files/read-beside.ts";

export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What a terminal would show, without colours; "" for no findings. */
  readonly pretty: string;
}

export interface Compiled extends Outcome {
  /** The emitted module; null where the config has an error. */
  readonly routes: string | null;
}

/** What the compiler says of a config and makes of it, short of a bundle. Files that it names are read from `folder`. */
export async function compiled(text: string, file = "config.yaml", folder = "."): Promise<Compiled> {
  const { diagnostics, files } = await compile({ file, text, bundle: false, readBeside: readerIn(folder) });
  const routes = files.find(({ path }) => path === "routes.ts")?.text ?? null;
  return { ...outcome(text, file, diagnostics), routes };
}

/** What the phases before any name is looked up say of a config. */
export function validated(text: string, file = "config.yaml"): Outcome {
  const document = load({ file, text });
  const later = document.value === null ? [] : validate(document.value).diagnostics;
  return outcome(text, file, [...document.diagnostics, ...later]);
}

function outcome(text: string, file: string, diagnostics: readonly Diagnostic[]): Outcome {
  return { diagnostics, pretty: renderPretty(diagnostics, new Map([[file, text]]), { color: false }) };
}
