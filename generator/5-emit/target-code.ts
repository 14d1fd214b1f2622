import type { Params } from "../../runtime/contract.ts";
import type { Span } from "../document.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import type { Code } from "./literal.ts";
import { inlineLiteral } from "./literal.ts";

export interface TargetParts {
  /** null: the default backend. */
  readonly backend: string | null;
  /** A number, or an expression. */
  readonly instance?: number | Code | null;
  /** A name, or an expression. */
  readonly model: string | Code;
  readonly params?: Params;
  readonly at: string;
}

/** `to(openai, null, "gpt-4o", null, "config.yaml:12")`. */
export function targetCode(
  emission: Emission,
  { backend, instance = null, model, params = {}, at }: TargetParts,
): Code {
  const where = backend === null ? null : backendCode(emission, backend);
  const given = Object.keys(params).length === 0 ? null : params;
  return call(emission, "to", [where, instance, model, given, at].map(inlineLiteral));
}

/** For a bare name that nothing else takes; without a default backend no line caused it. */
export function defaultTargetCode(
  emission: Emission,
  parts: Omit<TargetParts, "backend" | "at"> & { readonly at?: string },
): Code {
  const { defaultBackend, file } = emission.ir;
  const at = defaultBackend === null ? file : lineOf(defaultBackend.origin);
  return targetCode(emission, { at, ...parts, backend: null });
}

/** Parameters on top of a place, if there are any. */
export function withParamsCode(emission: Emission, place: Code, params: Params): Code {
  if (Object.keys(params).length === 0) return place;
  return call(emission, "withParams", [place.text, inlineLiteral(params)]);
}

/** The const of a backend, which phase 3 has looked up. */
export function backendCode(emission: Emission, name: string): Code {
  const known = emission.backends.get(name);
  if (known === undefined) throw new Error(`a route names the backend ${name}, which was never resolved`);
  return known;
}

export function lineOf({ file, line }: Span): string {
  return `${file}:${line}`;
}
