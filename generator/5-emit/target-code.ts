import { basename } from "node:path";
import type { FieldRules } from "../../runtime/contract/fields.ts";
import type { Params } from "../../runtime/contract/params.ts";
import type { Rules } from "../../runtime/contract/route.ts";
import type { Annotations } from "../../runtime/selector/annotations.ts";
import type { Span } from "../document.ts";
import type { Emission } from "./emission.ts";
import { call } from "./emission.ts";
import { Code, inlineLiteral } from "./literal.ts";

export interface TargetParts {
  /** null: the default backend. */
  readonly backend: string | null;
  /** A number, or an expression. */
  readonly instance?: number | Code | null;
  /** A name, or an expression. */
  readonly model: string | Code;
  readonly params?: Params;
  /** An expression; null for none. */
  readonly rules?: Code | null;
  readonly at: string;
}

/** `to(openai, null, "gpt-4o", null, "config.yaml:12")`, and the rules behind where there are any. */
export function targetCode(
  emission: Emission,
  { backend, instance = null, model, params = {}, rules = null, at }: TargetParts,
): Code {
  const where = backend === null ? null : backendCode(emission, backend);
  const given = Object.keys(params).length === 0 ? null : params;
  const values = [where, instance, model, given, at];
  return call(emission, "to", (rules === null ? values : [...values, rules]).map(inlineLiteral));
}

/** For a bare name that nothing else matches. Without a default backend, no line of the config caused it. */
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

/** Body fields on top of a place, if there are any. */
export function withFieldsCode(emission: Emission, place: Code, fields: FieldRules | null): Code {
  return fields === null ? place : call(emission, "withFields", [place.text, inlineLiteral(fields)]);
}

/** A place for requests of up to so many tokens, and for some failures. */
export function limitedCode(emission: Emission, place: Code, { max_context: maxContext, on }: Annotations): Code {
  const sized = maxContext === undefined ? place : call(emission, "limited", [place.text, String(maxContext)]);
  return on === undefined ? sized : call(emission, "gated", [sized.text, inlineLiteral(on)]);
}

/**
 * A place that is made once. Freezing costs ten times as much as making a place, so places of a single request are not
 * frozen.
 */
export function frozenCode(emission: Emission, place: Code): Code {
  const isGroup = /^[a-zA-Z]+\(/.test(place.text) && !/^(?:to|locate)\(/.test(place.text);
  return isGroup ? call(emission, "frozen", [place.text]) : place;
}

/**
 * What an annotation asks of a target beside what its failover route or alias asks of all. The latter has no window of its own.
 * @param route the rules of the route or the alias, or the const that holds them
 */
export function rulesCode({ max_context, on }: Annotations, route: Rules | Code | null = null): Code | null {
  const own: Rules = {
    ...(max_context === undefined ? {} : { maxContext: max_context }),
    ...(on === undefined ? {} : { on: [on] }),
  };
  if (Object.keys(own).length === 0) return route === null ? null : new Code(inlineLiteral(route));
  if (route instanceof Code) return new Code(inlineLiteral(own).replace("{", `{ ...${route.text},`));
  return new Code(inlineLiteral({ ...route, ...own }));
}

/** The const of a backend, which phase 3 has looked up. */
export function backendCode(emission: Emission, name: string): Code {
  const known = emission.backends.get(name);
  if (known === undefined) throw new Error(`a route names the backend ${name}, which was never resolved`);
  return known;
}

export function lineOf({ file, line }: Span): string {
  return `${basename(file)}:${line}`;
}
