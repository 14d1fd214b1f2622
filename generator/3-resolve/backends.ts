import type { Backend, HttpBackend } from "../../runtime/contract.ts";
import type { Backend as BackendConfig } from "../../schema/config.ts";
import type { BackendIr } from "../ir.ts";
import { resolveBaseUrl } from "./base-url.ts";
import { type Context, entriesAt, lineOf } from "./context.ts";
import { defaultParams, forcedParams } from "./extra.ts";
import { resolveHeaders } from "./headers.ts";
import { resolveKeys } from "./keys.ts";
import { resolveMock } from "./mock.ts";
import { resolveModels } from "./models.ts";
import { PRESETS } from "./presets.ts";

/** Every backend as the runtime's own record; `model_defaults` are filled in once all backends are known. */
export function resolveBackends(context: Context): readonly BackendIr[] {
  const backends: BackendIr[] = [];
  for (const { key: name, keySpan } of entriesAt(context, ["backends"])) {
    const config = context.config.backends[name];
    if (name === "default_backend" || typeof config !== "object" || config === null) continue;
    const base = {
      name,
      index: backends.length,
      at: lineOf(keySpan),
      defaults: defaultParams(config.extra ?? {}),
      forced: forcedParams(config.extra ?? {}),
      modelDefaults: {},
    };
    const backend = resolveBackend(context, base, config);
    if (backend !== null) backends.push({ origin: keySpan, backend, models: resolveModels(context, name) });
  }
  return backends;
}

type Base = Pick<Backend, "name" | "index" | "at" | "defaults" | "forced" | "modelDefaults">;

function resolveBackend(context: Context, base: Base, config: BackendConfig): Backend | null {
  if (config.type === "mock") return { ...base, kind: "mock", type: "mock", ...resolveMock(config.mock ?? {}) };
  const preset = PRESETS[config.type];
  if (preset === undefined) return null;
  return {
    ...base,
    kind: "http",
    type: config.type,
    ...resolveBaseUrl(context, base.name, preset),
    keys: resolveKeys(context, base.name, preset),
    keyHeader: preset.keyHeader,
    headers: resolveHeaders(context, base.name),
    maxTokensField: preset.maxTokensField,
    timeouts: resolveTimeouts(config),
  };
}

function resolveTimeouts(config: BackendConfig): HttpBackend["timeouts"] {
  return {
    connect: config.connect_timeout ?? 5,
    total: config.timeout === undefined ? 120 : config.timeout,
    firstToken: config.first_token_timeout ?? null,
    streamIdle: config.stream_idle_timeout === undefined ? 60 : config.stream_idle_timeout,
  };
}
