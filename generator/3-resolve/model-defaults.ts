import type { Params } from "../../runtime/contract/params.ts";
import { parseSelector } from "../../runtime/selector/parse.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Span } from "../document.ts";
import type { BackendIr } from "../ir.ts";
import { findBackend } from "./backend-ref.ts";
import { type Context, entriesAt, within } from "./context.ts";
import { asListed } from "./exact-names.ts";
import { checkOneName } from "./odd-names.ts";
import { selectorHint } from "./selector-hint.ts";

/** Hands `model_defaults` to the backends that they are for; `backend:model` wins over the bare model. */
export function resolveModelDefaults(context: Context, backends: readonly BackendIr[]): readonly BackendIr[] {
  const bare = new Map<string, Params>();
  const prefixed = new Map<string, Map<string, Params>>(backends.map(({ backend }) => [backend.name, new Map()]));
  for (const { key, keySpan } of entriesAt(context, ["model_defaults"])) {
    const params = context.config.model_defaults?.[key];
    const target = resolveKey(context, backends, key, keySpan);
    if (target === null || params === undefined) continue;
    if (target.backend === null) bare.set(target.model, params);
    else prefixed.get(target.backend)?.set(target.model, params);
  }
  return backends.map((entry) => {
    const own = prefixed.get(entry.backend.name) ?? new Map<string, Params>();
    const models = new Set([...bare.keys(), ...own.keys()]);
    const merged = [...models].map((model) => [model, { ...bare.get(model), ...own.get(model) }] as const);
    return { ...entry, backend: { ...entry.backend, modelDefaults: Object.fromEntries(merged) } };
  });
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
