import type { FieldRules } from "../../runtime/contract/fields.ts";
import type { Params } from "../../runtime/contract/params.ts";
import type { Timeouts } from "../../runtime/contract/timeouts.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import type { DefaultsOfAModel } from "../../schema/config.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Span } from "../document.ts";
import type { BackendIr } from "../ir.ts";
import { findBackend } from "./backend-ref.ts";
import { type Context, entriesAt, within } from "./context.ts";
import { asListed } from "./exact-names.ts";
import { resolveFields } from "./fields.ts";
import { checkOneName } from "./odd-names.ts";
import { selectorHint } from "./selector-hint.ts";
import { ownTimeouts } from "./timeouts.ts";

/** Hands `model_defaults` to the backends that they are for; `backend:model` wins over the bare model. */
export function resolveModelDefaults(context: Context, backends: readonly BackendIr[]): readonly BackendIr[] {
  const bare = new Map<string, DefaultsOfAModel>();
  const prefixed = new Map<string, Map<string, DefaultsOfAModel>>(
    backends.map(({ backend }) => [backend.name, new Map()]),
  );
  for (const { key, keySpan } of entriesAt(context, ["model_defaults"])) {
    const defaults = context.config.model_defaults?.[key];
    const target = resolveKey(context, backends, key, keySpan);
    if (target === null || defaults === undefined) continue;
    if (target.backend === null) bare.set(target.model, defaults);
    else prefixed.get(target.backend)?.set(target.model, defaults);
  }
  return backends.map((entry) => {
    const own = prefixed.get(entry.backend.name) ?? new Map<string, DefaultsOfAModel>();
    const models = [...new Set([...bare.keys(), ...own.keys()])];
    const merged = models.map((model) => [model, merge(bare.get(model), own.get(model))] as const);
    const modelDefaults = Object.fromEntries(merged.map(([model, defaults]) => [model, paramsOf(defaults)]));
    const fields = merged.flatMap(([model, defaults]) => {
      const rules = resolveFields(defaults, entry.backend.type);
      return rules === undefined ? [] : [[model, rules] as const];
    });
    const modelFields: Readonly<Record<string, FieldRules>> = Object.fromEntries(fields);
    const limits = merged.flatMap(([model, defaults]) => {
      const timeouts = ownTimeouts(defaults);
      return Object.keys(timeouts).length === 0 ? [] : [[model, timeouts] as const];
    });
    const modelTimeouts: Readonly<Record<string, Partial<Timeouts>>> = Object.fromEntries(limits);
    return {
      ...entry,
      backend: {
        ...entry.backend,
        modelDefaults,
        ...(fields.length === 0 ? {} : { modelFields }),
        ...(limits.length === 0 ? {} : { modelTimeouts }),
      },
    };
  });
}

/** What is said of a model of one backend, before what is said of the model at any. */
function merge(bare: DefaultsOfAModel = {}, own: DefaultsOfAModel = {}): DefaultsOfAModel {
  const headers = { ...bare.body_from_headers, ...own.body_from_headers };
  const drop = [bare.drop ?? [], own.drop ?? []].flat();
  return { ...bare, ...own, body: { ...bare.body, ...own.body }, body_from_headers: headers, drop };
}

/** What is left are the parameters. */
function paramsOf({
  body: _body,
  body_from_headers: _headers,
  drop: _drop,
  timeout: _total,
  connect_timeout: _connect,
  header_timeout: _header,
  first_token_timeout: _firstToken,
  stream_idle_timeout: _streamIdle,
  stream_end_timeout: _streamEnd,
  ...params
}: DefaultsOfAModel): Params {
  return params;
}

function resolveKey(
  context: Context,
  backends: readonly BackendIr[],
  text: string,
  span: Span,
): { readonly backend: string | null; readonly model: string } | null {
  const located = { text, span };
  const parsed = parseSelector(text);
  const [written] = parsed.ok ? parsed.selector.branches : [];
  const branch = written === undefined ? undefined : asListed(context, written);
  const about = "A key of `model_defaults` is one `backend:model` or one bare model name.";
  if (!parsed.ok) {
    const { message, offset, length } = parsed.error;
    const place = within(context.document, located, offset, length);
    const hint = selectorHint(text, parsed.error);
    context.found.push(diagnostic("bad-selector", place, { problem: message, hint }));
    return null;
  }
  if (branch === undefined || branch.route !== text || branch.instance !== null) {
    const hint = "Write the name alone, without an instance, parameters, annotations or operators.";
    context.found.push(diagnostic("bad-name", span, { name: text, what: "a model with defaults", about, hint }));
    return null;
  }
  checkOneName(context, located, 0, text, {
    place: "A key of `model_defaults`",
    globHint: "Write each model out; what holds for all of a backend's models belongs in its `extra`.",
  });
  if (branch.backend === null) return { backend: null, model: branch.model };
  const place = within(context.document, located, 0, branch.backend.length);
  const where = "A `backend:model` in `model_defaults`";
  const backend = findBackend(context, backends, { name: branch.backend, span: place, where });
  return backend === null ? null : { backend: backend.name, model: branch.model };
}
