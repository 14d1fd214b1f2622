import type { Keys } from "../../runtime/contract.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { type Context, keyAt, lineOf, spanAt, textsAt } from "./context.ts";
import { envRef } from "./env-text.ts";
import type { Preset } from "./presets.ts";

/** Where a backend's keys come from: the config, or else the variable that its type is known for. */
export function resolveKeys(context: Context, name: string, preset: Preset): Keys {
  const backend = context.config.backends[name];
  if (typeof backend !== "object" || backend === null) return { kind: "none" };
  if (typeof backend.api_key === "string" && backend.api_keys !== undefined) {
    const span = keyAt(context, ["backends", name, "api_key"]);
    const about = "Both say which keys the backend uses, and only one of them can count.";
    const hint = "Put all keys into `api_keys`.";
    context.found.push(diagnostic("conflicting-keys", span, { key: "api_key", other: "api_keys", about, hint }));
  }
  const path = ["backends", name, "api_keys"];
  if (typeof backend.api_keys === "string") {
    const prefix = envRef({ text: backend.api_keys, span: spanAt(context, path) });
    if (prefix === null) return { kind: "none" };
    return { kind: "numbered", prefix: { env: prefix.env.replace(/\*$/, ""), at: prefix.at } };
  }
  if (backend.api_keys !== undefined) {
    return { kind: "listed", keys: textsAt(context, path).flatMap((key) => envRef(key) ?? []) };
  }
  if (typeof backend.api_key === "string") {
    const key = envRef({ text: backend.api_key, span: spanAt(context, ["backends", name, "api_key"]) });
    return key === null ? { kind: "none" } : { kind: "listed", keys: [key] };
  }
  if (backend.api_key === null || preset.key === null) return { kind: "none" };
  return { kind: "listed", keys: [{ env: preset.key, at: lineOf(keyAt(context, ["backends", name])) }] };
}
