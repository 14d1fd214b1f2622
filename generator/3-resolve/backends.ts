import type { Backend } from "../../runtime/contract/backend.ts";
import type { MockBackend } from "../../runtime/contract/mock-backend.ts";
import type { Backend as BackendConfig } from "../../schema/config.ts";
import type { BackendIr } from "../ir.ts";
import { presetOf } from "./azure.ts";
import { resolveCaFile } from "./ca-file.ts";
import { resolveCodex } from "./codex.ts";
import { type Context, entriesAt, lineOf } from "./context.ts";
import { defaultParams, forcedParams } from "./extra.ts";
import { resolveFields } from "./fields.ts";
import { resolveForwardHeaders } from "./forward-headers.ts";
import { resolveHeaders } from "./headers.ts";
import { resolveKeys } from "./keys.ts";
import { resolveMock } from "./mock.ts";
import { resolveModels } from "./models.ts";
import { resolveUrl } from "./open-url.ts";
import { PRESETS } from "./presets.ts";
import { resolveTimeouts } from "./timeouts.ts";

/** Every backend as the runtime's own record; `model_defaults` are filled in once all backends are known. */
export function resolveBackends(context: Context): readonly BackendIr[] {
  const backends: BackendIr[] = [];
  for (const { key: name, keySpan } of entriesAt(context, ["backends"])) {
    const config = context.config.backends[name];
    if (name === "default_backend" || typeof config !== "object" || config === null) continue;
    const fields = resolveFields(config, config.type);
    const base = {
      name,
      index: backends.length,
      at: lineOf(keySpan),
      defaults: defaultParams(config.extra ?? {}),
      forced: forcedParams(config.extra ?? {}),
      modelDefaults: {},
      ...(fields === undefined ? {} : { fields }),
      timeouts: resolveTimeouts(config),
      contextWindows: config.context_windows ?? {},
      streamRecovery: config.stream_recovery ?? "none",
      affinity: config.affinity ?? context.config.affinity ?? "none",
    };
    const backend = resolveBackend(context, base, config);
    if (backend !== null) backends.push({ origin: keySpan, backend, models: resolveModels(context, name) });
  }
  return backends;
}

/** What every kind of backend has. */
type Base = Omit<MockBackend, "kind" | "type" | "protocols" | "wordDelay" | "reply" | "faults">;

function resolveBackend(context: Context, base: Base, config: BackendConfig): Backend | null {
  if (config.type === "mock")
    return { ...base, kind: "mock", type: "mock", protocols: ["chat"], ...resolveMock(config.mock ?? {}) };
  const forwardHeaders = resolveForwardHeaders(context, base.name);
  const forwarded = forwardHeaders === undefined ? {} : { forwardHeaders };
  if (config.type === "openai-codex") {
    const login = resolveCodex(context, base.name);
    return {
      ...base,
      kind: "codex",
      type: "openai-codex",
      protocols: ["responses"],
      ...login,
      ...resolveCaFile(context, base.name, [login.origin]),
      ...forwarded,
    };
  }
  const typical = PRESETS[config.type];
  if (typical === undefined) return null;
  const { api_version: version } = config;
  const preset = presetOf(typical, version);
  const url = resolveUrl(context, base.name, preset);
  return {
    ...base,
    kind: "http",
    type: config.type,
    ...url,
    ...resolveCaFile(context, base.name, typeof url.origin === "string" ? [url.origin] : url.origin.origins),
    ...(version === undefined ? {} : { apiVersion: version }),
    keys: resolveKeys(context, base.name, preset),
    keyHeader: preset.keyHeader,
    headers: resolveHeaders(context, base.name),
    ...forwarded,
    maxTokensField: preset.maxTokensField,
    protocols: config.protocols ?? (config.protocol === undefined ? preset.protocols : [config.protocol]),
    keepsResponses: preset.keepsResponses,
    customTools: preset.customTools,
  };
}
