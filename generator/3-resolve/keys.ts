import type { Keys } from "../../runtime/contract/http-backend.ts";
import type { Path } from "../1-load/find.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Span } from "../document.ts";
import { type Context, keyAt, lineOf, spanAt, textsAt } from "./context.ts";
import { envRef } from "./env-text.ts";
import type { Preset } from "./presets.ts";

/**
 * Where a backend's keys come from: the config, or else the variable that its type is known for. An `api_key` beside
 * a list of `api_keys` is the first of them.
 */
export function resolveKeys(context: Context, name: string, preset: Preset): Keys {
  const backend = context.config.backends[name];
  if (typeof backend !== "object" || backend === null) return { kind: "none" };
  const own = ["backends", name, "api_key"];
  const single =
    typeof backend.api_key === "string" ? envRef({ text: backend.api_key, span: spanAt(context, own) }) : null;
  const path = ["backends", name, "api_keys"];
  if (typeof backend.api_keys === "string") {
    if (single !== null) refuseBoth(context, keyAt(context, own));
    const prefix = envRef({ text: backend.api_keys, span: spanAt(context, path) });
    if (prefix === null) return { kind: "none" };
    return { kind: "numbered", prefix: { env: prefix.env.replace(/\*$/, ""), at: prefix.at } };
  }
  const listed = backend.api_keys === undefined ? [] : textsAt(context, path).flatMap((key) => envRef(key) ?? []);
  reportDuplicates(context, path);
  const rest = listed.filter((key) => key.env !== single?.env);
  const keys = single === null ? listed : [single, ...rest];
  if (keys.length > 0) return { kind: "listed", keys };
  if (backend.api_key === null || preset.key === null) return { kind: "none" };
  return { kind: "listed", keys: [{ env: preset.key, at: lineOf(keyAt(context, ["backends", name])) }] };
}

/** Reports a variable that is in a list of keys twice. */
export function reportDuplicates(context: Context, path: Path): void {
  const lines = new Map<string, number>();
  for (const { text: variable, span } of textsAt(context, path)) {
    const first = lines.get(variable);
    if (first === undefined) lines.set(variable, span.line);
    else context.found.push(diagnostic("duplicate-api-key", span, { variable, first: String(first) }));
  }
}

/** How many keys `${PREFIX_*}` finds is known only at start-up, so an `api_key` beside it could not be numbered. */
function refuseBoth(context: Context, span: Span): void {
  const about = "Both say which keys the backend uses, and only one of them can count.";
  const hint = "Put the key into the variables that `api_keys` counts, or make `api_keys` a list.";
  context.found.push(diagnostic("conflicting-keys", span, { key: "api_key", other: "api_keys", about, hint }));
}
